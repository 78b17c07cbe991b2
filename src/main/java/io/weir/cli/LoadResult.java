package io.weir.cli;

import io.weir.cli.LoadCase.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What a system did of one load.
 *
 * @param system weir, or the floor
 * @param seen transactions of which a record came, each counted once
 * @param duplicates records beyond the first of a transaction
 * @param perSecond transactions a second, those of the warm-up left out
 * @param cpuMicros processor time of this process for a transaction, microseconds: broker, generator and reader are in it
 * @param latency from due to seen, microseconds; empty for a backlog
 * @param late from due to handed to the producer, microseconds; part of the latency
 * @param written mean length of what it wrote, by {@link LoadSystem#written}; empty where it was not looked at
 * @param sample of Weir's decisions; null for the floor, and for the rounds before the last
 */
record LoadResult(
        String system,
        LoadCase load,
        int seen,
        long duplicates,
        double perSecond,
        double cpuMicros,
        Histogram latency,
        Histogram late,
        Map<String, Double> written,
        @Nullable LoadSample sample) {

    /** Steps of the curve between 90 % and 99 %, and so on. */
    private static final int STEPS = 10;

    /**
     * One point of the curve.
     *
     * @param percentile below 100
     * @param millis latency that this share did not exceed
     */
    record Point(double percentile, double millis) {}

    static LoadResult of(String system, LoadCase load, LoadTally tally, Histogram late) {
        if (tally.timed() <= 0) {
            throw new UserException("nothing can be timed: of " + load.count() + " transactions " + tally.seen()
                    + " came out of " + system + ", none after a warm-up of " + load.warmUp());
        }
        return new LoadResult(
                system,
                load,
                tally.seen(),
                tally.duplicates(),
                tally.timed() / tally.seconds(),
                1e6 * tally.cpuSeconds() / tally.timed(),
                tally.latency(),
                late,
                Map.of(),
                null);
    }

    LoadResult with(LoadSample taken) {
        return new LoadResult(system, load, seen, duplicates, perSecond, cpuMicros, latency, late, written, taken);
    }

    LoadResult with(Map<String, FloorSamples> records) {
        Map<String, Double> means = new LinkedHashMap<>();
        records.forEach((name, samples) -> means.put(name, samples.meanBytes()));
        return new LoadResult(system, load, seen, duplicates, perSecond, cpuMicros, latency, late, means, sample);
    }

    int missing() {
        return load.count() - seen;
    }

    boolean complete() {
        return missing() == 0 && duplicates == 0;
    }

    double millisAt(double percentile) {
        return latency.getValueAtPercentile(percentile) / 1000.0;
    }

    double maxMillis() {
        return latency.getMaxValue() / 1000.0;
    }

    /** Percentiles with as many nines as the count carries. */
    List<Point> curve() {
        List<Point> points = new ArrayList<>();
        for (int step = 0; Math.pow(10, (double) step / STEPS) <= latency.getTotalCount(); step++) {
            double percentile = 100 * (1 - Math.pow(10, -(double) step / STEPS));
            points.add(new Point(percentile, millisAt(percentile)));
        }
        return points;
    }

    Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("system", system);
        map.put("sent", load.count());
        map.put("missing", missing());
        map.put("duplicates", duplicates);
        map.put("per_second", perSecond);
        map.put("cpu_micros", cpuMicros);
        if (load.shape() == Shape.RATE) {
            map.put("measured", latency.getTotalCount());
            map.put("p50_ms", millisAt(50));
            map.put("p90_ms", millisAt(90));
            map.put("p99_ms", millisAt(99));
            map.put("p99_9_ms", millisAt(99.9));
            map.put("max_ms", maxMillis());
            map.put("sent_late_p99_ms", late.getValueAtPercentile(99) / 1000.0);
            map.put("sent_late_max_ms", late.getMaxValue() / 1000.0);
            map.put(
                    "curve_percentile_ms",
                    curve().stream()
                            .map(point -> List.of(point.percentile(), point.millis()))
                            .toList());
        }
        if (!written.isEmpty()) {
            map.put("mean_bytes", written);
        }
        if (sample != null) {
            Map<String, Object> counts = new LinkedHashMap<>();
            sample.actions().forEach((action, count) -> counts.put(action.name().toLowerCase(Locale.ROOT), count));
            map.put("actions_sampled", counts);
            map.put("filter_pass_share", sample.passShare());
        }
        return map;
    }
}
