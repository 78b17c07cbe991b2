package io.weir.baserate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("NullAway")
class ScoreEstimateTest {

    private static final double REFERENCE = SimulatedSource.REFERENCE;

    private static SimulatedSource source(long seed) {
        return new SimulatedSource(seed, Duration.ofDays(1), 1);
    }

    /** Log-posterior with half a fraud, and half a fraud's exposure, up front: what the EM climbs. */
    private static double logPosterior(long[] scores, double rate, double start) {
        double sum = 0.5 * Math.log(rate) + (0.5 / start - 0.5) * Math.log(1 - rate);
        for (int b = 0; b < scores.length; b++) {
            sum += scores[b] * Math.log(1 - rate + rate * Math.exp(ScoreBins.center(b)));
        }
        return sum;
    }

    /** The maximum by going over ever finer grids of logit π. */
    private static double slowMaximum(long[] scores, double start) {
        double low = -16;
        double high = 3;
        for (int round = 0; round < 14; round++) {
            double best = low;
            double most = Double.NEGATIVE_INFINITY;
            double step = (high - low) / 50;
            for (int i = 0; i <= 50; i++) {
                double at = low + i * step;
                double value = logPosterior(scores, BaseRateShift.rate(0.5, at), start);
                if (value > most) {
                    most = value;
                    best = at;
                }
            }
            low = best - 2 * step;
            high = best + 2 * step;
        }
        return BaseRateShift.rate(0.5, (low + high) / 2);
    }

    @Test
    void rate_ofAnyHistogram_isTheMaximumOfASlowSearch() {
        for (int seed = 0; seed < 20; seed++) {
            SimulatedSource source = source(seed);
            source.separation = 1 + 0.2 * seed;
            double truth = 0.0003 * Math.exp(0.25 * seed);
            long[] scores = source.scores(20_000, truth);
            ScoreEstimate estimate = ScoreEstimate.of(scores, REFERENCE);
            assertThat(estimate.rate() / slowMaximum(scores, REFERENCE))
                    .as("seed %d", seed)
                    .isCloseTo(1, within(1e-5));
        }
    }

    /** The information is the curvature of the log-likelihood along logit π. */
    @Test
    void information_ofAHistogram_isTheCurvatureByDifferences() {
        long[] scores = source(4).scores(60_000, 0.02);
        ScoreEstimate estimate = ScoreEstimate.of(scores, REFERENCE);
        double at = BaseRateShift.logOdds(estimate.rate(), 0.5);
        double[] around = new double[3];
        for (int i = 0; i < 3; i++) {
            double rate = BaseRateShift.rate(0.5, at + (i - 1) * 1e-3);
            for (int b = 0; b < scores.length; b++) {
                around[i] += scores[b] * Math.log(1 - rate + rate * Math.exp(ScoreBins.center(b)));
            }
        }
        double curvature = (2 * around[1] - around[0] - around[2]) / 1e-6;
        assertThat(estimate.information()).isCloseTo(curvature, within(1e-3 * curvature));
    }

    /**
     * Gate, 60,000 draws, 15 seeds, π0 = 0.0087, a separation of 4: the mean of the estimates is within the errors of the design's
     * table, ±.00012 at .0005 and ±.00018 at .0020. Healthy: off by .00008 to .00012. Broken, the mean probability at π0, without
     * iterating: .0025 at .0005, .040 at .0495.
     */
    @ParameterizedTest
    @CsvSource({
        "0.0005, 0.00012, 0.00016",
        "0.0020, 0.00018, 0.0003",
        "0.0080, 0.0003, 0.0006",
        "0.0202, 0.0005, 0.0009",
        "0.0495, 0.0007, 0.0012"
    })
    void rate_atManyTimesOrAFractionOfTheReference_isFound(double truth, double bias, double deviation) {
        double sum = 0;
        double squares = 0;
        double atReference = 0;
        int seeds = 15;
        for (int seed = 0; seed < seeds; seed++) {
            SimulatedSource source = source(seed);
            source.separation = 4;
            long[] scores = source.scores(60_000, truth);
            double rate = ScoreEstimate.of(scores, REFERENCE).rate();
            sum += rate;
            squares += (rate - truth) * (rate - truth);
            for (int b = 0; b < scores.length; b++) {
                atReference += scores[b] * BaseRateShift.rate(REFERENCE, ScoreBins.center(b)) / 60_000;
            }
        }
        assertThat(sum / seeds).isCloseTo(truth, within(bias));
        assertThat(Math.sqrt(squares / seeds)).isLessThan(deviation);
        if (Math.abs(Math.log(truth / REFERENCE)) > 0.5) {
            assertThat(Math.abs(atReference / seeds - truth)).isGreaterThan(3 * bias);
        }
    }

    @Test
    void rate_withoutAnyFraud_staysAboveZero() {
        long[] scores = source(1).scores(100_000, 0);
        ScoreEstimate estimate = ScoreEstimate.of(scores, REFERENCE);
        assertThat(estimate.rate()).isBetween(1e-7, 2e-4);
        long[] lowest = new long[ScoreBins.COUNT];
        lowest[0] = 1_000_000;
        assertThat(ScoreEstimate.of(lowest, REFERENCE).rate()).isBetween(1e-8, 1e-6);
        assertThat(ScoreEstimate.of(lowest, REFERENCE).information()).isGreaterThan(0);
    }

    @Test
    void rate_ofNothing_isNone() {
        assertThat(ScoreEstimate.of(new long[ScoreBins.COUNT], REFERENCE)).isNull();
    }

    /** What is up front is half a fraud at the start's rate: 50 transactions' worth for 0.01 and 5,000 for 0.0001. */
    @Test
    void rate_fromAnyStart_isTheMaximumWithItsHalfFraud() {
        long[] scores = source(2).scores(60_000, 0.001);
        for (double start : new double[] {1e-4, 1e-3, 0.01, 0.3}) {
            assertThat(ScoreEstimate.of(scores, start).rate() / slowMaximum(scores, start))
                    .isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void rate_ofATenthOfTheCounts_isFoundAsExactly() {
        long[] scores = source(3).scores(3_000, 0.0004);
        assertThat(ScoreEstimate.of(scores, 0.05).rate() / slowMaximum(scores, 0.05))
                .as("the tolerance is relative")
                .isCloseTo(1, within(1e-4));
    }
}
