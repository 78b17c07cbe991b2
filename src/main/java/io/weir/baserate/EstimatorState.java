package io.weir.baserate;

import io.weir.statistics.AdaptiveWindow;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What an estimator remembers: cohorts, delays, how far each partition has come, what the world tests have seen, the shifts.
 * {@link #toBytes} and {@link #fromBytes} keep it across restarts; equal states give equal bytes.
 */
public final class EstimatorState {

    private static final int FORMAT = 3;
    private static final int CERTIFIED_DAYS = 4;

    /** Counts of windows not yet closed, by their end. */
    final TreeMap<Long, WindowCounts> pending = new TreeMap<>();

    final TreeMap<Integer, Long> watermarks = new TreeMap<>();
    final TreeSet<Integer> idle = new TreeSet<>();
    final TreeMap<Long, Cohort> cohorts = new TreeMap<>();
    /** Those of each segment, without scores. */
    final TreeMap<String, TreeMap<Long, Cohort>> segments = new TreeMap<>();

    final ArrayDeque<ScoreCounts> lastDay = new ArrayDeque<>();
    final TreeMap<String, ShiftHistory> shifts = new TreeMap<>();
    final ReportDelays delays;
    final WorldWatch watch = new WorldWatch();
    final int windowsPerDay;
    AdaptiveWindow residuals = newResiduals();
    /** Start of the last cohort whose residual was looked at. */
    long judged = Long.MIN_VALUE;

    String bundle = "";
    /** Base rate of the champion's calibration window, the whole's and each segment's. */
    final TreeMap<String, Double> references = new TreeMap<>();
    /** End of the window in which the champion took over; the least value for the first champion. */
    long championFrom = Long.MIN_VALUE;

    long version;
    /** End of the last window closed; the least value before the first. */
    long closed = Long.MIN_VALUE;

    /** Nothing seen yet. */
    public EstimatorState(EstimatorSettings settings) {
        delays = new ReportDelays(settings);
        windowsPerDay = (int) (86_400_000L / settings.window().toMillis());
    }

    static AdaptiveWindow newResiduals() {
        return new AdaptiveWindow(-1, 1);
    }

    ShiftHistory shifts(String segment) {
        return shifts.computeIfAbsent(segment, s -> new ShiftHistory(CERTIFIED_DAYS * windowsPerDay));
    }

    public byte[] toBytes() {
        PackedBytes.Out out = new PackedBytes.Out()
                .put(FORMAT)
                .put(version)
                .put(closed)
                .put(judged)
                .put(bundle)
                .put(championFrom)
                .put(references.size());
        references.forEach((segment, rate) -> out.put(segment).put(rate));
        out.put(pending.size());
        pending.forEach((end, counts) -> {
            out.put(end);
            counts.write(out);
        });
        out.put(watermarks.size());
        watermarks.forEach((partition, end) -> out.put(partition).put(end).put(idle.contains(partition) ? 1 : 0));
        out.put(cohorts.size());
        cohorts.forEach((start, cohort) -> {
            out.put(start);
            cohort.write(out);
        });
        out.put(segments.size());
        segments.forEach((segment, counts) -> {
            out.put(segment).put(counts.size());
            for (Map.Entry<Long, Cohort> cohort : counts.entrySet()) {
                out.put(cohort.getKey());
                cohort.getValue().write(out);
            }
        });
        out.put(lastDay.size());
        lastDay.forEach(counts -> counts.write(out));
        out.put(shifts.size());
        shifts.forEach((segment, history) -> {
            out.put(segment);
            history.write(out);
        });
        delays.write(out);
        watch.write(out);
        out.put(residuals.toBytes());
        return out.toBytes();
    }

    /**
     * The state that {@link #toBytes} wrote; null is the empty one.
     *
     * @throws IllegalStateException when the format is not known, or the settings have changed in a way that it does not fit
     */
    public static EstimatorState fromBytes(EstimatorSettings settings, byte @Nullable [] bytes) {
        EstimatorState state = new EstimatorState(settings);
        if (bytes != null) {
            state.read(new PackedBytes.In("base-rate state", bytes, FORMAT));
        }
        return state;
    }

    private void read(PackedBytes.In in) {
        version = in.number();
        closed = in.number();
        judged = in.number();
        bundle = in.text();
        championFrom = in.number();
        for (int i = in.count(); i > 0; i--) {
            references.put(in.text(), in.real());
        }
        for (int i = in.count(); i > 0; i--) {
            pending.put(in.number(), WindowCounts.read(in));
        }
        for (int i = in.count(); i > 0; i--) {
            int partition = in.count();
            watermarks.put(partition, in.number());
            if (in.number() == 1) {
                idle.add(partition);
            }
        }
        for (int i = in.count(); i > 0; i--) {
            cohorts.put(in.number(), Cohort.read(in));
        }
        for (int i = in.count(); i > 0; i--) {
            TreeMap<Long, Cohort> counts = new TreeMap<>();
            segments.put(in.text(), counts);
            for (int j = in.count(); j > 0; j--) {
                counts.put(in.number(), Cohort.read(in));
            }
        }
        for (int i = in.count(); i > 0; i--) {
            lastDay.add(ScoreCounts.read(in));
        }
        for (int i = in.count(); i > 0; i--) {
            shifts(in.text()).read(in);
        }
        delays.read(in);
        watch.read(in);
        residuals = AdaptiveWindow.fromBytes(in.block());
    }
}
