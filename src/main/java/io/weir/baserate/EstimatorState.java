package io.weir.baserate;

import io.weir.baserate.WindowEvidence.CohortCount;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an estimator remembers: counts of each cohort, evidence of windows not yet closed, how far each partition has come.
 * {@link #toBytes} and {@link #fromBytes} keep it across restarts; equal states give equal bytes.
 */
public final class EstimatorState {

    private static final byte FORMAT = 1;

    private final TreeMap<Long, long[]> cohorts = new TreeMap<>();
    private final TreeMap<Long, TreeMap<Integer, List<CohortCount>>> pending = new TreeMap<>();
    private final TreeMap<Integer, Long> watermarks = new TreeMap<>();
    private long version;

    /** False when the partition had already sent this window. */
    boolean pend(WindowEvidence evidence) {
        Long watermark = watermarks.get(evidence.partition());
        if (watermark != null && evidence.windowEndMillis() <= watermark) {
            return false;
        }
        watermarks.put(evidence.partition(), evidence.windowEndMillis());
        pending.computeIfAbsent(evidence.windowEndMillis(), end -> new TreeMap<>())
                .put(evidence.partition(), evidence.counts());
        return true;
    }

    /** Ends of the windows with evidence that all partitions have passed, oldest first. */
    List<Long> closable(int partitions) {
        if (watermarks.size() < partitions) {
            return List.of();
        }
        long passed = Collections.min(watermarks.values());
        return List.copyOf(pending.headMap(passed, true).keySet());
    }

    /** The evidence of a window, partition by partition; it is no longer pending. */
    List<CohortCount> close(long windowEnd) {
        List<CohortCount> counts = new ArrayList<>();
        SortedMap<Integer, List<CohortCount>> window = pending.remove(windowEnd);
        if (window != null) {
            window.values().forEach(counts::addAll);
        }
        return counts;
    }

    void count(CohortCount count) {
        long[] cohort = cohorts.computeIfAbsent(count.cohortMillis(), start -> new long[2]);
        cohort[0] += count.transactions();
        cohort[1] += count.frauds();
    }

    void forgetBefore(long cohortMillis) {
        cohorts.headMap(cohortMillis).clear();
    }

    SortedMap<Long, long[]> cohorts() {
        return cohorts;
    }

    long nextVersion() {
        return ++version;
    }

    public byte[] toBytes() {
        int size = 1 + 8 + 4 + 12 * watermarks.size() + 4 + 24 * cohorts.size() + 4;
        for (TreeMap<Integer, List<CohortCount>> window : pending.values()) {
            size += 12
                    + window.values().stream()
                            .mapToInt(counts -> 8 + 24 * counts.size())
                            .sum();
        }
        ByteBuffer out = ByteBuffer.allocate(size).put(FORMAT).putLong(version).putInt(watermarks.size());
        watermarks.forEach((partition, end) -> out.putInt(partition).putLong(end));
        out.putInt(cohorts.size());
        cohorts.forEach((start, counts) -> out.putLong(start).putLong(counts[0]).putLong(counts[1]));
        out.putInt(pending.size());
        pending.forEach((end, window) -> {
            out.putLong(end).putInt(window.size());
            window.forEach((partition, counts) -> {
                out.putInt(partition).putInt(counts.size());
                for (CohortCount c : counts) {
                    out.putLong(c.cohortMillis()).putLong(c.transactions()).putLong(c.frauds());
                }
            });
        });
        return out.array();
    }

    /**
     * The state that {@link #toBytes} wrote; null is the empty one.
     *
     * @throws IllegalStateException when the format is not known
     */
    public static EstimatorState fromBytes(byte @Nullable [] bytes) {
        EstimatorState state = new EstimatorState();
        if (bytes == null) {
            return state;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte format = in.get();
        if (format != FORMAT) {
            throw new IllegalStateException("base-rate state has format " + format + "; known: " + FORMAT);
        }
        state.version = in.getLong();
        for (int i = in.getInt(); i > 0; i--) {
            state.watermarks.put(in.getInt(), in.getLong());
        }
        for (int i = in.getInt(); i > 0; i--) {
            state.cohorts.put(in.getLong(), new long[] {in.getLong(), in.getLong()});
        }
        for (int i = in.getInt(); i > 0; i--) {
            Map<Integer, List<CohortCount>> window =
                    state.pending.computeIfAbsent(in.getLong(), end -> new TreeMap<>());
            for (int j = in.getInt(); j > 0; j--) {
                int partition = in.getInt();
                window.put(partition, counts(in));
            }
        }
        return state;
    }

    private static List<CohortCount> counts(ByteBuffer in) {
        List<CohortCount> counts = new ArrayList<>();
        for (int i = in.getInt(); i > 0; i--) {
            counts.add(new CohortCount(in.getLong(), in.getLong(), in.getLong()));
        }
        return counts;
    }
}
