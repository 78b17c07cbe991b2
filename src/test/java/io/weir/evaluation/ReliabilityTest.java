package io.weir.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.weir.evaluation.Reliability.Bin;
import io.weir.model.Logit;
import io.weir.transaction.IdHash;
import org.junit.jupiter.api.Test;

class ReliabilityTest {

    private static final int N = 60_000;
    private static final double[] TRUE_LOGITS = new double[N];
    private static final double[] TRUTH = new double[N];
    private static final boolean[] FRAUD = new boolean[N];

    static {
        for (int i = 0; i < N; i++) {
            TRUE_LOGITS[i] = -7 + 6 * IdHash.unit("logit" + i, 3);
            TRUTH[i] = Logit.sigmoid(TRUE_LOGITS[i]);
            FRAUD[i] = IdHash.unit("fraud" + i, 3) < TRUTH[i];
        }
    }

    private static double[] shifted(double slope, double intercept) {
        double[] p = new double[N];
        for (int i = 0; i < N; i++) {
            p[i] = Logit.sigmoid(slope * TRUE_LOGITS[i] + intercept);
        }
        return p;
    }

    @Test
    void of_byHand_logLossAndBrierSkill() {
        Reliability r = Reliability.of(new double[] {0.8, 0.4, 0.1}, new boolean[] {true, false, false}, 2);
        assertThat(r.logLoss()).isCloseTo(-(Math.log(0.8) + Math.log(0.6) + Math.log(0.9)) / 3, within(1e-15));
        assertThat(r.brierSkill()).isCloseTo(1 - (0.04 + 0.16 + 0.01) / (2.0 / 3), within(1e-15));
        assertThat(r.observedToExpected()).isCloseTo(1 / 1.3, within(1e-15));
        assertThat(r.slope()).isNaN();
    }

    @Test
    void of_calibratedProbabilities_slopeOneInterceptZero() {
        Reliability r = Reliability.of(TRUTH, FRAUD, 10);
        assertThat(r.slope()).isCloseTo(1, within(0.05));
        assertThat(r.intercept()).isCloseTo(0, within(0.15));
        assertThat(r.observedToExpected()).isCloseTo(1, within(0.05));
        assertThat(r.brierSkill()).isBetween(0.02, 0.5);
    }

    @Test
    void of_distortedLogits_slopeAndInterceptUndoTheDistortion() {
        Reliability honest = Reliability.of(TRUTH, FRAUD, 10);
        Reliability tooExtreme = Reliability.of(shifted(2, 1), FRAUD, 10);
        assertThat(tooExtreme.slope()).isCloseTo(honest.slope() / 2, within(1e-4));
        assertThat(tooExtreme.intercept()).isCloseTo(honest.intercept() - honest.slope() / 2, within(1e-3));
        Reliability inflated = Reliability.of(shifted(1, Math.log(10)), FRAUD, 10);
        assertThat(inflated.observedToExpected()).isLessThan(0.3);
        assertThat(inflated.logLoss()).isGreaterThan(honest.logLoss());
    }

    @Test
    void bins_haveEqualSumsAndCoverAllRows() {
        Reliability r = Reliability.of(TRUTH, FRAUD, 10);
        assertThat(r.bins()).hasSize(10);
        assertThat(r.bins().stream().mapToInt(Bin::rows).sum()).isEqualTo(N);
        assertThat(r.bins().stream().mapToInt(Bin::frauds).sum()).isEqualTo((int) r.observed());
        int outside = 0;
        for (Bin bin : r.bins()) {
            assertThat(bin.rows() * bin.meanProbability()).isCloseTo(r.expected() / 10, within(0.6));
            outside += bin.meanProbability() < bin.lower() || bin.meanProbability() > bin.upper() ? 1 : 0;
        }
        assertThat(outside).isLessThanOrEqualTo(2);
    }

    @Test
    void bins_equalProbabilities_areNotParted() {
        double[] p = {0.1, 0.1, 0.1, 0.1, 0.5};
        Reliability r = Reliability.of(p, new boolean[] {false, true, false, false, true}, 5);
        assertThat(r.bins()).extracting(Bin::rows).containsExactly(4, 1);
        Reliability constant = Reliability.of(new double[] {0, 0}, new boolean[] {false, true}, 3);
        assertThat(constant.bins()).hasSize(1);
    }

    @Test
    void bins_wilsonInterval_isThePublishedOne() {
        double[] p = new double[10];
        boolean[] fraud = new boolean[10];
        java.util.Arrays.fill(p, 0.3);
        fraud[0] = fraud[1] = fraud[2] = true;
        Bin bin = Reliability.of(p, fraud, 1).bins().get(0);
        assertThat(bin.rate()).isEqualTo(0.3);
        assertThat(bin.lower()).isCloseTo(0.1078, within(1e-4));
        assertThat(bin.upper()).isCloseTo(0.6032, within(1e-4));
    }

    @Test
    void of_byHand_brier() {
        Reliability r = Reliability.of(new double[] {0.8, 0.4, 0.1}, new boolean[] {true, false, false}, 2);
        assertThat(r.brier()).isCloseTo((0.04 + 0.16 + 0.01) / 3, within(1e-15));
    }

    @Test
    void observedToExpectedNear_byHand_takesOddsWithinAFactorOfTwo() {
        // odds of the threshold are 1/4: from 1/8 (p = 1/9) to 1/2 (p = 1/3)
        double[] p = {0.11, 0.12, 0.2, 0.33, 0.34, 0.9};
        boolean[] fraud = {true, false, true, false, true, true};
        double[] thresholds = new double[6];
        java.util.Arrays.fill(thresholds, 0.2);
        assertThat(Reliability.observedToExpectedNear(p, fraud, thresholds))
                .isCloseTo(1 / (0.12 + 0.2 + 0.33), within(1e-12));
        thresholds[5] = 0.85;
        assertThat(Reliability.observedToExpectedNear(p, fraud, thresholds))
                .isCloseTo(2 / (0.12 + 0.2 + 0.33 + 0.9), within(1e-12));
        assertThat(Reliability.observedToExpectedNear(new double[] {0.5}, new boolean[1], new double[] {1}))
                .isNaN();
    }

    /** Twice too high near the threshold, and so much too low elsewhere that the sum is right. */
    @Test
    void observedToExpectedNear_wrongOnlyNearTheThreshold_seesItWhereTheWholeDoesNot() {
        double[] p = TRUTH.clone();
        double tau = 0.05;
        double moved = 0;
        double elsewhere = 0;
        for (int i = 0; i < N; i++) {
            boolean near = p[i] > tau / 2 && p[i] < tau;
            moved += near ? p[i] : 0;
            elsewhere += near ? 0 : p[i];
        }
        for (int i = 0; i < N; i++) {
            boolean near = p[i] > tau / 2 && p[i] < tau;
            p[i] = near ? 2 * p[i] : p[i] * (1 - moved / elsewhere);
        }
        double[] thresholds = new double[N];
        java.util.Arrays.fill(thresholds, tau);
        assertThat(Reliability.of(p, FRAUD, 10).observedToExpected()).isCloseTo(1, within(0.05));
        assertThat(Reliability.observedToExpectedNear(p, FRAUD, thresholds)).isLessThan(0.8);
        assertThat(Reliability.observedToExpectedNear(TRUTH, FRAUD, thresholds)).isCloseTo(1, within(0.08));
    }

    /** Twin: Cox's score equations, Σ (truth - fitted) = 0 and Σ (truth - fitted)·logit p = 0. */
    @Test
    void slopeAndIntercept_solveTheScoreEquations() {
        double[] p = shifted(1.7, -0.3);
        Reliability r = Reliability.of(p, FRAUD, 10);
        double level = 0;
        double tilt = 0;
        for (int i = 0; i < N; i++) {
            double z = Logit.logit(p[i]);
            double off = (FRAUD[i] ? 1 : 0) - Logit.sigmoid(r.slope() * z + r.intercept());
            level += off;
            tilt += off * z;
        }
        assertThat(level).isCloseTo(0, within(1e-3));
        assertThat(tilt).isCloseTo(0, within(1e-2));
    }

    @Test
    void of_certainAndWrong_isLargeButFinite() {
        Reliability r = Reliability.of(new double[] {0, 1}, new boolean[] {true, false}, 2);
        assertThat(r.logLoss()).isCloseTo(27.6, within(0.1));
    }

    @Test
    void of_badInput_namesIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Reliability.of(new double[] {0.5, 1.5}, new boolean[2], 2))
                .withMessage("probability of row 1 is 1.5; allowed: 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Reliability.of(new double[0], new boolean[0], 2))
                .withMessageContaining("1 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Reliability.of(new double[] {0.5}, new boolean[1], 0))
                .withMessage("bins is 0; allowed: 1 or more");
    }
}
