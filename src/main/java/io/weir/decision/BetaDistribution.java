package io.weir.decision;

import io.weir.statistics.LogGamma;

/**
 * The Beta distribution: the regularised incomplete beta function I_x(a, b) by its continued fraction (Lentz's method;
 * DiDonato, Morris 1992), its inverse by bisection.
 */
final class BetaDistribution {

    private static final double EPSILON = 1e-15;
    private static final int MAX_TERMS = 100_000;

    private BetaDistribution() {}

    /**
     * U = BetaInv(confidence; m + 1, n - m): upper confidence bound on a share of which m in n were seen (Clopper, Pearson
     * 1934). 1 where all were, or none could be.
     */
    static double upperBound(int missed, int of, double confidence) {
        return missed >= of ? 1 : quantile(missed + 1, of - missed, confidence);
    }

    /** The x with I_x(a, b) = probability. */
    static double quantile(double a, double b, double probability) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < 200 && high - low > 1e-15 * high; i++) {
            double middle = (low + high) / 2;
            if (cumulative(a, b, middle) < probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** I_x(a, b). */
    static double cumulative(double a, double b, double x) {
        if (x <= 0 || x >= 1) {
            return x <= 0 ? 0 : 1;
        }
        double front = StrictMath.exp(LogGamma.of(a + b)
                - LogGamma.of(a)
                - LogGamma.of(b)
                + a * StrictMath.log(x)
                + b * StrictMath.log1p(-x));
        // The fraction converges fast on this side of the mean; the other side is its mirror.
        return x < (a + 1) / (a + b + 2) ? front * fraction(a, b, x) / a : 1 - front * fraction(b, a, 1 - x) / b;
    }

    private static double fraction(double a, double b, double x) {
        double c = 1;
        double d = 1 / nonZero(1 - (a + b) * x / (a + 1));
        double h = d;
        for (int m = 1; m < MAX_TERMS; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / nonZero(1 + even * d);
            c = nonZero(1 + even / c);
            h *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / nonZero(1 + odd * d);
            c = nonZero(1 + odd / c);
            h *= d * c;
            if (StrictMath.abs(d * c - 1) < EPSILON) {
                break;
            }
        }
        return h;
    }

    private static double nonZero(double value) {
        return StrictMath.abs(value) < 1e-300 ? 1e-300 : value;
    }
}
