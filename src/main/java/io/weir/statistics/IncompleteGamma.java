package io.weir.statistics;

/**
 * The regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 - P(a, x), for a > 0, each to about 13 digits of its own,
 * however small it is.
 *
 * <p>Below x = a + 1 the series of P; above, the continued fraction of Q (Lentz's method; DiDonato, Morris 1986). Q below
 * a + 1 is 1 - P, which is not small there, except for a < 1, where its own series holds (Gautschi 1979).
 */
final class IncompleteGamma {

    private static final double EPSILON = 1e-16;
    private static final int MAX_TERMS = 1_000_000;

    private IncompleteGamma() {}

    /** P(a, x). */
    static double lower(double a, double x) {
        if (x <= 0) {
            return 0;
        }
        return x < a + 1 ? Math.min(1, PoissonTerm.of(a, x) * series(a, x)) : 1 - upper(a, x);
    }

    /** Q(a, x). */
    static double upper(double a, double x) {
        if (x <= 0) {
            return 1;
        }
        if (x >= a + 1) {
            double term = x == Double.POSITIVE_INFINITY ? 0 : PoissonTerm.of(a, x);
            return term == 0 ? 0 : Math.min(1, term * a * fraction(a, x));
        }
        return a < 1 ? upperOfSmallShape(a, x) : 1 - lower(a, x);
    }

    /** Q = (1 - x^a/Γ(1+a)) - x^a/Γ(1+a)·a·Σ_{n≥1} (-x)^n / ((a+n)·n!), each part without cancellation. */
    private static double upperOfSmallShape(double a, double x) {
        double logFactorial = a <= 0.5 ? LogGamma.ofOnePlus(a) : LogGamma.of(1 + a);
        double logTerm = a * StrictMath.log(x) - logFactorial;
        double sum = 0;
        double power = 1;
        for (int n = 1; StrictMath.abs(power) > EPSILON * StrictMath.abs(sum); n++) {
            power *= -x / n;
            sum += power / (a + n);
        }
        return -StrictMath.expm1(logTerm) - StrictMath.exp(logTerm) * a * sum;
    }

    /** Σ_{n≥0} x^n / ((a+1)…(a+n)). */
    private static double series(double a, double x) {
        double term = 1;
        double sum = 1;
        for (int n = 1; n < MAX_TERMS && term > sum * EPSILON; n++) {
            term *= x / (a + n);
            sum += term;
        }
        return sum;
    }

    /** 1/(x+1-a - 1(1-a)/(x+3-a - 2(2-a)/(x+5-a - …))). */
    private static double fraction(double a, double x) {
        double b = x + 1 - a;
        double c = 1e300;
        double d = 1 / b;
        double h = d;
        for (int n = 1; n < MAX_TERMS; n++) {
            double an = -n * (n - a);
            b += 2;
            d = 1 / nonZero(an * d + b);
            c = nonZero(b + an / c);
            h *= d * c;
            if (StrictMath.abs(d * c - 1) < 3 * EPSILON) {
                break;
            }
        }
        return h;
    }

    private static double nonZero(double value) {
        return StrictMath.abs(value) < 1e-300 ? 1e-300 : value;
    }
}
