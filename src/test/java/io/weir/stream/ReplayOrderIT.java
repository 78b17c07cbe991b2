package io.weir.stream;

import static io.weir.stream.Payments.DAY;
import static io.weir.stream.Payments.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.baserate.BaseRateVersion;
import io.weir.baserate.EstimatorSettings;
import io.weir.cli.embedded.EmbeddedBroker;
import io.weir.cli.embedded.EmbeddedRegistry;
import io.weir.decision.Decider;
import io.weir.decision.Decision;
import io.weir.decision.ModelBundle;
import io.weir.feature.FeatureCatalogue;
import io.weir.history.Event;
import io.weir.history.Replay;
import io.weir.testing.DeviceBank;
import io.weir.testing.SmallBank;
import io.weir.transaction.LabelledTransaction;
import io.weir.transaction.Transaction;
import io.weir.wire.DecisionRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A history at full speed on a real broker, over account, device and merchant: one order of events, and one history of
 * the base rate, version by version: those of the replay in memory, with however many partitions and threads. Without the order four decisions in ten differ at
 * twelve partitions.
 */
class ReplayOrderIT {

    private static final FeatureCatalogue THREE = DeviceBank.catalogue("account", "device", "merchant");
    private static final long END = START + 30 * DAY;
    private static final long LAST = END + DAY / 4;

    private static final List<LabelledTransaction> HISTORY = new ArrayList<>();
    private static final Map<String, Seen> REPLAYED = new TreeMap<>();
    private static final List<BaseRateVersion> BASE_RATES = new ArrayList<>();

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static EmbeddedRegistry registry;

    /** Of a decision what depends on the order of events, and on the base rate with its shift and world. */
    private record Seen(
            List<Double> features, double calibrated, double probability, Decision.BaseRateInForce baseRate) {

        static Seen of(Decision decision) {
            return new Seen(
                    Arrays.stream(decision.features()).boxed().toList(),
                    decision.calibrated(),
                    decision.probability(),
                    decision.baseRate());
        }
    }

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
        registry = EmbeddedRegistry.start(broker.bootstrapServers(), 0);
        tellHistory();
        ModelBundle bundle = DeviceBank.bundle(THREE);
        Replay replay = new Replay(new Decider(bundle, "any"), bundle.policy(), EstimatorSettings.standard(), 0);
        for (LabelledTransaction next : HISTORY) {
            Decision decision = replay.next(next);
            if (decision != null && next.transaction().timeMillis() < LAST) {
                REPLAYED.put(decision.transaction().id(), Seen.of(decision));
            }
        }
        BASE_RATES.addAll(replay.baseRates());
    }

    @AfterAll
    static void stop() {
        registry.close();
        broker.close();
    }

    /** Every account pays in the last two windows: so every partition closes the one that the history ends with. */
    private static void tellHistory() {
        Map<String, Transaction> accounts = new TreeMap<>();
        for (LabelledTransaction next : DeviceBank.history()) {
            if (next.transaction().timeMillis() < END) {
                HISTORY.add(next);
                accounts.put(next.transaction().account(), next.transaction());
            }
        }
        for (long end : new long[] {END, LAST}) {
            for (Transaction t : accounts.values()) {
                String id = "end-" + HISTORY.size();
                HISTORY.add(new LabelledTransaction(
                        Payments.payment(id, t.account(), t.merchant(), end + HISTORY.size(), t.amountMinor()), null));
            }
        }
    }

    @Test
    void replay_ofTwelvePartitionsOnTwoThreads_decidesAsInMemory() {
        try (LiveStream live = live("twelve.", 12, 2);
                TopicReader decisions = live.read("twelve.decisions");
                TopicReader baseRates = live.read("twelve.base-rates")) {
            feed(live);
            live.start();
            decisions.awaitSize(REPLAYED.size());
            assertSame(decisions.values(live.wire::readDecision));
            baseRates.awaitSize(BASE_RATES.size());
            assertThat(baseRates.values(live.wire::readBaseRate)).isEqualTo(BASE_RATES);
        }
    }

    @Test
    void replay_ofThreePartitionsOnOneThread_interrupted_decidesAsInMemory() {
        try (LiveStream live = live("three.", 3, 1);
                TopicReader decisions = live.read("three.decisions");
                TopicReader baseRates = live.read("three.base-rates")) {
            feed(live);
            live.start();
            decisions.awaitSize(REPLAYED.size() / 3);
            live.stop();
            live.start();
            decisions.awaitSize(REPLAYED.size());
            assertSame(decisions.values(live.wire::readDecision));
            baseRates.awaitSize(BASE_RATES.size());
            assertThat(baseRates.values(live.wire::readBaseRate)).isEqualTo(BASE_RATES);
            live.stop();
            finishes(settings("three.", 3, 1), decisions);
        }
    }

    /** What the run before had read and not decided is decided once all partitions are idle, though nothing more comes. */
    private static void finishes(StreamSettings settings, TopicReader decisions) {
        StreamSettings impatient = TestSettings.idleAfter(settings, Duration.ofSeconds(2));
        try (LiveStream live = new LiveStream(broker.bootstrapServers(), registry.url(), impatient)) {
            live.start();
            decisions.awaitSize(HISTORY.size());
        }
    }

    /** All of it is there before the stream starts. */
    private static void feed(LiveStream live) {
        live.publish(SmallBank.champion(DeviceBank.bundleBytes(THREE), 0));
        for (Event event : DeviceBank.events(HISTORY)) {
            live.send(event);
        }
        live.flush();
    }

    private static void assertSame(List<DecisionRecord> decided) {
        Map<String, Seen> streamed = new TreeMap<>();
        for (DecisionRecord record : decided) {
            streamed.put(record.decision().transaction().id(), Seen.of(record.decision()));
        }
        assertThat(decided).hasSameSizeAs(streamed.keySet());
        List<String> different = REPLAYED.entrySet().stream()
                .filter(expected -> !expected.getValue().equals(streamed.get(expected.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        assertThat(different).isEmpty();
        assertThat(REPLAYED.values().stream().map(Seen::baseRate).distinct()).hasSizeGreaterThan(100);
        assertThat(BASE_RATES.stream().map(BaseRateVersion::shift).distinct()).hasSizeGreaterThan(2);
        assertThat(BASE_RATES.stream().map(BaseRateVersion::world).distinct()).hasSizeGreaterThan(1);
    }

    private static LiveStream live(String prefix, int partitions, int threads) {
        return new LiveStream(broker.bootstrapServers(), registry.url(), settings(prefix, partitions, threads));
    }

    private static StreamSettings settings(String prefix, int partitions, int threads) {
        Map<String, String> kafka = Map.of(
                "application.id",
                prefix + "weir",
                "bootstrap.servers",
                broker.bootstrapServers(),
                "num.stream.threads",
                String.valueOf(threads));
        StreamSettings deciding = TestSettings.deciding(directory.resolve(prefix + "state"));
        return TestSettings.replaying(TestSettings.onBrokers(deciding, prefix, partitions, kafka), THREE);
    }
}
