package io.weir.baserate;

import io.weir.baserate.WindowEvidence.CohortCount;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts of the window of event time that one partition is in. The window it leaves becomes {@link WindowEvidence}. State
 * is a value: {@link #toBytes} gives all of it, and equal counts give equal bytes.
 */
public final class OpenWindow {

    private static final byte FORMAT = 1;

    private final long length;
    private final TreeMap<Long, long[]> cohorts = new TreeMap<>();
    /** End of the window; 0 before the first record. */
    private long end;

    /**
     * @param length of windows and cohorts
     * @param state what {@link #toBytes} gave; null: nothing counted yet
     * @throws IllegalStateException when the format of the state is not known
     */
    public OpenWindow(Duration length, byte @Nullable [] state) {
        this.length = length.toMillis();
        if (state != null) {
            read(ByteBuffer.wrap(state));
        }
    }

    /** Moves on to the window of a time; the evidence of the window left, or null when the time is still inside. */
    public @Nullable WindowEvidence advance(long timeMillis, int partition) {
        if (timeMillis < end) {
            return null;
        }
        long left = end;
        end = cohort(timeMillis) + length;
        if (left == 0) {
            return null;
        }
        List<CohortCount> counts = cohorts.entrySet().stream()
                .map(c -> new CohortCount(c.getKey(), c.getValue()[0], c.getValue()[1]))
                .toList();
        cohorts.clear();
        return new WindowEvidence(partition, left, counts);
    }

    /**
     * Counts for the cohort of an event time.
     *
     * @param transactions seen
     * @param frauds reported, or reversed when negative
     */
    public void count(long eventTimeMillis, int transactions, int frauds) {
        long[] counts = cohorts.computeIfAbsent(cohort(eventTimeMillis), start -> new long[2]);
        counts[0] += transactions;
        counts[1] += frauds;
    }

    public byte[] toBytes() {
        ByteBuffer out =
                ByteBuffer.allocate(9 + 24 * cohorts.size()).put(FORMAT).putLong(end);
        for (Map.Entry<Long, long[]> cohort : cohorts.entrySet()) {
            out.putLong(cohort.getKey()).putLong(cohort.getValue()[0]).putLong(cohort.getValue()[1]);
        }
        return out.array();
    }

    private void read(ByteBuffer in) {
        byte format = in.get();
        if (format != FORMAT) {
            throw new IllegalStateException("open window has format " + format + "; known: " + FORMAT);
        }
        end = in.getLong();
        while (in.hasRemaining()) {
            cohorts.put(in.getLong(), new long[] {in.getLong(), in.getLong()});
        }
    }

    private long cohort(long time) {
        return Math.floorDiv(time, length) * length;
    }
}
