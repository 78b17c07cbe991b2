package io.weir.stream;

import static io.weir.stream.Payments.DAY;
import static io.weir.stream.Payments.START;
import static io.weir.stream.Payments.cleared;
import static io.weir.stream.Payments.fraud;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.baserate.BaseRateVersion;
import io.weir.decision.Decision;
import io.weir.decision.Outcome;
import io.weir.decision.Policy;
import io.weir.decision.Rules;
import io.weir.feature.FeatureCatalogue;
import io.weir.testing.DeviceBank;
import io.weir.testing.SmallBank;
import io.weir.transaction.Transaction;
import io.weir.wire.PublishedPolicy;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to a record on its way over account, device and merchant. */
class HopsTest {

    private static final FeatureCatalogue THREE = DeviceBank.catalogue("account", "device", "merchant");
    private static final Transaction FIRST = payment("t1", "alice", "phone", "bakery", START);

    @TempDir
    Path stateDir;

    @Test
    void label_onItsWay_reachesAccountDeviceAndMerchant() {
        try (DrivenStream stream = stream(THREE, true)) {
            stream.send(FIRST);
            stream.send(fraud(FIRST, START + DAY));
            stream.send(payment("t2", "alice", "laptop", "grocer", START + 2 * DAY));
            stream.send(payment("t3", "bob", "phone", "grocer", START + 2 * DAY));
            stream.send(payment("t4", "carol", "tablet", "bakery", START + 2 * DAY));
            stream.send(payment("t5", "dave", null, "florist", START + 2 * DAY));
            List<Decision> decisions = decisions(stream);
            assertFrauds(decisions.get(0), 0, 0, 0);
            assertFrauds(decisions.get(1), 1, 0, 0);
            assertFrauds(decisions.get(2), 0, 1, 0);
            assertFrauds(decisions.get(3), 0, 0, 1);
            assertFrauds(decisions.get(4), 0, Double.NaN, 0);
        }
    }

    @Test
    void label_ofAPaymentWithoutDevice_reachesAccountAndMerchantAndGivesAnOutcome() {
        Transaction bare = payment("t1", "alice", null, "bakery", START);
        try (DrivenStream stream = stream(THREE, true)) {
            stream.send(bare);
            stream.send(fraud(bare, START + DAY));
            stream.send(payment("t2", "alice", "phone", "bakery", START + 2 * DAY));
            assertFrauds(decisions(stream).get(1), 1, 0, 1);
            assertThat(stream.outcomes()).extracting(o -> o.merchant()).containsExactly("bakery");
        }
    }

    @Test
    void label_beforeItsTransaction_reachesEveryEntityWhenThatComes() {
        try (DrivenStream stream = stream(THREE, true)) {
            stream.send(fraud(FIRST, START + DAY));
            stream.send(FIRST);
            stream.send(payment("t2", "alice", "phone", "bakery", START + 2 * DAY));
            assertFrauds(decisions(stream).get(1), 1, 1, 1);
            assertThat(stream.outcomes()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void label_repeatedAndReversed_holdsAtEveryEntityAsItWasLast(boolean exactlyOnce) {
        try (DrivenStream stream = stream(THREE, exactlyOnce)) {
            stream.send(FIRST);
            stream.send(fraud(FIRST, START + DAY));
            stream.send(cleared(FIRST, START + 2 * DAY));
            stream.send(fraud(FIRST, START + DAY));
            stream.send(payment("t2", "alice", "phone", "bakery", START + 3 * DAY));
            assertFrauds(decisions(stream).get(1), 0, 0, 0);
            assertThat(stream.outcomes()).extracting(o -> o.label().fraud()).containsExactly(true, false);
            assertThat(stream.count("weir.stale.labels")).isEqualTo(1);
        }
    }

    @Test
    void redelivery_exactlyOnce_endsAtTheAccount() {
        try (DrivenStream stream = stream(THREE, true)) {
            stream.send(FIRST);
            stream.send(FIRST);
            assertThat(decisions(stream)).hasSize(1);
            assertThat(stream.count("weir.duplicates")).isEqualTo(1);
        }
    }

    /** Later labels do not change what was known at the time, and a redelivery does not forget them. */
    @ParameterizedTest
    @ValueSource(strings = {"phone", ""})
    void redelivery_atLeastOnce_isDecidedAsBeforeAndForgetsNoLabel(String device) {
        Transaction first = payment("t1", "alice", device.isEmpty() ? null : device, "bakery", START);
        try (DrivenStream stream = stream(THREE, false)) {
            stream.send(payment("t0", "bob", "phone", "bakery", START - 1));
            stream.send(first);
            stream.send(fraud(first, START));
            stream.send(first);
            stream.send(fraud(first, START));
            List<Decision> decisions = decisions(stream);
            assertThat(decisions).hasSize(3);
            assertThat(decisions.get(2).features()).isEqualTo(decisions.get(1).features());
            assertThat(decisions.get(2).probability())
                    .isEqualTo(decisions.get(1).probability());
            List<Outcome> outcomes = stream.outcomes();
            assertThat(outcomes).hasSize(2);
            assertThat(outcomes.get(1)).isEqualTo(outcomes.get(0));
            assertThat(stream.deadLetters()).isEmpty();
        }
    }

    @Test
    void redelivery_atLeastOnce_isEvidenceOnce() {
        assertThat(baseRates(List.of(FIRST, FIRST))).isEqualTo(baseRates(List.of(FIRST)));
    }

    /** Nobody reports on what is declined. */
    private static final Policy REVIEWS_ALL = new Policy(
            "default",
            1,
            "USD",
            new Policy.Costs(1, 20, 0.05, 2),
            new Policy.Review(0.01, 1, 0, 0, Double.POSITIVE_INFINITY),
            Policy.Routing.reviews("review"),
            Rules.NONE);

    /** After a fraud report of each, of windows up to ten days later. */
    private List<BaseRateVersion> baseRates(List<Transaction> transactions) {
        try (DrivenStream stream = stream(THREE, false)) {
            stream.publish(new PublishedPolicy(REVIEWS_ALL, 0));
            transactions.forEach(stream::send);
            transactions.forEach(t -> stream.send(fraud(t, START + DAY)));
            transactions.forEach(stream::send);
            stream.send(payment("later", "alice", "phone", "bakery", START + 10 * DAY));
            stream.send(payment("last", "alice", "phone", "bakery", START + 11 * DAY));
            List<BaseRateVersion> versions = stream.baseRates();
            assertThat(versions.get(versions.size() - 1).frauds()).isGreaterThan(0.5);
            return versions;
        }
    }

    @Test
    void conflict_sameIdFromAnotherDevice_isSetAsideAtTheAccount() {
        assertSetAside(payment("t1", "alice", "laptop", "bakery", START));
        assertSetAside(payment("t1", "alice", null, "bakery", START));
    }

    @Test
    void conflict_sameIdFromAnotherAccountOnTheDevice_isSetAsideThere() {
        assertSetAside(payment("t1", "bob", "phone", "grocer", START));
    }

    @Test
    void conflict_sameIdFromAnotherAccountAtTheMerchant_isSetAsideBehindTheDevice() {
        assertSetAside(payment("t1", "bob", null, "bakery", START));
    }

    private void assertSetAside(Transaction second) {
        try (DrivenStream stream = stream(THREE, true)) {
            stream.send(FIRST);
            stream.send(second);
            assertThat(decisions(stream)).hasSize(1);
            var letters = stream.deadLetters();
            assertThat(letters).hasSize(1);
            assertThat(letters.get(0).key()).isEqualTo(DrivenStream.bytes(second.account()));
            assertThat(letters.get(0).value()).isEqualTo(stream.wire(second));
            DeadLettersTest.assertReason(letters.get(0), "CONFLICTING_DUPLICATE", "t1");
        }
    }

    @Test
    void entityWithoutKey_isPartitionedByTheAccount() {
        Hop device = Hop.of(THREE).get(1);
        Transaction bare = payment("t1", "alice", null, "bakery", START);
        assertThat(keys(device, FIRST)).containsOnly("phone");
        assertThat(keys(device, bare)).containsOnly("alice");
        assertThat(keys(Hop.of(THREE).get(2), bare)).containsOnly("bakery");
    }

    /** Of the transaction and of its label. */
    private static List<String> keys(Hop hop, Transaction transaction) {
        PassedTransaction passed = PassedTransaction.of(transaction, Hop.of(THREE));
        return List.of(
                hop.partitionKey(new HopMessage.Observed(transaction, 0, new double[0], false)),
                hop.partitionKey(new HopMessage.Judged(
                        fraud(transaction, START), passed.merchant(), passed.keys(), START, false)));
    }

    @Test
    void bundle_ofAnotherCatalogue_isRefused() {
        FeatureCatalogue other = DeviceBank.catalogue("account", "merchant", "device");
        try (DrivenStream stream = stream(THREE, true)) {
            stream.publish(SmallBank.champion(DeviceBank.bundleBytes(other), START));
            assertThat(stream.count("weir.refused", "topic", "bundles")).isEqualTo(1);
        }
    }

    private static void assertFrauds(Decision decision, double account, double device, double merchant) {
        assertThat(List.of(
                        feature(decision, "account_frauds"),
                        feature(decision, "device_frauds"),
                        feature(decision, "merchant_frauds")))
                .as(decision.transaction().id())
                .containsExactly(account, device, merchant);
    }

    private static double feature(Decision decision, String name) {
        return decision.features()[THREE.names().indexOf(name)];
    }

    private static List<Decision> decisions(DrivenStream stream) {
        return stream.decisions().stream().map(record -> record.decision()).toList();
    }

    private static Transaction payment(String id, String account, @Nullable String device, String merchant, long time) {
        Map<String, String> categorical = device == null ? Map.of() : Map.of(DeviceBank.DEVICE, device);
        return new Transaction(id, account, merchant, time, 1_250, "USD", Map.of(), categorical);
    }

    private DrivenStream stream(FeatureCatalogue catalogue, boolean exactlyOnce) {
        StreamSettings deciding = TestSettings.with(TestSettings.deciding(stateDir), catalogue);
        StreamSettings settings = exactlyOnce ? deciding : TestSettings.atLeastOnce(deciding);
        DrivenStream stream = new DrivenStream(settings, InstantSource.system(), DeviceBank::read);
        stream.publish(SmallBank.champion(DeviceBank.bundleBytes(catalogue), 0));
        return stream;
    }
}
