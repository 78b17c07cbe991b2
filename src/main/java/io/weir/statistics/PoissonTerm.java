package io.weir.statistics;

/**
 * {@code x^a·e^-x / Γ(a+1)}, the Poisson probability of a at mean x, for any a > 0.
 *
 * <p>From a = 10 in Loader's saddle-point form (2000), {@code exp(-δ(a) - D(a, x)) / √(2πa)} with Stirling's error δ and
 * the deviance {@code D = a·ln(a/x) + x - a}: the plain form subtracts numbers of the size of a·ln x and loses as many digits.
 */
final class PoissonTerm {

    private static final double LARGE = 10;

    private PoissonTerm() {}

    static double of(double a, double x) {
        if (a < LARGE) {
            double logFactorial = a <= 0.5 ? LogGamma.ofOnePlus(a) : LogGamma.of(1 + a);
            return StrictMath.exp(a * StrictMath.log(x) - x - logFactorial);
        }
        return StrictMath.exp(-stirlingError(a) - deviance(a, x)) / StrictMath.sqrt(2 * StrictMath.PI * a);
    }

    /** δ(a) = ln Γ(a+1) - (a+½)·ln a + a - ½·ln 2π, by its series: to 1e-15 from a = 10. */
    private static double stirlingError(double a) {
        double s = 1 / (a * a);
        return (1 / 12.0 - s * (1 / 360.0 - s * (1 / 1260.0 - s * (1 / 1680.0 - s * (1 / 1188.0 - s * 691 / 360360)))))
                / a;
    }

    /** Near x = a the series in (a-x)/(a+x): the difference itself would cancel. */
    private static double deviance(double a, double x) {
        double difference = a - x;
        if (StrictMath.abs(difference) >= 0.1 * (a + x)) {
            return a * StrictMath.log(a / x) - difference;
        }
        double v = difference / (a + x);
        double sum = difference * v;
        double power = 2 * a * v;
        for (int j = 3; j < 1000; j += 2) {
            power *= v * v;
            double next = sum + power / j;
            if (next == sum) {
                break;
            }
            sum = next;
        }
        return sum;
    }
}
