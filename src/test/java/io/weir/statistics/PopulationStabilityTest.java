package io.weir.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PopulationStabilityTest {

    /** (30.5/101.5 - 10.5/101.5)·ln(30.5/10.5) + … */
    @Test
    void psi_is_the_worked_sum_and_is_symmetric() {
        long[] reference = {10, 20, 70};
        long[] observed = {30, 30, 40};
        double expected =
                (20 * Math.log(30.5 / 10.5) + 10 * Math.log(30.5 / 20.5) - 30 * Math.log(40.5 / 70.5)) / 101.5;
        assertThat(PopulationStability.psi(reference, observed)).isCloseTo(expected, within(1e-15));
        assertThat(PopulationStability.psi(observed, reference)).isCloseTo(expected, within(1e-15));
        assertThat(PopulationStability.psi(reference, reference)).isZero();
    }

    @Test
    void psi_empty_bins_count_half_on_either_side() {
        double expected = 10 / 101.5 * Math.log(10.5 / 0.5) - 10 / 101.5 * Math.log(90.5 / 100.5);
        assertThat(PopulationStability.psi(new long[] {0, 100, 0}, new long[] {10, 90, 0}))
                .isCloseTo(expected, within(1e-15));
    }

    /** Seed 11, 4,000 pairs of histograms: the mean index is that of the formula, its tail that of chi-squared. */
    @Test
    void psi_without_change_averages_the_noise() {
        SplittableRandom random = new SplittableRandom(11);
        double[] shares = Draws.normal(12, 0, 4);
        int runs = 4_000;
        double noise = PopulationStability.psiNoise(12, 2_000, 500);
        assertThat(noise).isCloseTo(11 * (1 / 2_000.0 + 1 / 500.0), within(1e-18));
        double sum = 0;
        int above = 0;
        double critical = noise / 11 * ChiSquare.upperQuantile(0.01, 11);
        for (int run = 0; run < runs; run++) {
            double psi =
                    PopulationStability.psi(Draws.counts(random, shares, 2_000), Draws.counts(random, shares, 500));
            sum += psi;
            above += psi > critical ? 1 : 0;
        }
        assertThat(sum / runs).isCloseTo(noise, withinPercentage(4));
        assertThat(above / (double) runs).isBetween(0.004, 0.016);
    }

    @Test
    void psi_of_a_shift_stands_far_above_the_noise() {
        SplittableRandom random = new SplittableRandom(12);
        long[] reference = Draws.counts(random, Draws.normal(12, 0, 4), 2_000);
        long[] shifted = Draws.counts(random, Draws.normal(12, 2, 4), 500);
        assertThat(PopulationStability.psi(reference, shifted))
                .isGreaterThan(5 * PopulationStability.psiNoise(12, 2_000, 500));
    }

    @Test
    void kolmogorovSmirnov_is_the_greatest_difference_of_cumulative_shares() {
        assertThat(PopulationStability.kolmogorovSmirnov(new long[] {10, 20, 70, 0}, new long[] {60, 60, 80, 0}))
                .isCloseTo(0.3, within(1e-15));
        assertThat(PopulationStability.kolmogorovSmirnov(new long[] {1, 2, 3, 4}, new long[] {2, 4, 6, 8}))
                .isZero();
        assertThat(PopulationStability.kolmogorovSmirnov(new long[] {5, 0, 0, 0}, new long[] {0, 0, 9, 0}))
                .isEqualTo(1);
    }

    /** The last bin is that of missing values. */
    @Test
    void kolmogorovSmirnov_missing_values_show_by_their_share() {
        long[] reference = {30, 30, 40, 0};
        assertThat(PopulationStability.kolmogorovSmirnov(reference, new long[] {15, 15, 20, 50}))
                .isCloseTo(0.5, within(1e-15));
        assertThat(PopulationStability.kolmogorovSmirnov(new long[] {0, 0, 0, 7}, new long[] {0, 0, 0, 70}))
                .isZero();
        // among the tenth that is present, all have moved up
        assertThat(PopulationStability.kolmogorovSmirnov(new long[] {10, 0, 0, 90}, new long[] {0, 0, 10, 90}))
                .isCloseTo(0.1, within(1e-15));
    }

    @Test
    void histograms_that_do_not_fit_are_named() {
        assertThatThrownBy(() -> PopulationStability.psi(new long[2], new long[3]))
                .hasMessage("reference has 2 bins; allowed: as many as are observed, 3");
        assertThatThrownBy(() -> PopulationStability.psi(new long[] {1, 2}, new long[2]))
                .hasMessage("observed is empty; allowed: one count or more");
        assertThatThrownBy(() -> PopulationStability.kolmogorovSmirnov(new long[] {1, -2}, new long[] {1, 1}))
                .hasMessage("reference has -2 in bin 1; allowed: 0 or more");
        assertThatThrownBy(() -> PopulationStability.psiNoise(10, 0, 5)).hasMessageContaining("nReference 0");
    }
}
