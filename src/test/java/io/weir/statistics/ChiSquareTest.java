package io.weir.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChiSquareTest {

    /** Computed with 1,100 digits. */
    @ParameterizedTest
    @CsvSource({
        "1000, 10, 1.8702907209159497e-208",
        "1200, 1, 6.0995688148084337e-263",
        "1400, 99, 1.1867324453109372e-228",
        "30, 3, 1.3800570312932547e-6",
        "2500, 999, 1.3300230595900123e-129"
    })
    void upperTail_has_twelve_digits_where_one_less_the_lower_tail_has_none(double x, int degrees, double expected) {
        assertThat(ChiSquare.upperTail(x, degrees)).isCloseTo(expected, withinPercentage(1e-10));
    }

    @Test
    void upperTail_agrees_with_another_implementation() {
        for (int degrees : new int[] {1, 2, 3, 7, 10, 29, 60, 120}) {
            for (double ratio = 0.2; ratio < 2.5; ratio += 0.2) {
                double expected = 1 - new ChiSquaredDistribution(null, degrees).cumulativeProbability(degrees * ratio);
                assertThat(ChiSquare.upperTail(degrees * ratio, degrees)).isCloseTo(expected, within(1e-12));
            }
        }
    }

    /** Critical values of Pearson and Hartley's table 8 (1954). */
    @ParameterizedTest
    @CsvSource({"0.05, 1, 3.841", "0.01, 10, 23.209", "0.001, 30, 59.703", "0.05, 100, 124.342"})
    void upperQuantile_is_the_tabled_critical_value(double level, int degrees, double critical) {
        assertThat(ChiSquare.upperQuantile(level, degrees)).isCloseTo(critical, within(5e-4));
    }

    @Test
    void upperTail_without_degrees_is_refused() {
        assertThatThrownBy(() -> ChiSquare.upperTail(1, 0)).hasMessage("degrees is 0; allowed: 1 or more");
    }
}
