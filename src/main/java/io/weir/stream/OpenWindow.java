package io.weir.stream;

import io.weir.baserate.WindowEvidence;
import io.weir.baserate.WindowEvidence.CohortCount;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts of the window of event time that one partition is in; equal counts give equal bytes. */
final class OpenWindow {

    private final long length;
    private long end;
    private final TreeMap<Long, long[]> cohorts = new TreeMap<>();

    /** @param length of windows and cohorts, milliseconds */
    OpenWindow(long length, byte @Nullable [] state) {
        this.length = length;
        if (state != null) {
            Packed.read(state, this::read);
        }
    }

    /** Moves on to the window of a time; the evidence of the window left, when there was one and the time lies past it. */
    @Nullable
    WindowEvidence advance(long time, int partition) {
        if (time < end) {
            return null;
        }
        long left = end;
        end = cohort(time) + length;
        if (left == 0) {
            return null;
        }
        List<CohortCount> counts = cohorts.entrySet().stream()
                .map(c -> new CohortCount(c.getKey(), c.getValue()[0], c.getValue()[1]))
                .toList();
        cohorts.clear();
        return new WindowEvidence(partition, left, counts);
    }

    void count(long eventTime, int transactions, int frauds) {
        long[] counts = cohorts.computeIfAbsent(cohort(eventTime), start -> new long[2]);
        counts[0] += transactions;
        counts[1] += frauds;
    }

    byte[] state() {
        return Packed.write(out -> {
            out.put(end).put((long) cohorts.size());
            cohorts.forEach(
                    (start, counts) -> out.put(start.longValue()).put(counts[0]).put(counts[1]));
        });
    }

    private OpenWindow read(ByteBuffer in) {
        end = in.getLong();
        for (long i = in.getLong(); i > 0; i--) {
            cohorts.put(in.getLong(), new long[] {in.getLong(), in.getLong()});
        }
        return this;
    }

    private long cohort(long time) {
        return Math.floorDiv(time, length) * length;
    }
}
