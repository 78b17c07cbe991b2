package io.weir.baserate;

import java.util.Arrays;

/**
 * Fixed bins of the log-likelihood ratio {@code ℓ = logit p - logit π0} of a calibrated probability: how much more or less the
 * features of a transaction speak for fraud than those of any transaction, whatever the base rate. Histograms over these bins
 * add up, and are enough to estimate a base rate to the bins' width.
 *
 * <p>Bin 0 holds ℓ &lt; -7, bin {@code b} of 1 to 94 holds -7 + 0.2·(b - 1) ≤ ℓ &lt; -7 + 0.2·b, bin 95 holds ℓ ≥ 11.8. The
 * edges never change: what is stored of them would lose its meaning.
 */
public final class ScoreBins {

    /** Number of bins. */
    public static final int COUNT = 96;

    private static final double LEAST_PROBABILITY = 1e-12;
    /** Lower edge of each bin but the first, each the double nearest to its decimal. */
    private static final double[] EDGES = edges();

    private ScoreBins() {}

    private static double[] edges() {
        double[] edges = new double[COUNT - 1];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = (i - 35) / 5.0;
        }
        return edges;
    }

    /**
     * The bin of a log-likelihood ratio; infinite ones are in the bins at the ends.
     *
     * @throws IllegalArgumentException when it is NaN
     */
    public static int of(double logRatio) {
        if (Double.isNaN(logRatio)) {
            throw new IllegalArgumentException("log-likelihood ratio is NaN; allowed: a number");
        }
        // + 0.0: a negative zero is not below the edge at zero
        int at = Arrays.binarySearch(EDGES, logRatio + 0.0);
        return at >= 0 ? at + 1 : -at - 1;
    }

    /**
     * The middle of a bin; of those at the ends, which have none, -7.1 and 11.9.
     *
     * @throws IllegalArgumentException when there is no such bin
     */
    public static double center(int bin) {
        if (bin < 0 || bin >= COUNT) {
            throw new IllegalArgumentException("score bin is " + bin + "; allowed: 0 to " + (COUNT - 1));
        }
        return (2 * bin - 71) / 10.0;
    }

    /**
     * {@code ℓ = logit p - logit π0}, with p clipped to [1e-12, 1 - 1e-12].
     *
     * @param calibrated p, at the base rate of the reference
     * @param reference π0
     * @throws IllegalArgumentException when p is NaN or π0 is not in (0, 1)
     */
    public static double logRatio(double calibrated, double reference) {
        if (Double.isNaN(calibrated)) {
            throw new IllegalArgumentException("calibrated probability is NaN; allowed: 0 to 1");
        }
        double p = Math.min(Math.max(calibrated, LEAST_PROBABILITY), 1 - LEAST_PROBABILITY);
        return BaseRateShift.logOdds(p, reference);
    }

    /** Adds counts up, bin by bin. */
    static void add(long[] sum, long[] more) {
        for (int b = 0; b < more.length; b++) {
            sum[b] += more[b];
        }
    }
}
