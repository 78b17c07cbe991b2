package io.weir.baserate;

/**
 * Quantiles of the Gamma distribution, shape k and rate 1, by bisection on the regularised lower incomplete gamma
 * function P(k, x): its series below k + 1, its continued fraction above (Lentz's method; DiDonato, Morris 1986).
 */
final class GammaDistribution {

    private static final double EPSILON = 1e-15;
    private static final int MAX_TERMS = 100_000;

    private GammaDistribution() {}

    /** The x with P(shape, x) = probability. */
    static double quantile(double shape, double probability) {
        double low = 0;
        double high = shape + 10 * StrictMath.sqrt(shape) + 50;
        for (int i = 0; i < 200 && high - low > 1e-13 * high; i++) {
            double middle = (low + high) / 2;
            if (cumulative(shape, middle) < probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** P(shape, x). */
    static double cumulative(double shape, double x) {
        if (x <= 0) {
            return 0;
        }
        double front = StrictMath.exp(shape * StrictMath.log(x) - x - LogGamma.of(shape));
        return x < shape + 1 ? front * series(shape, x) : 1 - front * fraction(shape, x);
    }

    private static double series(double shape, double x) {
        double term = 1 / shape;
        double sum = term;
        for (int n = 1; n < MAX_TERMS && term > sum * EPSILON; n++) {
            term *= x / (shape + n);
            sum += term;
        }
        return sum;
    }

    private static double fraction(double shape, double x) {
        double b = x + 1 - shape;
        double c = 1e300;
        double d = 1 / b;
        double h = d;
        for (int n = 1; n < MAX_TERMS; n++) {
            double an = -n * (n - shape);
            b += 2;
            d = 1 / nonZero(an * d + b);
            c = nonZero(b + an / c);
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
