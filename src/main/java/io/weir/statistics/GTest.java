package io.weir.statistics;

/**
 * The likelihood-ratio test of goodness of fit, {@code G = 2·Σ O·ln(O/E)} (Wilks 1938; Sokal, Rohlf 1981): do observed counts
 * follow expected shares?
 *
 * <p>Neighbouring bins are merged from the first on until each expects five counts or more (Cochran 1954); what is left over joins
 * the last. G is then about chi-squared distributed, with one degree less than bins are left, and one less for each fitted
 * parameter. With fewer than two bins left there is nothing to test: 0 degrees, p-value 1.
 *
 * @param g G, before the division by a dispersion
 * @param degrees of freedom
 * @param pValue P(chi-squared of these degrees ≥ G / φ)
 */
public record GTest(double g, int degrees, double pValue) {

    private static final double MIN_EXPECTED = 5;

    /**
     * The test for independent counts, φ = 1.
     *
     * @param shares the expected share of each bin; they sum to 1
     * @throws IllegalArgumentException when observed is empty or negative, or the shares are no shares
     */
    public static GTest of(long[] observed, double[] shares) {
        return of(observed, Histograms.shares("shares", shares, observed.length), 0);
    }

    /** The shares were fitted to the counts by a number of parameters; they are checked. */
    static GTest of(long[] observed, double[] shares, int fitted) {
        double n = Histograms.total("observed", observed);
        double sum = 0;
        int bins = 0;
        double count = 0;
        double expected = 0;
        double left = n;
        for (int bin = 0; bin < observed.length; bin++) {
            count += observed[bin];
            expected += n * shares[bin];
            if (expected >= MIN_EXPECTED && left - expected >= MIN_EXPECTED) {
                sum += term(count, expected);
                bins++;
                left -= expected;
                count = 0;
                expected = 0;
            }
        }
        double g = 2 * (sum + term(count, left));
        int degrees = Math.max(0, bins - fitted);
        return new GTest(degrees == 0 ? 0 : g, degrees, pValue(g, degrees));
    }

    /**
     * The same test of counts that are more variable than independent ones, because they come in clusters such as the payments
     * of one card: G is divided by φ, the variance of a count over that of an independent one (Rao, Scott 1981).
     *
     * @param dispersion φ ≥ 1
     */
    public GTest dispersed(double dispersion) {
        if (!(dispersion >= 1) || Double.isInfinite(dispersion)) {
            throw new IllegalArgumentException("dispersion is " + dispersion + "; allowed: 1 or more");
        }
        return new GTest(g, degrees, pValue(g / dispersion, degrees));
    }

    private static double pValue(double statistic, int degrees) {
        return degrees == 0 ? 1 : ChiSquare.upperTail(statistic, degrees);
    }

    /** O·ln(O/E) - (O - E): the differences sum to 0, and so no term is negative. */
    private static double term(double count, double expected) {
        double logged = count == 0 ? 0 : count * StrictMath.log(count / expected);
        return Math.max(0, logged - (count - expected));
    }
}
