package io.weir.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.baserate.BaseRateNow;
import io.weir.baserate.EstimatorSettings;
import io.weir.feature.Evidence;
import io.weir.testing.Handbook;
import io.weir.transaction.Transaction;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BaseRateEvidenceTest {

    private static final EstimatorSettings.Segments BY_MODE = new EstimatorSettings.Segments("entry_mode", 20);
    private static final Transaction PAYMENT =
            new Transaction("t", "a", "m", 1_741_057_200_000L, 40_000, "EUR", Map.of(), Map.of("entry_mode", "online"));

    private static Decision decision(Action action, double propensity) {
        Decision d = new Decider(TinyBundle.of(new ModelBundle.FilterCut(true, 0, 0, 0)), "0123456789ab")
                .decide(
                        PAYMENT,
                        new Evidence(Handbook.catalogue().start(PAYMENT)),
                        Policy.standard("EUR"),
                        BaseRateNow.NONE);
        return new Decision(
                d.transaction(),
                d.features(),
                d.suspicion(),
                d.rawScore(),
                d.calibrated(),
                d.probability(),
                d.baseRate(),
                d.thresholds(),
                d.review(),
                action,
                d.rule(),
                d.queue(),
                d.lossIfFraud(),
                d.frictionIfLegitimate(),
                d.expectedCost(),
                d.valueAtStake(),
                d.reasons(),
                d.bundleVersion(),
                d.policyId(),
                d.policyVersion(),
                propensity);
    }

    private static double weight(Action action, double propensity) {
        return BaseRateEvidence.of(PAYMENT, BY_MODE, decision(action, propensity), 0.01)
                .weight();
    }

    @Test
    void weight_ofWhatIsExplored_speaksForThoseLikeItThatWereDeclined() {
        assertThat(weight(Action.APPROVE, 1)).isEqualTo(1);
        assertThat(weight(Action.REVIEW, 1)).isEqualTo(1);
        assertThat(weight(Action.APPROVE, 0.05)).isEqualTo(20);
        assertThat(weight(Action.DECLINE, 0.05)).isZero();
    }

    /** Without exploration a report on a declined payment is all there is: it counts when it comes. */
    @Test
    void weight_ofTheDeclinedWithoutExploration_isOne() {
        assertThat(weight(Action.DECLINE, 0)).isEqualTo(1);
    }

    @Test
    void segment_isTheAttributeAndItsValue() {
        assertThat(BaseRateEvidence.of(PAYMENT, BY_MODE, null, 0.01).segment()).isEqualTo("entry_mode=online");
        assertThat(BaseRateEvidence.of(PAYMENT, EstimatorSettings.Segments.NONE, null, 0.01)
                        .segment())
                .isNull();
    }

    @Test
    void logRatio_ofWhatWasNotDecided_isMissing() {
        assertThat(BaseRateEvidence.of(PAYMENT, BY_MODE, null, 0.01).logRatio()).isNaN();
        Decision decided = decision(Action.APPROVE, 1);
        double ratio = BaseRateEvidence.of(PAYMENT, BY_MODE, decided, 0.01).logRatio();
        double p = decided.calibrated();
        assertThat(ratio).isCloseTo(Math.log(p / (1 - p) / (0.01 / 0.99)), org.assertj.core.data.Offset.offset(1e-9));
    }
}
