package io.weir.cli;

import io.weir.cli.settings.Settings;
import io.weir.decision.Action;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What one delivery gave at a steady rate.
 *
 * @param sent transactions, those of the warm-up included
 * @param decided of them, each counted once
 * @param duplicates decisions beyond the first of a transaction
 * @param achievedRate decisions seen a second while the load was timed, those of late transactions included
 * @param actions of those timed
 * @param passShare share of those timed that stage two scored
 * @param latency of those timed: from due to seen, microseconds
 * @param late of those timed: from due to handed to the producer, microseconds; part of the latency
 */
record SteadyResult(
        Settings.Delivery delivery,
        int sent,
        int decided,
        long duplicates,
        double achievedRate,
        Map<Action, Long> actions,
        double passShare,
        Histogram latency,
        Histogram late) {

    /** Steps of the curve between 90 % and 99 %, and so on. */
    private static final int STEPS = 10;

    /**
     * One point of the curve.
     *
     * @param percentile below 100
     * @param millis latency that this share did not exceed
     */
    record Point(double percentile, double millis) {}

    int missing() {
        return sent - decided;
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
        Map<String, Object> counts = new LinkedHashMap<>();
        actions.forEach((action, count) -> counts.put(action.name().toLowerCase(Locale.ROOT), count));
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("sent", sent);
        map.put("decided", decided);
        map.put("missing", missing());
        map.put("duplicates", duplicates);
        map.put("measured", latency.getTotalCount());
        map.put("achieved_rate", achievedRate);
        map.put("p50_ms", millisAt(50));
        map.put("p90_ms", millisAt(90));
        map.put("p99_ms", millisAt(99));
        map.put("p99_9_ms", millisAt(99.9));
        map.put("max_ms", maxMillis());
        map.put("sent_late_p99_ms", late.getValueAtPercentile(99) / 1000.0);
        map.put("sent_late_max_ms", late.getMaxValue() / 1000.0);
        map.put("actions", counts);
        map.put("filter_pass_share", passShare);
        map.put(
                "curve_percentile_ms",
                curve().stream()
                        .map(point -> List.of(point.percentile(), point.millis()))
                        .toList());
        return map;
    }
}
