package io.weir.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RiditTestTest {

    /** Whole 64ths, so that ridits lie on the grid. */
    private static final double[] SIXTY_FOURTHS = Arrays.stream(new int[] {3, 0, 17, 1, 30, 13})
            .mapToDouble(i -> i / 64.0)
            .toArray();

    /** Scores of frauds as a fair model gives them: most are high. */
    private static final double[] HIGH = Draws.normal(30, 6, 3);

    @Test
    void z_is_the_standardised_mean_ridit() {
        double[] ridits = {1.5 / 64, 3 / 64.0, 11.5 / 64, 20.5 / 64, 36 / 64.0, 57.5 / 64};
        double variance = 0;
        for (int bin = 0; bin < ridits.length; bin++) {
            variance += SIXTY_FOURTHS[bin] * (ridits[bin] - 0.5) * (ridits[bin] - 0.5);
        }
        long[] observed = {7, 0, 20, 1, 40, 12};
        double mean = (7 * 1.5 + 20 * 11.5 + 20.5 + 40 * 36 + 12 * 57.5) / 64 / 80;
        RiditTest test = RiditTest.of(SIXTY_FOURTHS, observed);
        assertThat(test.z()).isCloseTo((mean - 0.5) / Math.sqrt(variance / 80), within(1e-12));
        assertThat(test.n()).isEqualTo(80);
        assertThat(test.pValue()).isEqualTo(NormalDistribution.cumulative(test.z()));
    }

    /** All 6^4 outcomes of four values. */
    @Test
    void p_value_of_few_equals_that_of_all_outcomes_counted() {
        double[] ridits = {1.5 / 64, 3 / 64.0, 11.5 / 64, 20.5 / 64, 36 / 64.0, 57.5 / 64};
        int[][] outcomes = new int[1_296][];
        Arrays.setAll(outcomes, i -> new int[] {i % 6, i / 6 % 6, i / 36 % 6, i / 216});
        for (int[] seen : outcomes) {
            long[] observed = new long[6];
            Arrays.stream(seen).forEach(bin -> observed[bin]++);
            double sum = Arrays.stream(seen).mapToDouble(bin -> ridits[bin]).sum();
            double expected = 0;
            for (int[] other : outcomes) {
                if (Arrays.stream(other).mapToDouble(bin -> ridits[bin]).sum() <= sum + 1e-9) {
                    expected += Arrays.stream(other)
                            .mapToDouble(bin -> SIXTY_FOURTHS[bin])
                            .reduce(1, (a, b) -> a * b);
                }
            }
            assertThat(RiditTest.of(SIXTY_FOURTHS, observed).pValue()).isCloseTo(expected, within(1e-13));
        }
    }

    /** Seed 41, 10,000 draws: few values keep the level exactly, so they stay below it and, with many bins, close. */
    @ParameterizedTest
    @ValueSource(ints = {2, 5, 9})
    void type_one_error_of_few_stays_below_the_level(int n) {
        double[] rates = rates(HIGH, n, 10_000);
        assertThat(rates[0]).isBetween(0.03, 0.053);
        assertThat(rates[1]).isBetween(0.004, 0.012);
        assertThat(rates(new double[] {0.02, 0.08, 0.9}, n, 10_000)[0]).isLessThan(0.053);
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 50, 400})
    void type_one_error_of_many_is_near_the_level(int n) {
        double[] rates = rates(HIGH, n, n < 50 ? 2_000 : 10_000);
        assertThat(rates[0]).isBetween(0.04, 0.06);
        assertThat(rates[1]).isBetween(0.005, 0.0155);
    }

    private static double[] rates(double[] reference, int n, int runs) {
        SplittableRandom random = new SplittableRandom(41);
        double[] rates = new double[2];
        for (int run = 0; run < runs; run++) {
            double pValue =
                    RiditTest.of(reference, Draws.counts(random, reference, n)).pValue();
            rates[0] += pValue <= 0.05 ? 1.0 / runs : 0;
            rates[1] += pValue <= 0.01 ? 1.0 / runs : 0;
        }
        return rates;
    }

    @Test
    void frauds_that_score_lower_are_found_and_those_that_score_higher_are_not() {
        SplittableRandom random = new SplittableRandom(42);
        assertThat(RiditTest.of(HIGH, Draws.counts(random, Draws.normal(30, 3, 3), 30))
                        .pValue())
                .isLessThan(1e-3);
        assertThat(RiditTest.of(HIGH, Draws.counts(random, Draws.normal(30, 3, 3), 300))
                        .pValue())
                .isLessThan(1e-20);
        RiditTest higher = RiditTest.of(HIGH, Draws.counts(random, Draws.normal(30, 8, 2), 300));
        assertThat(higher.z()).isGreaterThan(5);
        assertThat(higher.pValue()).isGreaterThan(0.999);
    }

    /** From 49 values to 50 the exact distribution gives way to the normal one. */
    @Test
    void exact_and_normal_p_values_meet() {
        SplittableRandom random = new SplittableRandom(43);
        for (int run = 0; run < 50; run++) {
            RiditTest test = RiditTest.of(HIGH, Draws.counts(random, Draws.normal(30, 5, 3), 49));
            assertThat(test.pValue()).isCloseTo(NormalDistribution.cumulative(test.z()), within(0.01));
        }
    }

    @Test
    void values_where_the_reference_has_none_count_by_their_place() {
        double[] reference = {0, 0.5, 0.5, 0};
        assertThat(RiditTest.of(reference, new long[] {3, 0, 0, 0}).pValue()).isZero();
        assertThat(RiditTest.of(reference, new long[] {0, 0, 0, 3}).pValue()).isCloseTo(1, within(1e-15));
    }

    @Test
    void nothing_observed_or_nothing_to_rank_by_tells_nothing() {
        assertThat(RiditTest.of(HIGH, new long[30])).isEqualTo(new RiditTest(0, 0, 1));
        assertThat(RiditTest.of(new double[] {1}, new long[] {9})).isEqualTo(new RiditTest(0, 9, 1));
    }

    @Test
    void arguments_that_do_not_fit_are_named() {
        assertThatThrownBy(() -> RiditTest.of(new double[] {0.5, 0.4}, new long[2]))
                .hasMessageContaining("reference sums to 0.9");
        assertThatThrownBy(() -> RiditTest.of(new double[] {0.5, 0.5}, new long[] {3, -1}))
                .hasMessageContaining("observed has -1 in bin 1");
    }
}
