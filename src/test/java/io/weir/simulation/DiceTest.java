package io.weir.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiceTest {

    private static final int N = 200_000;

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 1.5, 30, 1_234})
    void poisson_has_mean_and_variance_of_its_parameter(double mean) {
        Dice dice = Dice.of(1, Dice.Purpose.FRAUD, 0);
        double sum = 0;
        double squares = 0;
        int n = mean > 100 ? N / 20 : N;
        for (int i = 0; i < n; i++) {
            double deviation = dice.poisson(mean) - mean;
            sum += deviation;
            squares += deviation * deviation;
        }
        assertThat(sum / n).isCloseTo(0, within(4 * Math.sqrt(mean / n)));
        // Var((X - λ)²) = λ + 2λ² for the Poisson distribution.
        assertThat(squares / n).isCloseTo(mean, within(4 * Math.sqrt((mean + 2 * mean * mean) / n)));
    }

    @Test
    void gaussian_has_mean_zero_variance_one_and_normal_tails() {
        Dice dice = Dice.of(2, Dice.Purpose.FRAUD, 0);
        double sum = 0;
        double squares = 0;
        int beyondTwo = 0;
        for (int i = 0; i < N; i++) {
            double z = dice.gaussian();
            sum += z;
            squares += z * z;
            beyondTwo += Math.abs(z) > 2 ? 1 : 0;
        }
        assertThat(sum / N).isCloseTo(0, within(4 / Math.sqrt(N)));
        assertThat(squares / N).isCloseTo(1, within(4 * Math.sqrt(2.0 / N)));
        assertThat(beyondTwo / (double) N).isCloseTo(0.0455, within(4 * Math.sqrt(0.0455 / N)));
    }

    @Test
    void neighbouring_seeds_purposes_and_indices_are_uncorrelated() {
        double[] sums = new double[3];
        for (int i = 0; i < N; i++) {
            double u = Dice.of(1, Dice.Purpose.FRAUD, i).unit() - 0.5;
            sums[0] += u * (Dice.of(1, Dice.Purpose.FRAUD, i + 1).unit() - 0.5);
            sums[1] += u * (Dice.of(2, Dice.Purpose.FRAUD, i).unit() - 0.5);
            sums[2] += u * (Dice.of(1, Dice.Purpose.REPORT, i).unit() - 0.5);
        }
        for (double sum : sums) {
            assertThat(sum / N).isCloseTo(0, within(4 / 12.0 / Math.sqrt(N)));
        }
    }
}
