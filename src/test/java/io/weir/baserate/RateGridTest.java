package io.weir.baserate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway")
class RateGridTest {

    private static final double REFERENCE = SimulatedSource.REFERENCE;
    private static final RateGrid GRID = new RateGrid(REFERENCE);

    private static long[] scores(double rate) {
        return new SimulatedSource(1, Duration.ofDays(1), 1).scores(20_000, rate);
    }

    private static int best(double[] logLikelihood) {
        int best = 0;
        for (int i = 1; i < logLikelihood.length; i++) {
            best = logLikelihood[i] > logLikelihood[best] ? i : best;
        }
        return best;
    }

    @Test
    void grid_isEvenAndSymmetricAroundTheReference() {
        assertThat(RateGrid.SIZE).isEqualTo(129);
        assertThat(RateGrid.shift(0)).isCloseTo(-3.2, within(1e-12));
        assertThat(RateGrid.shift(64)).isZero();
        assertThat(RateGrid.shift(128)).isCloseTo(3.2, within(1e-12));
        assertThat(GRID.reference()).isEqualTo(REFERENCE);
    }

    @Test
    void reports_likelihood_isThePoissonOneByHandAndAdds() {
        double[] sum = new double[RateGrid.SIZE];
        GRID.addReports(sum, 7, 500);
        GRID.addReports(sum, 2.5, 100);
        for (int i = 0; i < RateGrid.SIZE; i++) {
            double rate = BaseRateShift.rate(REFERENCE, RateGrid.shift(i));
            assertThat(sum[i]).isCloseTo(9.5 * Math.log(rate) - 600 * rate, within(1e-9));
        }
        assertThat(BaseRateShift.rate(REFERENCE, RateGrid.shift(best(sum)))).isCloseTo(9.5 / 600, within(0.0005));
    }

    @Test
    void scores_likelihood_isThatOfTheMixtureByHandAndPeaksAtTheEm() {
        long[] scores = scores(0.02);
        double[] logLikelihood = GRID.ofScores(scores);
        for (int i = 0; i < RateGrid.SIZE; i += 8) {
            double rate = BaseRateShift.rate(REFERENCE, RateGrid.shift(i));
            double byHand = 0;
            for (int b = 0; b < scores.length; b++) {
                byHand += scores[b] * Math.log((1 - rate) + rate * Math.exp(ScoreBins.center(b)));
            }
            assertThat(logLikelihood[i]).isCloseTo(byHand, within(1e-7));
        }
        double em = BaseRateShift.logOdds(ScoreEstimate.of(scores, REFERENCE).rate(), REFERENCE);
        assertThat(RateGrid.shift(best(logLikelihood))).isCloseTo(em, within(RateGrid.STEP));
    }

    /** A positive bias says that scores see too little: their likelihood moves up. */
    @Test
    void scores_withABias_areMovedByIt() {
        Cohort cohort = Cohorts.cohort(0, 0, scores(0.02));
        double[] plain = new double[RateGrid.SIZE];
        GRID.addScores(plain, cohort, 1, 0);
        assertThat(plain).isEqualTo(GRID.ofScores(cohort.scores()));
        double[] moved = new double[RateGrid.SIZE];
        GRID.addScores(moved, cohort, 0.5, 4 * RateGrid.STEP);
        double[] between = new double[RateGrid.SIZE];
        GRID.addScores(between, cohort, 1, -0.5 * RateGrid.STEP);
        for (int i = 4; i < RateGrid.SIZE; i++) {
            assertThat(moved[i]).isCloseTo(0.5 * plain[i - 4], within(1e-6));
        }
        assertThat(best(moved)).isEqualTo(best(plain) + 4);
        for (int i = 0; i < RateGrid.SIZE - 1; i++) {
            assertThat(between[i]).isCloseTo((plain[i] + plain[i + 1]) / 2, within(1e-6));
        }
        assertThat(between[RateGrid.SIZE - 1]).isEqualTo(plain[RateGrid.SIZE - 1]);
        double[] far = new double[RateGrid.SIZE];
        GRID.addScores(far, cohort, 1, 99);
        assertThat(far).as("beyond the grid").containsOnly(plain[0]);
    }

    @Test
    void scores_likelihoodOfACohort_isKnownAnewForOtherScoresAndOtherGrids() {
        Cohort cohort = Cohorts.cohort(0, 0, scores(0.02));
        double[] first = cohort.likelihood(GRID);
        assertThat(cohort.likelihood(GRID)).isSameAs(first);
        cohort.addScores(scores(0.05));
        assertThat(cohort.likelihood(GRID))
                .isEqualTo(GRID.ofScores(cohort.scores()))
                .isNotEqualTo(first);
        RateGrid other = new RateGrid(0.03);
        assertThat(cohort.likelihood(other)).isEqualTo(other.ofScores(cohort.scores()));
    }
}
