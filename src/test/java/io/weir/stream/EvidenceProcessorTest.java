package io.weir.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weir.baserate.BaseRateEstimator;
import io.weir.baserate.BaseRateVersion;
import io.weir.baserate.EstimatorState;
import io.weir.baserate.WindowEvidence;
import io.weir.decision.Decider;
import io.weir.decision.ModelBundle;
import io.weir.history.Event;
import io.weir.history.Replay;
import io.weir.testing.SmallBank;
import io.weir.transaction.LabelledTransaction;
import io.weir.transaction.Transaction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evidence of several account partitions, which may run as far apart as they like. */
class EvidenceProcessorTest {

    private static final int PARTITIONS = 3;

    private final StreamSettings settings = TestSettings.standard(Path.of("unused"));

    @TempDir
    Path stateDir;

    /**
     * One partition reads all fifty-five days before the next one starts. Counted behind the merchants' repartition, labels of
     * the later ones would count for windows far too late.
     */
    @Test
    void evidence_ofPartitionsThatRunApart_givesTheBaseRatesOfReplay() {
        ModelBundle bundle = SmallBank.bundle();
        BaseRateEstimator estimator =
                new BaseRateEstimator("all", PARTITIONS, settings.estimator(), new EstimatorState());
        List<BaseRateVersion> versions = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (WindowEvidence evidence : evidenceOf(partition)) {
                versions.addAll(estimator.accept(evidence, bundle.baseRate(), bundle.delays()));
            }
        }
        List<BaseRateVersion> replayed = replayed();
        assertThat(versions).hasSizeGreaterThan(200).isEqualTo(replayed.subList(0, versions.size()));
    }

    private List<BaseRateVersion> replayed() {
        ModelBundle bundle = SmallBank.bundle();
        Replay replay = new Replay(
                new Decider(bundle, "any"), bundle.policy(), settings.estimator(), settings.decideFromMillis());
        for (LabelledTransaction next : SmallBank.history()) {
            replay.next(next);
        }
        return List.copyOf(replay.baseRates());
    }

    /** What a partition sends that has every third account. */
    private List<WindowEvidence> evidenceOf(int partition) {
        MockProcessorContext<String, WindowEvidence> context =
                new MockProcessorContext<>(new Properties(), new TaskId(0, partition), stateDir.toFile());
        KeyValueStore<String, byte[]> windows = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(StateStores.OPEN_WINDOW), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        windows.init(context.getStateStoreContext(), windows);
        context.addStateStore(windows);
        StreamParts parts = new StreamParts(
                settings,
                DrivenStream.WIRE,
                new Published(),
                new StreamMetrics(new SimpleMeterRegistry()),
                new Patience());
        EvidenceProcessor processor = new EvidenceProcessor(parts);
        processor.init(context);
        for (Record<byte[], Emission> count : countsOf(partition)) {
            processor.process(count);
        }
        List<WindowEvidence> sent = new ArrayList<>();
        context.forwarded().forEach(forward -> sent.add(forward.record().value()));
        return sent;
    }

    private static List<Record<byte[], Emission>> countsOf(int partition) {
        List<Record<byte[], Emission>> counts = new ArrayList<>();
        Map<String, Long> times = new HashMap<>();
        for (Event event : SmallBank.events()) {
            if (event instanceof Event.Payment payment) {
                Transaction t = payment.transaction();
                times.put(t.id(), t.timeMillis());
                add(counts, partition, t.account(), new Emission.Counted(t.timeMillis(), 1, 0), t.timeMillis());
            } else if (event instanceof Event.Report report) {
                long judged = Objects.requireNonNull(times.get(report.label().transactionId()));
                Emission fraud = new Emission.Counted(judged, 0, 1);
                add(
                        counts,
                        partition,
                        report.label().account(),
                        fraud,
                        report.label().reportedMillis() - 1);
            }
        }
        return counts;
    }

    private static void add(
            List<Record<byte[], Emission>> counts, int partition, String account, Emission count, long time) {
        if (Math.floorMod(account.hashCode(), PARTITIONS) == partition) {
            counts.add(Emission.record(account, count, time));
        }
    }
}
