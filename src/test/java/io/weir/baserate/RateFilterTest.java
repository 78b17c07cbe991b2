package io.weir.baserate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateFilterTest {

    private static final double REFERENCE = 0.01;
    private static final double QUARTER = 0.25;
    private static final RateGrid GRID = new RateGrid(REFERENCE);

    private static double[] reports(double count, double exposure) {
        double[] logLikelihood = new double[RateGrid.SIZE];
        GRID.addReports(logLikelihood, count, exposure);
        return logLikelihood;
    }

    /** The same filter as one matrix over all regimes and points, row by row as its definition reads. */
    private static final class Dense {
        private final int regimes = RateFilter.WALK.length;
        private final int size = RateGrid.SIZE;
        private final double[][] transition = new double[regimes * size][regimes * size];
        private double[] belief = new double[regimes * size];

        Dense(double days) {
            double[] anywhere = new double[size];
            for (int i = 0; i < size; i++) {
                anywhere[i] = Math.exp(-RateGrid.shift(i) * RateGrid.shift(i) / 2);
            }
            double all = Arrays.stream(anywhere).sum();
            double jump = 1 - Math.exp(-RateFilter.JUMPS_PER_DAY * days);
            for (int r = 0; r < regimes; r++) {
                double stays = 1;
                for (int to = 0; to < regimes; to++) {
                    stays -= to == r ? 0 : 1 - Math.exp(-RateFilter.CHANGE[r][to] * days);
                }
                for (int i = 0; i < size; i++) {
                    belief[r * size + i] = anywhere[i] / all / regimes;
                    for (int to = 0; to < regimes; to++) {
                        double change = to == r ? stays : 1 - Math.exp(-RateFilter.CHANGE[r][to] * days);
                        walk(transition[r * size + i], to, i, change * (1 - jump), RateFilter.WALK[to], days);
                    }
                    for (int j = 0; j < size; j++) {
                        transition[r * size + i][(regimes - 1) * size + j] += jump * anywhere[j] / all;
                    }
                }
            }
        }

        private void walk(double[] row, int to, int from, double share, double deviation, double days) {
            double variance = deviation * deviation * days / RateGrid.STEP / RateGrid.STEP;
            boolean small = variance < 0.64;
            int reach = small ? 1 : (int) Math.ceil(4 * Math.sqrt(variance));
            double sum = 0;
            double[] kernel = new double[2 * reach + 1];
            for (int d = -reach; d <= reach; d++) {
                kernel[d + reach] = !small ? Math.exp(-d * d / (2 * variance)) : d == 0 ? 1 - variance : variance / 2;
                sum += kernel[d + reach];
            }
            for (int d = -reach; d <= reach; d++) {
                int at = Math.max(0, Math.min(size - 1, from + d));
                row[to * size + at] += share * kernel[d + reach] / sum;
            }
        }

        void step(double[] logLikelihood) {
            double[] next = new double[belief.length];
            for (int from = 0; from < next.length; from++) {
                for (int to = 0; to < next.length; to++) {
                    next[to] += belief[from] * transition[from][to];
                }
            }
            double most = Arrays.stream(logLikelihood).max().orElseThrow();
            double sum = 0;
            for (int k = 0; k < next.length; k++) {
                next[k] *= Math.exp(logLikelihood[k % size] - most);
                sum += next[k];
            }
            for (int k = 0; k < next.length; k++) {
                next[k] /= sum;
            }
            belief = next;
        }

        double[] mass() {
            double[] mass = new double[size];
            for (int k = 0; k < belief.length; k++) {
                mass[k % size] += belief[k];
            }
            return mass;
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, QUARTER, 1 / 24.0})
    void belief_afterAnyEvidence_isThatOfTheDenseMatrix(double days) {
        RateFilter filter = new RateFilter(days);
        Dense dense = new Dense(days);
        SplittableRandom random = new SplittableRandom(1);
        for (int step = 0; step < 40; step++) {
            double exposure = random.nextInt(4) == 0 ? 0 : random.nextDouble(3_000);
            double rate = step < 20 ? 0.006 : 0.15;
            double[] evidence = reports(SimulatedSource.poisson(random, exposure * rate), exposure);
            filter.step(evidence);
            dense.step(evidence);
            assertThat(filter.belief().mass()).containsExactly(dense.mass(), within(1e-12));
            assertThat(Arrays.stream(filter.belief().mass()).sum()).isCloseTo(1, within(1e-12));
        }
    }

    @Test
    void belief_withoutEvidence_staysAroundTheReferenceAndSpreads() {
        RateFilter filter = new RateFilter(1);
        assertThat(filter.belief().mean()).isCloseTo(0, within(1e-12));
        assertThat(filter.belief().quantile(0.975)).isBetween(1.85, 2.0);
        for (int day = 0; day < 60; day++) {
            filter.step(new double[RateGrid.SIZE]);
        }
        assertThat(filter.belief().mean()).isCloseTo(0, within(1e-9));
        assertThat(filter.belief().quantile(0.975)).isBetween(2.0, 3.1);
    }

    @Test
    void belief_ofEvidenceBeyondTheGrid_isAtItsEnd() {
        RateFilter filter = new RateFilter(QUARTER);
        for (int i = 0; i < 5; i++) {
            filter.step(reports(1e6, 1e6));
        }
        assertThat(filter.belief().mean()).isCloseTo(RateGrid.END, within(1e-6));
        assertThat(filter.belief().quantile(0.999)).isLessThanOrEqualTo(RateGrid.END + RateGrid.STEP);
        filter.step(reports(0, 1e6));
        filter.step(reports(0, 1e6));
        assertThat(filter.belief().mean()).as("comes back").isLessThan(-3);
    }

    /** Walk of one step from a point, without regimes: what the kernel adds to the variance of x. */
    @ParameterizedTest
    @ValueSource(doubles = {1, QUARTER, 1 / 24.0})
    void walk_ofEachRegime_hasItsVariance(double days) {
        for (double walk : RateFilter.WALK) {
            double deviation = walk * Math.sqrt(days);
            double[] half = RateFilter.kernel(deviation);
            double sum = half[0];
            double variance = 0;
            for (int d = 1; d < half.length; d++) {
                assertThat(half[d]).isPositive();
                sum += 2 * half[d];
                variance += 2 * half[d] * d * d * RateGrid.STEP * RateGrid.STEP;
            }
            assertThat(sum).isCloseTo(1, within(1e-12));
            double error = half.length == 2 ? 1e-12 : 3e-3;
            assertThat(variance / (deviation * deviation)).isCloseTo(1, within(error));
        }
    }

    /** 60 seeds, 10 frauds a window or so: the truth is in the 95 % interval in 93 to 100 % of the windows. */
    @ParameterizedTest
    @ValueSource(doubles = {-1, 0, 0.7, 1.5})
    void interval_ofAConstantTruth_coversIt(double truth) {
        double rate = BaseRateShift.rate(REFERENCE, truth);
        int covered = 0;
        int windows = 0;
        double width = 0;
        for (int seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RateFilter filter = new RateFilter(QUARTER);
            for (int step = 0; step < 120; step++) {
                filter.step(reports(SimulatedSource.poisson(random, 1_000 * rate), 1_000));
                if (step >= 20) {
                    double lower = filter.belief().quantile(0.025);
                    double upper = filter.belief().quantile(0.975);
                    covered += lower < truth && truth < upper ? 1 : 0;
                    width += upper - lower;
                    windows++;
                }
            }
        }
        assertThat((double) covered / windows).isBetween(0.93, 1.0);
        // an interval of one window of 1,000 alone
        double alone = 2 * 1.96 / Math.sqrt(1_000 * rate);
        assertThat(width / windows).as("it learns from more than a window").isLessThan(0.6 * alone);
    }

    /**
     * Gate, 5 frauds a window, 30 seeds: what is left of a step to three times the rate, ln 3 in x, one to four windows later. Healthy:
     * .70, .33, .11, .06; broken, one rate over all windows: 1.01 after four.
     */
    @Test
    void belief_afterAJump_isThereWithinThreeWindows() {
        double[] left = new double[4];
        for (int seed = 0; seed < 30; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RateFilter filter = new RateFilter(QUARTER);
            for (int step = 0; step < 80; step++) {
                filter.step(reports(SimulatedSource.poisson(random, 5), 500));
            }
            assertThat(filter.belief().mean()).isCloseTo(0, within(0.5));
            for (int step = 0; step < 4; step++) {
                filter.step(reports(SimulatedSource.poisson(random, 15), 500));
                left[step] += (BaseRateShift.logOdds(0.03, REFERENCE)
                                - filter.belief().mean())
                        / 30;
            }
        }
        assertThat(left[0]).isLessThan(0.85);
        assertThat(left[1]).isLessThan(0.45);
        assertThat(left[2]).isBetween(-0.1, 0.2);
        assertThat(left[3]).isBetween(-0.1, 0.15);
    }

    @Test
    void quantile_ofAMass_isInterpolatedInItsCellAndTheMeanIsItsOwn() {
        double[] mass = new double[RateGrid.SIZE];
        mass[64] = 0.5;
        mass[66] = 0.5;
        RateFilter.Belief belief = new RateFilter.Belief(mass);
        assertThat(belief.mean()).isCloseTo(0.05, within(1e-12));
        assertThat(belief.quantile(0.25)).isCloseTo(0, within(1e-12));
        assertThat(belief.quantile(0.1)).isCloseTo(0.05 * (0.2 - 0.5), within(1e-12));
        assertThat(belief.quantile(0.75)).isCloseTo(0.1, within(1e-12));
        assertThat(belief.quantile(0)).isCloseTo(-0.025, within(1e-12));
        assertThat(belief.quantile(1)).isCloseTo(0.125, within(1e-12));
    }
}
