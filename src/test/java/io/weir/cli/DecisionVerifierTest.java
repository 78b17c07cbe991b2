package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.baserate.EstimatorSettings;
import io.weir.decision.Decider;
import io.weir.decision.Decision;
import io.weir.decision.Policy;
import io.weir.history.Replay;
import io.weir.testing.SmallBank;
import io.weir.training.BundleFile;
import io.weir.transaction.LabelledTransaction;
import io.weir.wire.PublishedBundle;
import io.weir.wire.PublishedPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class DecisionVerifierTest {

    private static final byte[] CONTENT = SmallBank.bundleBytes();
    private static final String VERSION = BundleFile.version(CONTENT);
    private static final PublishedBundle BUNDLE = SmallBank.champion(CONTENT, 0);

    private final DecisionVerifier verifier = new DecisionVerifier();

    private static List<Decision> decisions(Policy policy) {
        Decider decider = new Decider(BundleFile.read(CONTENT).bundle(), VERSION);
        Replay replay = new Replay(decider, policy, EstimatorSettings.standard(), SmallBank.TRAINED_UNTIL);
        List<Decision> decisions = new ArrayList<>();
        for (LabelledTransaction next : SmallBank.history()) {
            Decision decision = replay.next(next);
            if (decision != null) {
                decisions.add(decision);
            }
        }
        return decisions;
    }

    /** With a base rate that moves, a slot price and alerts of every kind. */
    private static Policy busy() {
        Policy own = SmallBank.bundle().policy();
        Policy.Review review = new Policy.Review(4, 0.9, 0.02, 0.5, 3);
        return new Policy("busy", 7, own.currency(), own.costs(), review, own.routing(), own.rules());
    }

    @Test
    void decisions_ofTheBundlesOwnPolicy_areEqualInEveryBit() {
        verifier.bundle(BUNDLE);
        List<Decision> decisions = decisions(SmallBank.bundle().policy());
        assertThat(decisions).hasSizeGreaterThan(1_000);
        assertThat(decisions)
                .allSatisfy(decision -> assertThat(verifier.verify(decision)).isEmpty());
        assertThat(verifier.summary())
                .containsEntry("equal", (long) decisions.size())
                .containsEntry("different", 0L);
    }

    @Test
    void decisions_ofAPublishedPolicyAtAPrice_areEqualInEveryBit() {
        verifier.bundle(BUNDLE);
        verifier.policy(new PublishedPolicy(busy(), 0));
        List<Decision> decisions = decisions(busy());
        assertThat(decisions.stream()
                        .map(d -> Objects.requireNonNull(d.review()).slotPrice())
                        .distinct())
                .hasSizeGreaterThan(2);
        assertThat(decisions.stream().map(d -> d.action()).distinct()).hasSize(3);
        assertThat(decisions.stream().map(d -> d.baseRate().shift()).distinct()).hasSizeGreaterThan(1);
        assertThat(decisions)
                .allSatisfy(decision -> assertThat(verifier.verify(decision)).isEmpty());
    }

    @Test
    void decision_changedByOneBit_differsInWhatFollows() {
        verifier.bundle(BUNDLE);
        Decision decision = decisions(SmallBank.bundle().policy()).get(50);
        assertThat(verifier.verify(withProbability(decision, Math.nextUp(decision.probability()))))
                .containsExactly("probability");
        assertThat(verifier.different()).isEqualTo(1);
        double[] features = decision.features().clone();
        features[0] += 1_000;
        assertThat(verifier.verify(withFeatures(decision, features))).isNotEmpty();
    }

    @Test
    void decision_ofABundleOrPolicyThatIsNotThere_isNotVerifiedAndSaysSo() {
        Decision decision = decisions(busy()).get(0);
        assertThat(verifier.verify(decision)).isEmpty();
        verifier.bundle(BUNDLE);
        assertThat(verifier.verify(decision)).isEmpty();
        assertThat(verifier.summary()).containsEntry("not_verified", 2L).containsEntry("equal", 0L);
        assertThat(verifier.missing()).containsExactly("bundle " + VERSION, "policy busy 7");
    }

    private static Decision withProbability(Decision d, double probability) {
        return copy(d, d.features(), probability);
    }

    private static Decision withFeatures(Decision d, double[] features) {
        return copy(d, features, d.probability());
    }

    private static Decision copy(Decision d, double[] features, double probability) {
        return new Decision(
                d.transaction(),
                features,
                d.suspicion(),
                d.rawScore(),
                d.calibrated(),
                probability,
                d.baseRate(),
                d.thresholds(),
                d.review(),
                d.action(),
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
                d.outcomePropensity());
    }
}
