package io.weir.statistics;

/**
 * How far a histogram has moved from a reference on the same bins; bins are in the order of the values, and the last one counts
 * missing values.
 */
public final class PopulationStability {

    private PopulationStability() {}

    /**
     * The population stability index {@code Σ (p_b - q_b)·ln(p_b/q_b)} in nats (Lewis 1994; the divergence of Jeffreys 1946).
     *
     * <p>Half a count is added to every bin of both, {@code p_b = (c_b + ½) / (n + B/2)}, the estimate under Jeffreys' prior
     * (Krichevsky, Trofimov 1981): the term of an empty bin stays finite and grows with the logarithm of the counts only.
     * Missing values are a bin like any other.
     *
     * @throws IllegalArgumentException when either is empty or negative, or their bins differ in number
     */
    public static double psi(long[] reference, long[] observed) {
        Histograms.checkBins("reference", reference.length, observed.length);
        double half = observed.length / 2.0;
        double nReference = Histograms.total("reference", reference) + half;
        double nObserved = Histograms.total("observed", observed) + half;
        double sum = 0;
        for (int bin = 0; bin < observed.length; bin++) {
            double p = (observed[bin] + 0.5) / nObserved;
            double q = (reference[bin] + 0.5) / nReference;
            sum += (p - q) * StrictMath.log(p / q);
        }
        return sum;
    }

    /**
     * The expected index when nothing has changed, {@code (B-1)(1/n + 1/m)}: there it is distributed as (1/n + 1/m) times
     * chi-squared of B - 1 degrees (Yurdakul 2018). It holds while the expected counts are not much below five; bins that
     * both sides leave empty add less.
     */
    public static double psiNoise(int bins, long nReference, long nObserved) {
        if (bins < 1 || nReference < 1 || nObserved < 1) {
            throw new IllegalArgumentException("bins is " + bins + ", nReference " + nReference + ", nObserved "
                    + nObserved + "; allowed: 1 or more of each");
        }
        return (bins - 1) * (1.0 / nReference + 1.0 / nObserved);
    }

    /**
     * The statistic of Kolmogorov and Smirnov (1948) on the bins: the greatest difference of the cumulative shares, 0 to 1.
     *
     * <p>Shares are of all counts and missing values rank above all others. So a change in the share of missing values shows as
     * at least that difference, and a shift of the values present counts by the share of those that are present. Within bins
     * differences are not seen: the true statistic may be greater.
     *
     * @throws IllegalArgumentException when either is empty or negative, or their bins differ in number
     */
    public static double kolmogorovSmirnov(long[] reference, long[] observed) {
        Histograms.checkBins("reference", reference.length, observed.length);
        double nReference = Histograms.total("reference", reference);
        double nObserved = Histograms.total("observed", observed);
        long below = 0;
        long belowReference = 0;
        double greatest = 0;
        for (int bin = 0; bin < observed.length; bin++) {
            below += observed[bin];
            belowReference += reference[bin];
            greatest = Math.max(greatest, StrictMath.abs(below / nObserved - belowReference / nReference));
        }
        return greatest;
    }
}
