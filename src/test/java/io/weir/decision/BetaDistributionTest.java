package io.weir.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BetaDistributionTest {

    private static final double[] SHAPES = {1, 2, 3.7, 20, 150.5, 5_000, 80_000};

    /** The twin is commons-math3. */
    @Test
    void cumulative_and_quantile_agree_with_another_implementation() {
        for (double a : SHAPES) {
            for (double b : SHAPES) {
                var twin = new org.apache.commons.math3.distribution.BetaDistribution(null, a, b);
                for (double q : new double[] {0.001, 0.05, 0.3, 0.5, 0.9, 0.95, 0.999}) {
                    double x = twin.inverseCumulativeProbability(q);
                    assertThat(BetaDistribution.cumulative(a, b, x))
                            .as("I_%s(%s, %s)", x, a, b)
                            .isCloseTo(twin.cumulativeProbability(x), within(1e-9));
                    double own = BetaDistribution.quantile(a, b, q);
                    assertThat(twin.cumulativeProbability(own))
                            .as("quantile %s of Beta(%s, %s)", q, a, b)
                            .isCloseTo(q, within(1e-9));
                }
            }
        }
    }

    @Test
    void cumulative_outside_of_the_unit_interval_is_0_or_1() {
        assertThat(BetaDistribution.cumulative(2, 3, 0)).isZero();
        assertThat(BetaDistribution.cumulative(2, 3, 1)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0, 59", "1, 93", "3, 153", "5, 208", "10, 336"})
    void upperBound_is_within_5_percent_from_so_many_frauds_on(int missed, int frauds) {
        assertThat(BetaDistribution.upperBound(missed, frauds, 0.95)).isLessThanOrEqualTo(0.05);
        assertThat(BetaDistribution.upperBound(missed, frauds - 1, 0.95)).isGreaterThan(0.05);
    }

    @Test
    void upperBound_of_nothing_seen_is_1() {
        assertThat(BetaDistribution.upperBound(0, 0, 0.95)).isEqualTo(1);
        assertThat(BetaDistribution.upperBound(7, 7, 0.95)).isEqualTo(1);
    }
}
