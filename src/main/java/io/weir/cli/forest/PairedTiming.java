package io.weir.cli.forest;

import io.weir.model.IsolationForest;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * Time to score and rank one row against the time of a plain walk that scores it only, in one run: rounds of both in turn, the
 * first of a pair changing, so that what slows the machine slows both. The thread's own processor time, where the JVM can tell
 * it: what else runs does not count. Medians over the rounds.
 *
 * @param forestNanos for score and rank
 * @param plainNanos for the plain walk's score
 * @param ratio median of the rounds' ratios; below 1 the forest is faster
 * @param lowRatio tenth percentile of the rounds' ratios
 * @param highRatio ninetieth
 */
public record PairedTiming(double forestNanos, double plainNanos, double ratio, double lowRatio, double highRatio) {

    private static final int WARM_UP = 10;
    private static final long ROUND_NANOS = 10_000_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /**
     * Measures.
     *
     * @param rows taken in turn
     * @param rounds 1 or more, of about 20 ms each
     */
    static PairedTiming measure(IsolationForest forest, double[][] rows, int rounds) {
        PlainForest plain = new PlainForest(forest);
        for (double[] row : rows) {
            if (plain.score(row) != forest.score(row)) {
                throw new IllegalStateException("the plain walk scores " + plain.score(row) + ", the forest "
                        + forest.score(row) + " for " + Arrays.toString(row));
            }
        }
        Timed ours = new Timed(row -> forest.rank(forest.score(row)), rows);
        Timed walk = new Timed(plain::score, rows);
        int calls = 256;
        while (ours.nanos(calls) * calls < ROUND_NANOS) {
            calls *= 2;
        }
        double[] forestNanos = new double[rounds];
        double[] plainNanos = new double[rounds];
        double[] ratios = new double[rounds];
        for (int round = -WARM_UP; round < rounds; round++) {
            boolean first = (round & 1) == 0;
            double before = first ? ours.nanos(calls) : walk.nanos(calls);
            double after = first ? walk.nanos(calls) : ours.nanos(calls);
            if (round >= 0) {
                forestNanos[round] = first ? before : after;
                plainNanos[round] = first ? after : before;
                ratios[round] = forestNanos[round] / plainNanos[round];
            }
        }
        return new PairedTiming(
                quantile(forestNanos, 0.5),
                quantile(plainNanos, 0.5),
                quantile(ratios, 0.5),
                quantile(ratios, 0.1),
                quantile(ratios, 0.9));
    }

    private static long now() {
        return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
    }

    private static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) (share * (sorted.length - 1))];
    }

    /** One of the two, with a place of its own in the rows. */
    private static final class Timed {
        private final ToDoubleFunction<double[]> score;
        private final double[][] rows;
        private int next;
        private double sum;

        Timed(ToDoubleFunction<double[]> score, double[][] rows) {
            this.score = score;
            this.rows = rows;
        }

        /** Nanoseconds a call, over so many. */
        double nanos(int calls) {
            long started = now();
            for (int i = 0; i < calls; i++) {
                next = next + 1 == rows.length ? 0 : next + 1;
                sum += score.applyAsDouble(rows[next]);
            }
            double nanos = (double) (now() - started) / calls;
            if (Double.isNaN(sum)) {
                throw new IllegalStateException("a score is NaN");
            }
            return nanos;
        }
    }
}
