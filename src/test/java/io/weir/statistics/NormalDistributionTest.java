package io.weir.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.apache.commons.math3.special.Erf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalDistributionTest {

    private static final double DIGITS_12 = 1e-10;

    /** Computed with 60 digits. */
    @ParameterizedTest
    @CsvSource({
        "0.1, 0.46017216272297102",
        "1, 0.15865525393145705",
        "1.96, 0.024997895148220436",
        "3, 0.0013498980316300945",
        "5, 2.8665157187919391e-7",
        "8, 6.2209605742717841e-16",
        "10, 7.6198530241605261e-24",
        "20, 2.7536241186062337e-89",
        "30, 4.9067139271481871e-198",
        "37, 5.7255712225245768e-300"
    })
    void upperTail_has_twelve_digits_far_out(double z, double expected) {
        assertThat(NormalDistribution.upperTail(z)).isCloseTo(expected, withinPercentage(DIGITS_12));
        assertThat(NormalDistribution.cumulative(-z)).isEqualTo(NormalDistribution.upperTail(z));
    }

    /** Abramowitz, Stegun 1964, table 26.2: -log10 of the upper tail. */
    @ParameterizedTest
    @CsvSource({"5, 6.54265", "10, 23.11805", "20, 88.56010", "30, 197.30921"})
    void upperTail_is_that_of_the_handbook(double z, double minusLog10) {
        assertThat(-Math.log10(NormalDistribution.upperTail(z))).isCloseTo(minusLog10, within(5e-6));
    }

    /** Computed with 60 digits. */
    @ParameterizedTest
    @CsvSource({
        "1e-300, -37.047096299361199",
        "1e-100, -21.273453560965324",
        "1e-20, -9.2623400897984076",
        "1e-9, -5.9978070150076869",
        "0.001, -3.0902323061678135",
        "0.025, -1.9599639845400542",
        "0.25, -0.67448975019608174",
        "0.4, -0.25334710313579974",
        "0.4999999, -2.5066282747031065e-7"
    })
    void quantile_has_twelve_digits_far_out(double probability, double expected) {
        assertThat(NormalDistribution.quantile(probability)).isCloseTo(expected, withinPercentage(DIGITS_12));
    }

    @Test
    void tails_agree_with_another_implementation_and_are_symmetric() {
        for (double z = -6; z <= 6; z += 0.037) {
            double expected = Erf.erfc(z / Math.sqrt(2)) / 2;
            assertThat(NormalDistribution.upperTail(z))
                    .as("z %s", z)
                    .isCloseTo(expected, withinPercentage(2 * DIGITS_12));
            assertThat(NormalDistribution.cumulative(z) + NormalDistribution.upperTail(z))
                    .isCloseTo(1, within(4e-16));
        }
    }

    @Test
    void quantile_of_the_cumulative_is_the_identity() {
        for (double z = -37; z <= 5; z += 0.1) {
            assertThat(NormalDistribution.quantile(NormalDistribution.cumulative(z)))
                    .isCloseTo(z, within(1e-9));
        }
    }

    @Test
    void quantile_of_the_ends_and_the_middle() {
        assertThat(NormalDistribution.quantile(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(NormalDistribution.quantile(1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(NormalDistribution.quantile(0.5)).isZero();
        assertThatThrownBy(() -> NormalDistribution.quantile(-0.1)).hasMessage("probability is -0.1; allowed: 0 to 1");
    }
}
