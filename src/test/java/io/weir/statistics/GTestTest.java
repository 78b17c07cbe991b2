package io.weir.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GTestTest {

    @Test
    void statistic_and_p_value_agree_with_another_implementation() {
        var twin = new org.apache.commons.math3.stat.inference.GTest();
        SplittableRandom random = new SplittableRandom(21);
        double[] shares = Draws.normal(9, 0, 5);
        for (int n : new int[] {400, 3_000, 100_000}) {
            long[] observed = Draws.counts(random, Draws.normal(9, 0.1, 5), n);
            double[] expected = Arrays.stream(shares).map(share -> n * share).toArray();
            GTest test = GTest.of(observed, shares);
            assertThat(test.degrees()).isEqualTo(8);
            assertThat(test.g()).isCloseTo(twin.g(expected, observed), within(1e-9));
            assertThat(test.pValue()).isCloseTo(twin.gTest(expected, observed), within(1e-9));
        }
    }

    /** Expected 3, 3, 10, 1, 80, 3: merged to 3 + 3, 10, 1 + 80 + 3. */
    @Test
    void neighbours_are_merged_until_each_bin_expects_five() {
        double[] shares = {0.03, 0.03, 0.1, 0.01, 0.8, 0.03};
        GTest test = GTest.of(new long[] {9, 0, 10, 0, 81, 0}, shares);
        double g = 2 * (9 * Math.log(9 / 6.0) + 10 * Math.log(10 / 10.0) + 81 * Math.log(81 / 84.0));
        assertThat(test.degrees()).isEqualTo(2);
        assertThat(test.g()).isCloseTo(g, within(1e-12));
        assertThat(test.pValue()).isCloseTo(Math.exp(-g / 2), withinPercentage(1e-9));
    }

    @Test
    void too_few_counts_for_two_bins_test_nothing() {
        assertThat(GTest.of(new long[] {4, 4}, new double[] {0.5, 0.5})).isEqualTo(new GTest(0, 0, 1));
        assertThat(GTest.of(new long[] {9, 0}, new double[] {0, 1})).isEqualTo(new GTest(0, 0, 1));
    }

    @Test
    void hopeless_fit_has_a_p_value_that_is_small_and_not_zero() {
        assertThat(GTest.of(new long[] {200, 300}, new double[] {0.9, 0.1}).pValue())
                .isBetween(1e-180, 1e-90);
    }

    /** Seed 22, 20,000 histograms of 500 on 25 bins of which half expect less than five. */
    @Test
    void type_one_error_is_near_the_level() {
        SplittableRandom random = new SplittableRandom(22);
        double[] shares = Draws.normal(25, 0, 2.5);
        int[] rejected = new int[3];
        for (int run = 0; run < 20_000; run++) {
            count(rejected, GTest.of(Draws.counts(random, shares, 500), shares).pValue());
        }
        assertThat(rejected[0] / 20_000.0).isBetween(0.045, 0.065);
        assertThat(rejected[1] / 20_000.0).isBetween(0.008, 0.015);
        assertThat(rejected[2] / 20_000.0).isLessThan(0.0025);
    }

    /** Seed 23: each payment comes three times. Undivided the test rejects most; divided by 3 it keeps its level. */
    @Test
    void type_one_error_of_clustered_counts_is_near_the_level_when_divided_by_the_dispersion() {
        SplittableRandom random = new SplittableRandom(23);
        double[] shares = Draws.normal(25, 0, 2.5);
        int[] divided = new int[3];
        int[] undivided = new int[3];
        for (int run = 0; run < 5_000; run++) {
            long[] cards = Draws.counts(random, shares, 1_000);
            GTest test = GTest.of(Arrays.stream(cards).map(card -> 3 * card).toArray(), shares);
            count(undivided, test.pValue());
            count(divided, test.dispersed(3).pValue());
            assertThat(test.dispersed(3).g()).isEqualTo(test.g());
        }
        assertThat(undivided[0] / 5_000.0).isGreaterThan(0.8);
        assertThat(divided[0] / 5_000.0).isBetween(0.04, 0.08);
        assertThat(divided[1] / 5_000.0).isBetween(0.006, 0.02);
    }

    private static void count(int[] rejected, double pValue) {
        double[] levels = {0.05, 0.01, 0.001};
        for (int level = 0; level < levels.length; level++) {
            rejected[level] += pValue <= levels[level] ? 1 : 0;
        }
    }

    @Test
    void shares_that_are_none_are_named() {
        assertThatThrownBy(() -> GTest.of(new long[] {9, 9}, new double[] {0.5, 0.6}))
                .hasMessage("shares sums to 1.1; allowed: 1");
        assertThatThrownBy(() -> GTest.of(new long[] {9, 9}, new double[] {-0.5, 1.5}))
                .hasMessage("shares has -0.5 in bin 0; allowed: 0 or more");
        assertThatThrownBy(() -> GTest.of(new long[] {9, 9}, new double[] {1}))
                .hasMessageContaining("shares has 1 bins");
        assertThatThrownBy(() -> new GTest(1, 1, 1).dispersed(0.9)).hasMessage("dispersion is 0.9; allowed: 1 or more");
    }
}
