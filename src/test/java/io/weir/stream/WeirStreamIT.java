package io.weir.stream;

import static io.weir.stream.Payments.DAY;
import static io.weir.stream.Payments.START;
import static io.weir.stream.Payments.payment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.baserate.BaseRateVersion;
import io.weir.cli.embedded.EmbeddedBroker;
import io.weir.cli.embedded.EmbeddedRegistry;
import io.weir.decision.Decider;
import io.weir.decision.Decision;
import io.weir.decision.Policy;
import io.weir.decision.Rules;
import io.weir.history.Event;
import io.weir.history.Replay;
import io.weir.testing.RestRegistry;
import io.weir.testing.SmallBank;
import io.weir.training.BundleFile;
import io.weir.transaction.LabelledTransaction;
import io.weir.transaction.Transaction;
import io.weir.wire.DecisionRecord;
import io.weir.wire.PublishedPolicy;
import io.weir.wire.RegistryUnavailableException;
import io.weir.wire.WireFormat;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stream on a real broker and registry, two partitions, exactly once; disturbed in the ways of operations. */
class WeirStreamIT {

    /** Where the history of this test ends: in the wave. */
    private static final long END = START + 46 * DAY;

    private static final String FIRST = BundleFile.version(SmallBank.bundleBytes());

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static EmbeddedRegistry registry;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
        registry = EmbeddedRegistry.start(broker.bootstrapServers(), 0);
    }

    @AfterAll
    static void stop() {
        registry.close();
        broker.close();
    }

    /**
     * Batches are short enough for partitions not to drift apart by more than features bear, and labels come within three
     * days, before any feature looks at them: so the order at the second hop does not matter.
     */
    @Test
    void history_acrossRestarts_isDecidedOnceAndAsReplayed() throws Exception {
        Map<String, Decision> expected = replayed();
        List<Event> events = SmallBank.events().stream()
                .takeWhile(event -> event.timeMillis() < END)
                .toList();
        long reports =
                events.stream().filter(event -> event instanceof Event.Report).count();
        try (LiveStream live = live("history.");
                TopicReader decisions = live.read("history.decisions");
                TopicReader outcomes = live.read("history.outcomes");
                TopicReader rates = live.read("history.base-rates");
                TopicReader letters = live.read("history.transactions.dead-letters")) {
            live.publish(SmallBank.champion(SmallBank.bundleBytes(), 0));
            live.flush();
            live.start();
            int sent = 0;
            int batch = 0;
            long end = START;
            for (Event event : events) {
                if (event.timeMillis() >= end) {
                    disturb(live, batch++);
                    decisions.awaitSize(sent);
                    end += end < START + 33 * DAY ? 3 * DAY : DAY;
                }
                live.send(event);
                sent += event instanceof Event.Payment ? 1 : 0;
            }
            decisions.awaitSize(sent);
            outcomes.awaitSize((int) reports);
            letters.awaitSize(3);
            rates.awaitSize(170);
            live.stop();

            List<DecisionRecord> decided = decisions.values(live.wire::readDecision);
            assertThat(decided).hasSameSizeAs(expected.keySet());
            for (DecisionRecord record : decided) {
                String id = record.decision().transaction().id();
                Decision replayed = Objects.requireNonNull(expected.remove(id), id);
                assertSameUpToProbability(record.decision(), replayed);
                assertActsByItsWorld(record.decision());
                assertGivesItselfAgain(live.wire, record);
                if (record.decision().baseRate().world() == replayed.baseRate().world()) {
                    assertSame(live.wire, record, replayed);
                }
            }
            assertThat(outcomes.values(live.wire::readOutcome)).hasSize((int) reports);
            assertThat(letters.records)
                    .extracting(letter -> DeadLetterHeaders.text(letter.headers(), DeadLetterHeaders.REASON))
                    .containsExactlyInAnyOrder("UNREADABLE", "UNREADABLE", "SCHEMA");
            assertAlertsOf(decided, live);
            assertBaseRates(rates.values(live.wire::readBaseRate));
        }
    }

    private static void disturb(LiveStream live, int batch) throws Exception {
        live.flush();
        switch (batch) {
            case 4 -> {
                live.stop();
                live.start();
            }
            case 8 -> {
                live.stop();
                live.deleteState();
                live.start();
            }
            case 12 -> {
                int misfit = new RestRegistry(registry.url())
                        .register("misfit", "{\"type\":\"record\",\"name\":\"Misfit\",\"fields\":[]}");
                String topic = live.settings.topics().transactions();
                live.send(topic, null, DrivenStream.bytes("not a transaction"));
                live.send(topic, null, DrivenStream.bytes("x".repeat(2_000_000)));
                live.send(topic, null, ByteBuffer.allocate(5).putInt(1, misfit).array());
            }
            default -> {}
        }
    }

    private static Map<String, Decision> replayed() {
        StreamSettings settings = settings("replay.", "state");
        Replay replay = new Replay(
                new Decider(SmallBank.bundle(), FIRST), SmallBank.bundle().policy(), settings.estimator(), 0);
        Map<String, Decision> decisions = new HashMap<>();
        for (LabelledTransaction next : SmallBank.history()) {
            Decision decision = replay.next(next);
            if (decision != null && next.transaction().timeMillis() < END) {
                decisions.put(next.transaction().id(), decision);
            }
        }
        return decisions;
    }

    /** What does not depend on when a version of the base rate was heard of, since the shift is held at none. */
    private static void assertSameUpToProbability(Decision actual, Decision expected) {
        assertThat(actual.features()).isEqualTo(expected.features());
        assertThat(actual.suspicion()).isEqualTo(expected.suspicion());
        assertThat(new double[] {actual.rawScore(), actual.calibrated(), actual.probability()})
                .isEqualTo(new double[] {expected.rawScore(), expected.calibrated(), expected.probability()});
    }

    private static void assertGivesItselfAgain(WireFormat wire, DecisionRecord record) {
        Decider decider = new Decider(SmallBank.bundle(), FIRST);
        Decision again = decider.again(record.decision(), SmallBank.bundle().policy());
        assertThat(wire.decision(
                        "history.decisions",
                        new DecisionRecord(again, record.slot(), record.receivedMillis(), record.decidedMillis())))
                .isEqualTo(wire.decision("history.decisions", record));
    }

    private static void assertActsByItsWorld(Decision actual) {
        Policy policy = SmallBank.bundle().policy();
        assertThat(actual.thresholds())
                .isEqualTo(policy.thresholds(
                        actual.transaction().amount(), actual.baseRate().world()));
        assertThat(actual.action()).isEqualTo(actual.thresholds().action(actual.probability()));
    }

    /** To the bit, in the same world; all but the version of the base rate, of which the live stream may hear late. */
    private static void assertSame(WireFormat wire, DecisionRecord actual, Decision expected) {
        DecisionRecord record = new DecisionRecord(
                withRateVersion(expected, actual.decision().baseRate()),
                "champion",
                actual.receivedMillis(),
                actual.decidedMillis());
        assertThat(wire.decision("history.decisions", actual))
                .as("%s, replayed %s", actual, record)
                .isEqualTo(wire.decision("history.decisions", record));
    }

    /** Fed in pieces with pauses: what comes after one may be late, and then it goes by the version that is there. */
    private static Decision withRateVersion(Decision d, Decision.BaseRateInForce actual) {
        Decision.BaseRateInForce rate = new Decision.BaseRateInForce(
                actual.version(),
                d.baseRate().rate(),
                d.baseRate().shift(),
                d.baseRate().world(),
                actual.stale(),
                d.baseRate().command());
        return new Decision(
                d.transaction(),
                d.features(),
                d.suspicion(),
                d.rawScore(),
                d.calibrated(),
                d.probability(),
                rate,
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

    private static void assertAlertsOf(List<DecisionRecord> decided, LiveStream live) {
        List<String> queued = decided.stream()
                .filter(record -> "review".equals(record.decision().queue()))
                .map(record -> record.decision().transaction().id())
                .toList();
        assertThat(queued).isNotEmpty();
        try (TopicReader alerts = live.read("history.alerts.review")) {
            alerts.awaitSize(queued.size());
            assertThat(alerts.values(live.wire::readAlert))
                    .extracting(
                            alert -> alert.decision().decision().transaction().id())
                    .containsExactlyInAnyOrderElementsOf(queued);
        }
    }

    private static void assertBaseRates(List<BaseRateVersion> versions) {
        assertThat(versions)
                .extracting(BaseRateVersion::version)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, versions.size()).boxed().toList());
        assertThat(versions.get(versions.size() - 1).frauds()).isGreaterThan(20);
    }

    @Test
    void bundle_publishedWhileRunning_decidesExactlyFromItsTime() {
        byte[] second = SmallBank.otherBundleBytes();
        String version = BundleFile.version(second);
        try (LiveStream live = live("swap.");
                TopicReader decisions = live.read("swap.decisions")) {
            live.publish(SmallBank.champion(SmallBank.bundleBytes(), 0));
            live.flush();
            live.start();
            live.send(payment("a", START));
            decisions.awaitSize(1);
            live.publish(SmallBank.champion(second, START + DAY));
            Awaitility.await().atMost(LiveStream.PATIENCE).until(() -> live.hasChampion(version));
            live.send(payment("b", START + DAY - 1));
            live.send(payment("c", START + DAY));
            decisions.awaitSize(3);
            assertThat(decisions.values(live.wire::readDecision))
                    .extracting(
                            record -> record.decision().transaction().id(),
                            record -> record.decision().bundleVersion())
                    .containsExactlyInAnyOrder(
                            org.assertj.core.groups.Tuple.tuple("a", FIRST),
                            org.assertj.core.groups.Tuple.tuple("b", FIRST),
                            org.assertj.core.groups.Tuple.tuple("c", version));
        }
    }

    /** Brokers refuse records more than an hour ahead of their clock, unless told otherwise. */
    @Test
    void payment_hoursAheadOfTheClock_isDecided() {
        try (LiveStream live = live("ahead.");
                TopicReader decisions = live.read("ahead.decisions");
                TopicReader outcomes = live.read("ahead.outcomes")) {
            live.publish(SmallBank.champion(SmallBank.bundleBytes(), 0));
            live.flush();
            live.start();
            long now = System.currentTimeMillis();
            Transaction ahead = payment("a", now + DAY / 2);
            live.send(ahead);
            live.send(payment("b", now + DAY - 60_000));
            live.send(Payments.fraud(ahead, now + DAY));
            decisions.awaitSize(2);
            outcomes.awaitSize(1);
            assertThat(live.isAlive()).isTrue();
        }
    }

    @Test
    void registry_awayWhileTheStreamRuns_losesNothing() {
        int port = URI.create(registry.url()).getPort();
        try (LiveStream live = live("outage.");
                TopicReader decisions = live.read("outage.decisions");
                TopicReader letters = live.read("outage.transactions.dead-letters")) {
            live.publish(SmallBank.champion(SmallBank.bundleBytes(), 0));
            live.flush();
            live.start();
            live.send(payment("before", START));
            decisions.awaitSize(1);

            Transaction unknown = payment("new schema", START + 1_000);
            byte[] evolved = Payments.evolved(registry.url(), unknown);
            byte[] policy = live.bytes(new PublishedPolicy(
                    new Policy(
                            "default",
                            5,
                            "USD",
                            new Policy.Costs(1, 20, 0.05, 2),
                            new Policy.Review(4, 0.9, 0.02, 0, Double.POSITIVE_INFINITY),
                            Policy.Routing.reviews("review"),
                            Rules.NONE),
                    0));
            registry.close();
            live.send("outage.policies", DrivenStream.bytes("default|0"), policy);
            live.send("outage.transactions", DrivenStream.bytes("alice"), evolved);
            live.send(payment("known schema", START + 2_000));
            live.flush();
            assertThatThrownBy(() -> {
                        try (LiveStream second = live("outage.", "elsewhere")) {
                            second.start();
                        }
                    })
                    .isInstanceOf(RegistryUnavailableException.class);
            registry = EmbeddedRegistry.start(broker.bootstrapServers(), port);

            decisions.awaitSize(3);
            int asked = 0;
            while (lastPolicy(decisions, live) != 5) {
                live.send(payment("after " + asked++, START + 3_000 + asked));
                decisions.awaitSize(3 + asked);
            }
            assertThat(decisions.values(live.wire::readDecision))
                    .extracting(record -> record.decision().transaction().id())
                    .doesNotHaveDuplicates()
                    .contains("before", "new schema", "known schema");
            assertThat(letters.records).isEmpty();
            assertThat(live.isAlive()).isTrue();
        }
    }

    private static long lastPolicy(TopicReader decisions, LiveStream live) {
        List<DecisionRecord> decided = decisions.values(live.wire::readDecision);
        return decided.get(decided.size() - 1).decision().policyVersion();
    }

    private static LiveStream live(String prefix) {
        return live(prefix, "state");
    }

    private static LiveStream live(String prefix, String stateDir) {
        return new LiveStream(broker.bootstrapServers(), registry.url(), settings(prefix, stateDir));
    }

    private static StreamSettings settings(String prefix, String stateDir) {
        StreamSettings one = TestSettings.deciding(directory.resolve(prefix + stateDir));
        return TestSettings.onBrokers(
                one,
                prefix,
                2,
                Map.of(
                        "application.id",
                        prefix + "weir",
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "commit.interval.ms",
                        "20"));
    }
}
