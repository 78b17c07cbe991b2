package io.weir.statistics;

/** The chi-squared distribution (Pearson 1900): the Gamma distribution of shape degrees / 2, doubled. */
public final class ChiSquare {

    private ChiSquare() {}

    /** P(X > x), to a dozen digits also where it is tiny: the p-value of a statistic x. */
    public static double upperTail(double x, int degrees) {
        checkDegrees(degrees);
        return GammaDistribution.upperTail(degrees / 2.0, x / 2);
    }

    /** The x with P(X > x) = probability: the critical value of a test at that level. */
    public static double upperQuantile(double probability, int degrees) {
        checkDegrees(degrees);
        return 2 * GammaDistribution.upperQuantile(degrees / 2.0, probability);
    }

    private static void checkDegrees(int degrees) {
        if (degrees < 1) {
            throw new IllegalArgumentException("degrees is " + degrees + "; allowed: 1 or more");
        }
    }
}
