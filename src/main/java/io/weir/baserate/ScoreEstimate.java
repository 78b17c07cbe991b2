package io.weir.baserate;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The base rate that makes a histogram of scores likeliest, by expectation and maximisation (Saerens, Latinne, Decaestecker
 * 2002): {@code r_b = π·LR_b / (π·LR_b + 1 - π)}, {@code π = Σ n_b·r_b / n}, until π changes by less than 1e-9 of itself. It believes
 * that p(x | y) is as it was, so a change of the world looks like a change of the rate to it. Half a fraud is counted up front, in
 * the number of transactions that has half a fraud at the starting rate: π is a little nearer to that than the likeliest.
 *
 * @param rate π
 * @param information of logit π: {@code Σ n_b·(π(1-π) - r_b(1-r_b))}
 */
record ScoreEstimate(double rate, double information) {

    private static final int MOST_ITERATIONS = 10_000;
    private static final double TOLERANCE = 1e-9;
    /** Half a fraud in half a fraud's exposure at the start keeps a window without fraud off zero. */
    private static final double PRIOR = 0.5;

    private static final double[] RATIOS = ratios();

    private static double[] ratios() {
        double[] ratios = new double[ScoreBins.COUNT];
        for (int b = 0; b < ratios.length; b++) {
            ratios[b] = StrictMath.exp(ScoreBins.center(b));
        }
        return ratios;
    }

    /** Null where there is no score. */
    static @Nullable ScoreEstimate of(long[] scores, double start) {
        long total = Arrays.stream(scores).sum();
        if (total == 0) {
            return null;
        }
        double rate = start;
        for (int i = 0; i < MOST_ITERATIONS; i++) {
            double frauds = PRIOR;
            for (int b = 0; b < ScoreBins.COUNT; b++) {
                frauds += scores[b] * posterior(rate, b);
            }
            double next = frauds / (total + PRIOR / start);
            boolean done = Math.abs(next - rate) < TOLERANCE * next;
            rate = next;
            if (done) {
                break;
            }
        }
        double information = 0;
        for (int b = 0; b < ScoreBins.COUNT; b++) {
            double r = posterior(rate, b);
            information += scores[b] * (rate * (1 - rate) - r * (1 - r));
        }
        return new ScoreEstimate(rate, Math.max(information, PRIOR));
    }

    private static double posterior(double rate, int bin) {
        double fraud = rate * RATIOS[bin];
        return fraud / (fraud + 1 - rate);
    }
}
