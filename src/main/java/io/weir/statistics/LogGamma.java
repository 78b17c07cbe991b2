package io.weir.statistics;

/** ln Γ(x) for x > 0 by Lanczos's approximation (1964; g = 7, n = 9), to about 15 digits. */
public final class LogGamma {

    private static final double[] LANCZOS = {
        676.5203681218851,
        -1259.1392167224028,
        771.3234287776531,
        -176.6150291621406,
        12.507343278686905,
        -0.13857109526572012,
        9.984369578019572e-6,
        1.5056327351493116e-7
    };

    /** ζ(k) - 1 for k = 2, 3, … */
    private static final double[] ZETA_LESS_1 = {
        0.6449340668482264,
        0.2020569031595943,
        0.08232323371113819,
        0.03692775514336993,
        0.01734306198444914,
        0.008349277381922827,
        0.00407735619794434,
        0.0020083928260822143,
        0.0009945751278180853,
        0.0004941886041194645,
        0.0002460865533080483,
        0.00012271334757848915,
        6.124813505870483e-05,
        3.058823630702049e-05,
        1.528225940865187e-05,
        7.637197637899763e-06,
        3.81729326499984e-06,
        1.908212716553939e-06,
        9.539620338727962e-07,
        4.769329867878064e-07,
        2.38450502727733e-07,
        1.1921992596531106e-07,
        5.960818905125948e-08,
        2.980350351465228e-08,
        1.4901554828365043e-08,
        7.45071178983543e-09
    };

    private static final double ONE_LESS_EULER = 0.42278433509846713;

    private LogGamma() {}

    public static double of(double x) {
        if (x < 0.5) {
            return StrictMath.log(StrictMath.PI / StrictMath.sin(StrictMath.PI * x)) - of(1 - x);
        }
        double sum = 0.9999999999998099;
        for (int i = 0; i < LANCZOS.length; i++) {
            sum += LANCZOS[i] / (x + i);
        }
        double t = x + LANCZOS.length - 1.5;
        return 0.5 * StrictMath.log(2 * StrictMath.PI) + (x - 0.5) * StrictMath.log(t) - t + StrictMath.log(sum);
    }

    /**
     * ln Γ(1 + x) for |x| ≤ ½, to 15 digits also where it is near 0:
     * {@code -ln(1+x) + x(1-γ) + Σ_{k≥2} (ζ(k)-1)(-x)^k/k} (Abramowitz, Stegun 1964, 6.1.33).
     */
    static double ofOnePlus(double x) {
        double sum = 0;
        double power = -x;
        for (int i = 0; i < ZETA_LESS_1.length; i++) {
            power *= -x;
            sum += ZETA_LESS_1[i] * power / (i + 2);
        }
        return x * ONE_LESS_EULER - StrictMath.log1p(x) + sum;
    }
}
