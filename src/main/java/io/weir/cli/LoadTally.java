package io.weir.cli;

import java.util.BitSet;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Which transactions of a round came out, how often, and when: what a {@link LoadReader} sees, without a clock of its own. The
 * interval begins at the start, and anew at each look at which no more than the warm-up was there; it ends with the last new one.
 */
final class LoadTally {

    private final int warmUp;
    private final BitSet seen = new BitSet();
    private final Histogram latency = new Histogram(3);
    private @Nullable LoadClock clock;
    private boolean started;
    private long duplicates;
    private Moment opened = new Moment(0, 0, 0);
    private Moment last = opened;

    /**
     * How things stood.
     *
     * @param nanos by {@link System#nanoTime}
     * @param cpuNanos processor time of this process
     * @param seen transactions until then
     */
    private record Moment(long nanos, long cpuNanos, int seen) {}

    /** @param warmUp how many are not timed: those with the lowest numbers */
    LoadTally(int warmUp) {
        this.warmUp = warmUp;
    }

    /** Time runs from now on; with a clock that says when each transaction is due there are latencies. */
    void start(@Nullable LoadClock due, long nanos, long cpuNanos) {
        clock = due;
        started = true;
        opened = new Moment(nanos, cpuNanos, seen.cardinality());
        last = opened;
    }

    /** One came out: its number in the round; a negative one is not of this round. */
    void take(int number, long nanos) {
        if (number < 0) {
            return;
        }
        if (seen.get(number)) {
            duplicates++;
            return;
        }
        seen.set(number);
        LoadClock due = clock;
        if (due != null && number >= warmUp) {
            latency.recordValue(Math.max(0, nanos - due.dueNanos(number)) / 1000);
        }
    }

    /** All that came out at once has been taken. */
    void looked(long nanos, long cpuNanos) {
        int now = seen.cardinality();
        if (!started || now == last.seen()) {
            return;
        }
        last = new Moment(nanos, cpuNanos, now);
        opened = now <= warmUp ? last : opened;
    }

    int seen() {
        return seen.cardinality();
    }

    long duplicates() {
        return duplicates;
    }

    /** How many came out in the interval; 0 when it never opened or nothing came after. */
    int timed() {
        return last.seen() - opened.seen();
    }

    double seconds() {
        return (last.nanos() - opened.nanos()) / 1e9;
    }

    /** Processor time of this process in the interval. */
    double cpuSeconds() {
        return (last.cpuNanos() - opened.cpuNanos()) / 1e9;
    }

    /** Latencies in microseconds. */
    Histogram latency() {
        return latency;
    }
}
