package io.weir.statistics;

/**
 * The Gamma distribution of shape k and rate 1: P(X ≤ x) = P(k, x), the regularised lower incomplete gamma function
 * (DiDonato, Morris 1986). Either tail and its quantile keep about 13 digits however small the probability.
 */
public final class GammaDistribution {

    private GammaDistribution() {}

    /** P(X ≤ x). */
    public static double cumulative(double shape, double x) {
        checkShape(shape);
        return IncompleteGamma.lower(shape, checkNumber(x));
    }

    /** P(X > x). */
    public static double upperTail(double shape, double x) {
        checkShape(shape);
        return IncompleteGamma.upper(shape, checkNumber(x));
    }

    /** The smallest double x with P(X ≤ x) ≥ probability. */
    public static double quantile(double shape, double probability) {
        checkShape(shape);
        checkProbability(probability);
        return probability <= 0.5 ? ofLower(shape, probability) : ofUpper(shape, 1 - probability);
    }

    /** The smallest double x with P(X > x) ≤ probability. */
    public static double upperQuantile(double shape, double probability) {
        checkShape(shape);
        checkProbability(probability);
        return probability <= 0.5 ? ofUpper(shape, probability) : ofLower(shape, 1 - probability);
    }

    /*
     * Bisection over the doubles themselves: those from 0 upwards are ordered as their bits are. It needs no bracket, takes 63
     * steps and ends at the last bit.
     */

    private static double ofLower(double shape, double probability) {
        long low = 0;
        long high = Double.doubleToLongBits(Double.POSITIVE_INFINITY);
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (IncompleteGamma.lower(shape, Double.longBitsToDouble(middle)) < probability) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return Double.longBitsToDouble(low);
    }

    private static double ofUpper(double shape, double probability) {
        if (probability == 0) {
            return Double.POSITIVE_INFINITY;
        }
        long low = 0;
        long high = Double.doubleToLongBits(Double.POSITIVE_INFINITY);
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (IncompleteGamma.upper(shape, Double.longBitsToDouble(middle)) > probability) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return Double.longBitsToDouble(low);
    }

    private static void checkShape(double shape) {
        if (!(shape > 0) || Double.isInfinite(shape)) {
            throw new IllegalArgumentException("shape is " + shape + "; allowed: above 0 and finite");
        }
    }

    private static double checkNumber(double x) {
        if (Double.isNaN(x)) {
            throw new IllegalArgumentException("x is NaN; allowed: any number");
        }
        return x;
    }

    private static void checkProbability(double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability is " + probability + "; allowed: 0 to 1");
        }
    }
}
