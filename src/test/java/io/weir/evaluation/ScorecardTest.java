package io.weir.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weir.decision.Action;
import io.weir.decision.Decision;
import io.weir.decision.Decision.BaseRateInForce;
import io.weir.decision.Decision.Suspicion;
import io.weir.decision.Policy;
import io.weir.transaction.Transaction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScorecardTest {

    private static final Policy POLICY = Policy.standard("USD");
    private static final Policy.Thresholds THRESHOLDS = new Policy.Thresholds(0.2, 0.6);

    private static Decision decision(
            String account, long amount, double calibrated, double probability, List<String> passedBy) {
        Transaction transaction =
                new Transaction(account, account, "m", 1_000, amount * 100, "USD", Map.of(), Map.of());
        Action action = THRESHOLDS.action(probability);
        return new Decision(
                transaction,
                new double[0],
                new Suspicion(0.5, 0.5, 0.5, passedBy, 0),
                0,
                calibrated,
                probability,
                new BaseRateInForce(1, 0.02, 0.7),
                THRESHOLDS,
                null,
                action,
                null,
                POLICY.queue(action),
                0,
                0,
                0,
                0,
                List.of(),
                "0123456789ab",
                "default",
                0,
                1);
    }

    /** L = amount + 15, F = 0.05·amount + 2; a review costs 4 and 0.1·L for fraud or 0.02·F for a good payment. */
    private static Scorecard scorecard() {
        Scorecard scorecard = new Scorecard(POLICY);
        scorecard.add(decision("a", 100, 0.5, 0.7, List.of("forest")), true);
        scorecard.add(decision("b", 200, 0.1, 0.3, List.of("cheap")), true);
        scorecard.add(decision("c", 40, 0.55, 0.5, List.of("audit")), false);
        scorecard.add(decision("d", 60, 0.01, 0.02, List.of()), false);
        scorecard.add(decision("e", 80, 0.7, 0.8, List.of("open")), false);
        return scorecard;
    }

    @Test
    void metrics_of_five_decisions_are_the_hand_made_ones() {
        Scorecard.Metrics metrics = scorecard().metrics();
        assertThat(metrics.decisions()).isEqualTo(5);
        assertThat(metrics.frauds()).isEqualTo(2);
        assertThat(metrics.actions())
                .containsExactlyInAnyOrderEntriesOf(Map.of(Action.APPROVE, 1L, Action.REVIEW, 2L, Action.DECLINE, 2L));
        assertThat(metrics.filterPassShare()).isEqualTo(0.8);
        // a declined, b reviewed, c reviewed, d approved, e declined
        assertThat(metrics.cost()).isCloseTo(0 + (4 + 21.5) + (4 + 0.08) + 0 + 6, within(1e-9));
        // a, c and e declined, b and d approved
        assertThat(metrics.costAtHalf()).isCloseTo(0 + 215 + 4 + 0 + 6, within(1e-9));
        // by the probability before the shift: a and c reviewed, b and d approved, e declined
        assertThat(metrics.costFixed()).isCloseTo((4 + 11.5) + 215 + (4 + 0.08) + 0 + 6, within(1e-9));
        assertThat(metrics.costApproveAll()).isCloseTo(115 + 215, within(1e-9));
    }

    /** By the calibrated probability: e, c, a*, b*, d; after it a comes before c. */
    @Test
    void ranks_go_by_the_probability_before_the_shift() {
        Scorecard.Metrics metrics = scorecard().metrics();
        assertThat(metrics.averagePrecision()).isCloseTo((1 / 3.0 + 2 / 4.0) / 2, within(1e-12));
        assertThat(metrics.aucRoc()).isCloseTo((1 + 1) / 6.0, within(1e-12));
        assertThat(metrics.cardPrecision100()).isCloseTo(0.02, within(1e-12));
    }

    /** By the probability in force: e .8, a* .7, c .5, b* .3, d .02; F1 is largest, 2/3, from .3 on. */
    @Test
    void best_f1_threshold_declines_from_there() {
        // a and b are caught; c and e are declined wrongly
        assertThat(scorecard().metrics().costAtBestF1()).isCloseTo(4 + 6, within(1e-9));
    }

    @Test
    void calibration_is_that_of_the_probability_in_force() {
        Scorecard.Metrics metrics = scorecard().metrics();
        double[] p = {0.7, 0.3, 0.5, 0.02, 0.8};
        boolean[] fraud = {true, true, false, false, false};
        Reliability direct = Reliability.of(p, fraud, 3);
        assertThat(metrics.logLoss()).isEqualTo(direct.logLoss());
        assertThat(metrics.brierSkill()).isEqualTo(direct.brierSkill());
        assertThat(metrics.slope()).isEqualTo(direct.slope());
        assertThat(metrics.intercept()).isEqualTo(direct.intercept());
        assertThat(metrics.observedToExpected()).isCloseTo(2 / 2.32, within(1e-12));
        // odds from 1/8 to 1/2: b alone
        assertThat(metrics.observedToExpectedNear()).isCloseTo(1 / 0.3, within(1e-12));
    }

    @Test
    void alerts_per_day_and_recall_go_by_the_probability_before_the_shift() {
        Scorecard.Metrics metrics = scorecard().metrics();
        assertThat(metrics.precision100()).isCloseTo(0.02, within(1e-12));
        // e, c, a*, b*: two of four
        assertThat(metrics.recallAtHalfPrecision()).isEqualTo(1);
    }

    @Test
    void ranks_without_fraud_are_not_a_number_and_costs_stay() {
        Scorecard scorecard = new Scorecard(POLICY);
        assertThat(scorecard.metrics().filterPassShare()).isNaN();
        assertThat(scorecard.metrics().logLoss()).isNaN();
        assertThat(scorecard.metrics().observedToExpectedNear()).isNaN();
        scorecard.add(decision("e", 80, 0.7, 0.8, List.of("open")), false);
        assertThat(scorecard.metrics().averagePrecision()).isNaN();
        assertThat(scorecard.metrics().aucRoc()).isNaN();
        assertThat(scorecard.metrics().cost()).isEqualTo(6);
        assertThat(scorecard.metrics().costAtBestF1()).isZero();
        assertThat(scorecard.metrics().slope()).isNaN();
        assertThat(scorecard.metrics().observedToExpected()).isZero();
        assertThat(scorecard.actions()).containsEntry(Action.REVIEW, 0L);
        assertThat(scorecard.size()).isEqualTo(1);
    }
}
