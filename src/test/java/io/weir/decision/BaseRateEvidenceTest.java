package io.weir.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.baserate.BaseRateNow;
import io.weir.baserate.EstimatorSettings;
import io.weir.feature.Evidence;
import io.weir.testing.Handbook;
import io.weir.testing.SmallBank;
import io.weir.transaction.Transaction;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BaseRateEvidenceTest {

    private static final EstimatorSettings.Segments BY_MODE = new EstimatorSettings.Segments("entry_mode", 20);
    private static final Transaction PAYMENT =
            new Transaction("t", "a", "m", 1_741_057_200_000L, 40_000, "EUR", Map.of(), Map.of("entry_mode", "online"));

    private static Decision decision(Action action, double propensity) {
        Decision d = new Decider(BUNDLE, "0123456789ab")
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

    private static final ModelBundle BUNDLE = TinyBundle.of(new ModelBundle.FilterCut(true, 0, 0, 0));

    private static double weight(Action action, double propensity) {
        return BaseRateEvidence.of(PAYMENT, BY_MODE, decision(action, propensity), BUNDLE)
                .weight();
    }

    @Test
    void weight_ofWhatIsExplored_speaksForThoseLikeItThatWereDeclined() {
        assertThat(weight(Action.APPROVE, 1)).isEqualTo(1);
        assertThat(weight(Action.REVIEW, 1)).isEqualTo(1);
        assertThat(weight(Action.APPROVE, 0.05)).isEqualTo(20);
        assertThat(weight(Action.DECLINE, 0.05)).isZero();
    }

    /** Most reports on the declined never come; those that do are of no known share. */
    @Test
    void weight_ofTheDeclined_isNone() {
        assertThat(weight(Action.DECLINE, 0)).isZero();
    }

    @Test
    void segment_isTheAttributeAndItsValue() {
        ModelBundle bundle = SmallBank.bundle();
        String value = Objects.requireNonNull(bundle.reference())
                .attributes()
                .getOrDefault("entry_mode", Map.of())
                .keySet()
                .iterator()
                .next();
        assertThat(segment(value, BY_MODE, bundle)).isEqualTo("entry_mode=" + value);
        assertThat(segment("made up", BY_MODE, bundle)).isNull();
        assertThat(segment(value, EstimatorSettings.Segments.NONE, bundle)).isNull();
        assertThat(segment(value, BY_MODE, BUNDLE)).as("without a reference").isNull();
        assertThat(segment(value, BY_MODE, null)).as("not decided").isNull();
    }

    private static @Nullable String segment(
            String mode, EstimatorSettings.Segments segments, @Nullable ModelBundle bundle) {
        Transaction payment = new Transaction(
                PAYMENT.id(),
                PAYMENT.account(),
                PAYMENT.merchant(),
                PAYMENT.timeMillis(),
                PAYMENT.amountMinor(),
                PAYMENT.currency(),
                Map.of(),
                Map.of("entry_mode", mode));
        return BaseRateEvidence.of(payment, segments, null, bundle).segment();
    }

    @Test
    void logRatio_ofWhatWasNotDecided_isMissing() {
        assertThat(BaseRateEvidence.of(PAYMENT, BY_MODE, null, null).logRatio()).isNaN();
        Decision decided = decision(Action.APPROVE, 1);
        double ratio = BaseRateEvidence.of(PAYMENT, BY_MODE, decided, BUNDLE).logRatio();
        double p = decided.calibrated();
        assertThat(ratio)
                .isCloseTo(
                        Math.log(p / (1 - p) / (BUNDLE.baseRate() / (1 - BUNDLE.baseRate()))),
                        org.assertj.core.data.Offset.offset(1e-9));
    }
}
