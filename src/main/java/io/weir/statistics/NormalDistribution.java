package io.weir.statistics;

/**
 * The standard normal distribution. Its square has the chi-squared distribution of one degree, so
 * {@code P(Z > z) = ½·Q(½, z²/2)} for z ≥ 0, with Q the regularised upper incomplete gamma function (Abramowitz, Stegun
 * 1964, 26.2 and 6.5): a dozen digits or more of each tail, as far out as a double reaches (z = 38).
 */
public final class NormalDistribution {

    private NormalDistribution() {}

    /** P(Z ≤ z). */
    public static double cumulative(double z) {
        return upperTail(-z);
    }

    /** P(Z > z). */
    public static double upperTail(double z) {
        double beyond = GammaDistribution.upperTail(0.5, z * z / 2) / 2;
        return z >= 0 ? beyond : 1 - beyond;
    }

    /** The z with P(Z ≤ z) = probability: -∞ for 0, ∞ for 1. */
    public static double quantile(double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability is " + probability + "; allowed: 0 to 1");
        }
        double half;
        if (probability < 0.25 || probability > 0.75) {
            half = GammaDistribution.upperQuantile(0.5, 2 * Math.min(probability, 1 - probability));
        } else {
            half = GammaDistribution.quantile(0.5, 2 * StrictMath.abs(probability - 0.5));
        }
        double z = StrictMath.sqrt(2 * half);
        return probability < 0.5 ? -z : z;
    }
}
