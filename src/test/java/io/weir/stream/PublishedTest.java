package io.weir.stream;

import static io.weir.stream.Payments.START;
import static io.weir.stream.Payments.payment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.decision.Action;
import io.weir.decision.Condition;
import io.weir.decision.Decision;
import io.weir.decision.Policy;
import io.weir.decision.Rules;
import io.weir.decision.Rules.Rule;
import io.weir.testing.SmallBank;
import io.weir.training.BundleFile;
import io.weir.wire.AlertRecord;
import io.weir.wire.DecisionRecord;
import io.weir.wire.PublishedBundle;
import io.weir.wire.PublishedPolicy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles and policies: in force from their time, and harmless when they cannot be used. */
class PublishedTest {

    private static final long CHANGE = START + 60_000;

    @TempDir
    Path stateDir;

    private DrivenStream stream;
    private int sent;

    @BeforeEach
    void start() {
        stream = new DrivenStream(TestSettings.deciding(stateDir));
    }

    @AfterEach
    void stop() {
        stream.close();
    }

    @Test
    void champion_missing_namesTheCommandThatHelps() {
        assertThatThrownBy(() -> stream.send(payment("t1", START)))
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .rootCause()
                .hasMessageContaining("weir publish BUNDLE --slot champion");
    }

    @Test
    void policy_published_holdsFromItsTimeOn() {
        publishChampion();
        stream.publish(new PublishedPolicy(reviewAll(1), CHANGE));
        assertThat(decide(CHANGE - 1).policyVersion()).isZero();
        assertThat(decide(CHANGE))
                .returns(1L, Decision::policyVersion)
                .returns(Action.REVIEW, Decision::action)
                .returns(0.0, d -> d.thresholds().review());
        assertThat(decide(CHANGE - 1).policyVersion()).isZero();
        stream.publish(new PublishedPolicy(declineAll(2, "declined"), CHANGE + 500));
        assertThat(decide(CHANGE + 499).policyVersion()).isEqualTo(1);
        assertThat(decide(CHANGE + 500).policyVersion()).isEqualTo(2);
    }

    @Test
    void alerts_goToTheQueueOfTheirAction() {
        publishChampion();
        stream.publish(new PublishedPolicy(reviewAll(1), CHANGE));
        stream.publish(new PublishedPolicy(declineAll(2, "declined"), CHANGE + 10));
        Decision reviewed = decide(CHANGE);
        Decision declined = decide(CHANGE + 10);
        assertThat(declined.action()).isEqualTo(Action.DECLINE);
        assertAlert("review", reviewed);
        assertAlert("declined", declined);
    }

    private void assertAlert(String queue, Decision decision) {
        List<AlertRecord> alerts = stream.alerts(queue);
        assertThat(alerts).hasSize(1);
        AlertRecord alert = alerts.get(0);
        assertThat(alert.queue()).isEqualTo(queue);
        assertThat(alert.valueAtStake()).isEqualTo(decision.valueAtStake());
        assertThat(alert.decision().decision().transaction()).isEqualTo(decision.transaction());
        assertThat(stream.count("weir.alerts", "queue", queue)).isEqualTo(1);
    }

    @Test
    void policy_namingAQueueWithoutTopic_isRefused() {
        publishChampion();
        stream.publish(new PublishedPolicy(declineAll(1, "nowhere"), 0));
        assertThat(stream.count("weir.refused", "topic", "policies")).isEqualTo(1);
        assertThat(decide(START).policyVersion()).isZero();
    }

    @Test
    void policy_inAnotherCurrencyThanTheChampions_neverHolds() {
        publishChampion();
        stream.publish(new PublishedPolicy(Policy.standard("EUR"), 0));
        assertThat(decide(START).policyVersion()).isZero();
        assertThat(stream.deadLetters()).isEmpty();
    }

    @Test
    void policy_takenBack_noLongerHolds() {
        publishChampion();
        stream.publish(new PublishedPolicy(reviewAll(1), CHANGE));
        assertThat(decide(CHANGE).policyVersion()).isEqualTo(1);
        stream.send("policies", DrivenStream.bytes("default|" + CHANGE), null);
        assertThat(decide(CHANGE).policyVersion()).isZero();
    }

    @Test
    void bundle_takenBack_noLongerDecides() {
        publishChampion();
        stream.publish(SmallBank.champion(SmallBank.otherBundleBytes(), CHANGE));
        String other = decide(CHANGE).bundleVersion();
        stream.send("bundles", DrivenStream.bytes("champion|" + CHANGE), null);
        assertThat(decide(CHANGE).bundleVersion()).isNotEqualTo(other);
    }

    @Test
    void policy_withARuleOfAnUnknownFeature_isRefusedAndTheOldOneDecides() {
        publishChampion();
        stream.publish(new PublishedPolicy(reviewAll(1), 0));
        stream.publish(new PublishedPolicy(withRule(2, "account_count_2d"), CHANGE));
        assertThat(stream.count("weir.refused", "topic", "policies")).isEqualTo(1);
        assertThat(decide(CHANGE).policyVersion()).isEqualTo(1);
        stream.publish(new PublishedPolicy(withRule(3, "account_count_1d"), CHANGE));
        Decision decision = decide(CHANGE);
        assertThat(decision.policyVersion()).isEqualTo(3);
        assertThat(decision.rule()).isEqualTo("busy");
        assertThat(decision.action()).isEqualTo(Action.APPROVE);
    }

    private static Policy withRule(long version, String feature) {
        Policy p = reviewAll(version);
        Rule rule = new Rule(
                "busy", List.of(Condition.compared(feature, Condition.Test.AT_LEAST, 0)), Rules.Then.APPROVE, null);
        Rules rules = new Rules(Map.of(), List.of(rule));
        return new Policy(p.id(), version, p.currency(), p.costs(), p.review(), p.routing(), rules);
    }

    @Test
    void policy_ofAnotherId_isNotOurs() {
        publishChampion();
        Policy p = reviewAll(1);
        Policy other = new Policy("other", 1, "USD", p.costs(), p.review(), p.routing(), p.rules());
        stream.publish(new PublishedPolicy(other, 0));
        assertThat(decide(START).policyId()).isEqualTo("default");
        assertThat(stream.count("weir.refused")).isZero();
    }

    @Test
    void bundle_second_decidesExactlyFromItsTime() {
        publishChampion();
        byte[] second = SmallBank.otherBundleBytes();
        stream.publish(SmallBank.champion(second, CHANGE));
        Decision before = decide(CHANGE - 1);
        Decision after = decide(CHANGE);
        assertThat(before.bundleVersion()).isEqualTo(BundleFile.version(SmallBank.bundleBytes()));
        assertThat(after.bundleVersion()).isEqualTo(BundleFile.version(second));
        assertThat(decide(CHANGE - 1).bundleVersion()).isEqualTo(before.bundleVersion());
    }

    @Test
    void bundle_ofAnotherSlot_doesNotDecide() {
        publishChampion();
        PublishedBundle champion = SmallBank.champion(SmallBank.otherBundleBytes(), CHANGE);
        stream.publish(new PublishedBundle(
                "challenger", champion.version(), champion.sha256(), CHANGE, CHANGE, champion.content()));
        assertThat(decide(CHANGE).bundleVersion()).isEqualTo(BundleFile.version(SmallBank.bundleBytes()));
        assertThat(stream.count("weir.refused")).isZero();
    }

    @Test
    void bundle_broken_isRefusedAndTheOldOneDecides() {
        publishChampion();
        byte[] content = SmallBank.otherBundleBytes();
        PublishedBundle good = SmallBank.champion(content, CHANGE);
        String wrong = SmallBank.champion(SmallBank.bundleBytes(), 0).sha256();
        stream.publish(new PublishedBundle("champion", good.version(), wrong, CHANGE, CHANGE, content));
        stream.publish(SmallBank.champion(Arrays.copyOf(content, content.length / 2), CHANGE));
        stream.publish(SmallBank.champion(new byte[0], CHANGE));
        stream.send("bundles", DrivenStream.bytes("champion|1"), DrivenStream.bytes("not Avro"));
        assertThat(stream.count("weir.refused", "topic", "bundles")).isEqualTo(4);
        assertThat(decide(CHANGE).bundleVersion()).isEqualTo(BundleFile.version(SmallBank.bundleBytes()));
    }

    private void publishChampion() {
        stream.publish(SmallBank.champion(SmallBank.bundleBytes(), 0));
    }

    private Decision decide(long time) {
        stream.send(payment("t" + sent++, time));
        List<DecisionRecord> decisions = stream.decisions();
        assertThat(decisions).hasSize(1);
        return decisions.get(0).decision();
    }

    /** Reviews cost nothing and spoil nothing, declines cost much. */
    private static Policy reviewAll(long version) {
        return new Policy(
                "default",
                version,
                "USD",
                new Policy.Costs(1, 15, 1, 1e9),
                new Policy.Review(0, 0.9, 0, 0, Double.POSITIVE_INFINITY),
                Policy.Routing.reviews("review"),
                Rules.NONE);
    }

    /** Fraud costs a fortune and reviews find none of it. */
    private static Policy declineAll(long version, String queue) {
        return new Policy(
                "default",
                version,
                "USD",
                new Policy.Costs(1, 1e9, 0, 1),
                new Policy.Review(4, 0, 0, 0, Double.POSITIVE_INFINITY),
                new Policy.Routing("review", queue, null, 0),
                Rules.NONE);
    }
}
