package io.weir.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.math.BigDecimal;
import java.math.MathContext;
import org.apache.commons.math3.special.Gamma;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GammaDistributionTest {

    private static final double[] SHAPES = {1e-3, 0.03, 0.5, 1, 2.5, 9.99, 10, 77, 3_000.5, 1e5, 1e6};

    /** Percent that make a relative error of 1e-12. */
    private static final double DIGITS_12 = 1e-10;

    /** From the series of P, summed with 1,100 digits. */
    @ParameterizedTest
    @CsvSource({
        "0.001, 1e-200, 0.63132112908582876, 0.36867887091417124",
        "0.001, 1e-10, 0.9778006565986258, 0.022199343401374196",
        "0.001, 0.5, 0.99943993334352925, 0.00056006665647074989",
        "0.001, 3, 0.99998692686019879, 1.3073139801213743e-5",
        "0.001, 100, 1.0, 3.7027704055972859e-49",
        "0.02, 1e-5, 0.80328941237878879, 0.19671058762121121",
        "0.02, 1, 0.99552295239108529, 0.0044770476089147074",
        "0.02, 40, 1.0, 2.2585738770386683e-21",
        "0.5, 1e-6, 0.0011283787909692364, 0.99887162120903076",
        "0.5, 1.4, 0.90573569315878969, 0.094264306841210313",
        "0.5, 1.6, 0.92636172987969735, 0.073638270120302646",
        "0.5, 450, 1.0, 9.8134278542963741e-198",
        "2.5, 0.01, 2.9876015319065938e-6, 0.99999701239846809",
        "2.5, 3, 0.6937810815867216, 0.3062189184132784",
        "2.5, 60, 1.0, 3.138579772755296e-24",
        "7, 0.5, 1.0023796028843001e-6, 0.99999899762039712",
        "7, 7.5, 0.62184530567653068, 0.37815469432346932",
        "7, 120, 1.0, 3.3457746492760608e-43",
        "30, 5, 2.8175176155779226e-14, 0.99999999999997182",
        "30, 31, 0.59534782096561088, 0.40465217903438912",
        "30, 200, 1.0, 9.8184699371507937e-52",
        "30, 600, 1.0, 1.1604727729528539e-211",
        "1000, 700, 1.0158583345333216e-26, 1.0",
        "1000, 1000, 0.50420524418021551, 0.49579475581978449",
        "1000, 1001, 0.51681145292978622, 0.48318854707021378",
        "1000, 1300, 1.0, 1.8736155715785551e-18",
        "1000, 2500, 1.0, 2.6459820745442556e-256",
        "25000.5, 24000, 7.1823058627034145e-11, 0.99999999992817694",
        "25000.5, 25001, 0.502102570673458, 0.497897429326542",
        "25000.5, 26000, 0.99999999978275072, 2.1724928100164667e-10",
        "1000000.0, 990000, 5.4466446930108087e-24, 1.0",
        "1000000.0, 999999, 0.49973403838073554, 0.50026596161926446",
        "1000000.0, 1000002, 0.5009308639253803, 0.4990691360746197",
        "1000000.0, 1010000, 1.0, 1.0606997477586901e-23"
    })
    void tails_have_twelve_digits_each_however_small(double shape, double x, double lower, double upper) {
        assertThat(GammaDistribution.cumulative(shape, x)).isCloseTo(lower, withinPercentage(DIGITS_12));
        assertThat(GammaDistribution.upperTail(shape, x)).isCloseTo(upper, withinPercentage(DIGITS_12));
    }

    /** Of a whole shape k the upper tail is the finite sum e^-x·Σ_{j<k} x^j/j!. */
    @Test
    void upperTail_of_whole_shapes_equals_the_poisson_sum_in_sixty_digits() {
        MathContext digits = new MathContext(60);
        for (int shape : new int[] {1, 2, 5, 9, 10, 11, 40, 200}) {
            for (double x : new double[] {0.01, 0.9, 3, 10, 44.25, 180, 400, 690}) {
                BigDecimal term = BigDecimal.ONE;
                BigDecimal sum = term;
                for (int j = 1; j < shape; j++) {
                    term = term.multiply(new BigDecimal(x)).divide(BigDecimal.valueOf(j), digits);
                    sum = sum.add(term, digits);
                }
                double exact = sum.multiply(exponential(x, digits), digits).doubleValue();
                assertThat(GammaDistribution.upperTail(shape, x))
                        .as("Q(%s, %s)", shape, x)
                        .isCloseTo(exact, withinPercentage(DIGITS_12));
            }
        }
    }

    /** e^-x = 1 / Σ x^j/j!. */
    private static BigDecimal exponential(double x, MathContext digits) {
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = term;
        for (int j = 1; j < 3_000; j++) {
            term = term.multiply(new BigDecimal(x), digits).divide(BigDecimal.valueOf(j), digits);
            sum = sum.add(term, digits);
        }
        return BigDecimal.ONE.divide(sum, digits);
    }

    /** The twin subtracts numbers of the size of shape·ln x, so only moderate shapes compare to twelve digits. */
    @Test
    void tails_agree_with_another_implementation() {
        for (double shape : new double[] {0.3, 0.5, 1, 2.5, 7, 12.5, 60}) {
            for (double ratio = 0.1; ratio < 4; ratio += 0.1) {
                double x = shape * ratio;
                assertThat(GammaDistribution.cumulative(shape, x))
                        .as("P(%s, %s)", shape, x)
                        .isCloseTo(Gamma.regularizedGammaP(shape, x, 1e-15, 10_000), withinPercentage(DIGITS_12 * 2));
                if (x >= shape + 1) {
                    assertThat(GammaDistribution.upperTail(shape, x))
                            .as("Q(%s, %s)", shape, x)
                            .isCloseTo(
                                    Gamma.regularizedGammaQ(shape, x, 1e-15, 10_000), withinPercentage(DIGITS_12 * 2));
                }
            }
        }
    }

    @Test
    void tails_sum_to_one_and_fall_and_rise_with_x() {
        for (double shape : SHAPES) {
            double before = 0;
            for (double ratio = 1e-3; ratio < 30; ratio *= 1.3) {
                double x = shape * ratio;
                double lower = GammaDistribution.cumulative(shape, x);
                assertThat(lower).isBetween(before, 1.0);
                assertThat(lower + GammaDistribution.upperTail(shape, x)).isCloseTo(1, withinPercentage(1e-11));
                before = lower;
            }
            assertThat(GammaDistribution.cumulative(shape, 0)).isZero();
            assertThat(GammaDistribution.upperTail(shape, -3)).isEqualTo(1);
            assertThat(GammaDistribution.upperTail(shape, Double.POSITIVE_INFINITY))
                    .isZero();
        }
    }

    /** At 1e-300 neighbouring doubles of shape 1e5 differ by 2e-12; below the normal doubles neighbours are too far apart. */
    @Test
    void quantile_of_a_probability_has_that_cumulative_from_shape_a_thousandth_to_a_million() {
        for (double shape : SHAPES) {
            for (double p : new double[] {1e-300, 1e-40, 1e-9, 0.01, 0.025, 0.3, 0.5, 0.62, 0.975, 0.999, 1 - 1e-9}) {
                double x = GammaDistribution.quantile(shape, p);
                double y = GammaDistribution.upperQuantile(shape, p);
                if (x >= Double.MIN_NORMAL) {
                    assertThat(GammaDistribution.cumulative(shape, x))
                            .as("P of the quantile %s of shape %s", p, shape)
                            .isCloseTo(p, withinPercentage(10 * DIGITS_12));
                } else {
                    assertThat(GammaDistribution.cumulative(shape, Double.MIN_NORMAL))
                            .isGreaterThan(p);
                }
                if (y >= Double.MIN_NORMAL) {
                    assertThat(GammaDistribution.upperTail(shape, y))
                            .as("Q of the upper quantile %s of shape %s", p, shape)
                            .isCloseTo(p, withinPercentage(10 * DIGITS_12));
                } else {
                    assertThat(GammaDistribution.upperTail(shape, Double.MIN_NORMAL))
                            .isLessThan(p);
                }
            }
        }
    }

    @Test
    void quantile_of_the_cumulative_is_the_identity_on_both_sides_of_the_mean() {
        for (double shape : SHAPES) {
            for (double z = -5; z <= 8; z += 0.5) {
                double x = shape + z * Math.sqrt(shape);
                double lower = GammaDistribution.cumulative(shape, x);
                if (x > 0) {
                    double back = lower < 0.5
                            ? GammaDistribution.quantile(shape, lower)
                            : GammaDistribution.upperQuantile(shape, GammaDistribution.upperTail(shape, x));
                    assertThat(back).as("shape %s", shape).isCloseTo(x, withinPercentage(1e-10));
                }
            }
        }
    }

    @Test
    void quantile_agrees_with_another_implementation() {
        for (double shape : new double[] {0.3, 1, 5, 12.5, 340, 25_000}) {
            var twin = new org.apache.commons.math3.distribution.GammaDistribution(shape, 1);
            for (double p : new double[] {0.025, 0.5, 0.975}) {
                assertThat(GammaDistribution.quantile(shape, p))
                        .isCloseTo(twin.inverseCumulativeProbability(p), withinPercentage(1e-5));
            }
        }
    }

    @Test
    void quantile_of_certainty_is_the_end_of_the_range() {
        assertThat(GammaDistribution.quantile(3, 0)).isZero();
        assertThat(GammaDistribution.quantile(3, 1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(GammaDistribution.upperQuantile(3, 1)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "1e-9, -5.7721566407906586e-10",
        "1e-4, -5.7713342220477626e-5",
        "0.01, -0.0056903079460696456",
        "0.3, -0.10817480950786047",
        "0.5, -0.12078223763524522",
        "-0.25, 0.20328095143129537"
    })
    void logGamma_of_one_plus_has_twelve_digits_also_near_zero(double x, double expected) {
        assertThat(LogGamma.ofOnePlus(x)).isCloseTo(expected, withinPercentage(DIGITS_12));
    }

    @Test
    void logGamma_agrees_with_another_implementation() {
        for (double x = 0.01; x < 1e7; x *= 1.07) {
            double expected = Gamma.logGamma(x);
            assertThat(Math.abs(LogGamma.of(x) - expected))
                    .as("ln gamma of %s", x)
                    .isLessThan(1e-12 * Math.max(0.1, Math.abs(expected)));
        }
    }

    @Test
    void arguments_out_of_range_are_named() {
        assertThatThrownBy(() -> GammaDistribution.cumulative(0, 1))
                .hasMessage("shape is 0.0; allowed: above 0 and finite");
        assertThatThrownBy(() -> GammaDistribution.upperTail(1, Double.NaN)).hasMessageContaining("x is NaN");
        assertThatThrownBy(() -> GammaDistribution.quantile(1, 1.5)).hasMessageContaining("probability is 1.5");
        assertThatThrownBy(() -> GammaDistribution.upperQuantile(1, Double.NaN))
                .hasMessageContaining("probability is NaN");
    }
}
