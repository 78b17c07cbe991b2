package io.weir.stream;

import static io.weir.stream.Payments.DAY;
import static io.weir.stream.Payments.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weir.testing.BaseRates;
import io.weir.testing.Handbook;
import io.weir.transaction.IdHash;
import io.weir.transaction.Transaction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages of two tasks before a hop, in whatever order they come. */
class OrderProcessorTest {

    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long NOW = START + 1_000 * DAY;
    private static final OrderStage MIDDLE = new OrderStage("device", false, false);
    private static final OrderStage LAST = new OrderStage("merchant", true, false);

    @TempDir
    Path stateDir;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final StreamParts parts = parts(2, meters);
    private final Map<String, StateStore> stores = new HashMap<>();
    private MockProcessorContext<byte[], Emission> context;
    private OrderProcessor<String> order;

    static StreamParts parts(int partitions) {
        return parts(partitions, new SimpleMeterRegistry());
    }

    private static StreamParts parts(int partitions, MeterRegistry meters) {
        StreamSettings settings = TestSettings.standard(Path.of("unused"));
        settings = TestSettings.onBrokers(settings, "", partitions, Map.of());
        settings = TestSettings.replaying(settings, Handbook.catalogue());
        return new StreamParts(
                settings, DrivenStream.WIRE, new Published(), new StreamMetrics(meters), new Patience(), () -> 0);
    }

    @BeforeEach
    void start() {
        open(MIDDLE);
    }

    /** On the stores of a stage as they are: a start or a restart. */
    private void open(OrderStage stage) {
        context = new MockProcessorContext<>(new Properties(), new TaskId(0, 1), stateDir.toFile());
        context.setCurrentSystemTimeMs(NOW);
        context.addStateStore(stores.computeIfAbsent(stage.heldStore(), name -> store(name, Serdes.ByteArray())));
        context.addStateStore(stores.computeIfAbsent(stage.progressStore(), name -> store(name, Serdes.String())));
        order = new OrderProcessor<>(parts, stage);
        order.init(context);
    }

    private <K> StateStore store(String name, Serde<K> key) {
        KeyValueStore<K, byte[]> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), key, Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        return store;
    }

    @Test
    void messages_ofTasksThatRunApart_areReleasedInTheOrderOfTime() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            expected.add("t" + i);
        }
        // The first task is done before the second one starts.
        for (int task = 0; task < 2; task++) {
            for (int i = task; i < 300; i += 2) {
                mark(task, START + i * HOUR);
                pay("t" + i, START + i * HOUR + IdHash.mix(i) % 1_000);
            }
        }
        mark(0, START + 300 * HOUR);
        mark(1, START + 300 * HOUR);
        assertThat(released()).isEqualTo(expected);
        assertThat(waiting()).isZero();
        assertThat(late()).isZero();
    }

    @Test
    void messages_ofOneTime_arePaymentsThenLabelsById() {
        marks(START);
        judge("t9", START - DAY, START + 5);
        pay("t10", START + 5);
        judge("t10", START + 5, START + 5);
        pay("t9", START + 5);
        pay("t2", START + 6);
        marks(START + HOUR);
        assertThat(released()).containsExactly("t9", "t10", "label t9", "label t10", "t2");
    }

    @Test
    void message_atTheWatermark_waits() {
        marks(START);
        pay("a", START + HOUR - 1);
        pay("b", START + HOUR);
        marks(START + HOUR);
        assertThat(released()).containsExactly("a");
        assertThat(waiting()).isEqualTo(1);
    }

    @Test
    void message_fromBeforeWhatWasReleased_passesAtOnceAndIsCounted() {
        marks(START);
        pay("a", START + 10);
        marks(START + HOUR);
        pay("late", START + 9);
        assertThat(released()).containsExactly("a", "late");
        assertThat(late()).isEqualTo(1);
    }

    @Test
    void live_payment_passesAtOnceWhateverWaits() {
        marks(START);
        pay("old", START + 10);
        pay("live", NOW - HOUR);
        pay("old too", NOW - HOUR - 1);
        assertThat(released()).containsExactly("live");
        assertThat(waiting()).isEqualTo(2);
    }

    @Test
    void live_label_waitsOnlyForTheVeryPaymentThatItJudges() {
        marks(NOW - 3 * HOUR);
        pay("held", NOW - 2 * HOUR);
        judge("gone", NOW - DAY, NOW - 1);
        judge("held", NOW - 2 * HOUR, NOW - 1);
        assertThat(released()).containsExactly("label gone");
        marks(NOW);
        assertThat(released()).containsExactly("label gone", "held", "label held");
    }

    @Test
    void restart_keepsWhatWaitsAndHowFarItHadCome() {
        marks(START);
        pay("b", START + 20);
        pay("a", START + 10);
        mark(0, START + HOUR);
        order.close();
        assertThat(waiting()).isZero();
        open(MIDDLE);
        assertThat(waiting()).isEqualTo(2);
        pay("c", START + 10);
        mark(1, START + HOUR);
        assertThat(released()).containsExactly("a", "c", "b");
        open(MIDDLE);
        pay("late", START + 15);
        assertThat(released()).containsExactly("late");
    }

    @Test
    void round_ofVeryMany_goesOnWithTheNextOne() {
        for (int i = 0; i < 2_500; i++) {
            pay("t" + i, START + i);
        }
        marks(START + HOUR);
        assertThat(released()).hasSize(OrderProcessor.FEW);
        assertThat(marked()).isEmpty();
        tick();
        assertThat(released()).hasSize(OrderProcessor.FEW + OrderProcessor.MOST);
        tick();
        tick();
        assertThat(released()).hasSize(2_500);
        assertThat(marked()).containsExactly(START + HOUR);
    }

    /** As after a commit that failed: what was told was taken back, and has to be told again. */
    @Test
    void stage_initialisedAgain_marksAgain() {
        pay("a", START + 10);
        marks(START + HOUR);
        assertThat(marked()).contains(START + HOUR);
        context.resetForwards();
        order.init(context);
        tick();
        assertThat(marked()).contains(START + HOUR);
    }

    @Test
    void marks_goOnOnceAllBeforeThemHasGone_theFirstWithTheBeginning() {
        mark(0, START);
        mark(0, START + 5 * HOUR);
        mark(1, START + 2 * HOUR);
        mark(1, START + 2 * HOUR);
        assertThat(marked()).containsExactly(START, START + 2 * HOUR);
    }

    @Test
    void payment_beforeTheFirstVersion_waitsFromTheMomentThatOneCouldHold() {
        open(LAST);
        // History begins at 3:00, in the window until 6:00, whose version holds from 12:00.
        mark(0, START + 3 * HOUR);
        mark(1, START + 13 * HOUR);
        pay("a", START + 12 * HOUR - 1);
        pay("b", START + 12 * HOUR);
        marks(START + 24 * HOUR);
        assertThat(released()).containsExactly("a");
        assertThat(marked()).containsExactly(START + 3 * HOUR, START + 12 * HOUR);
    }

    @Test
    void payment_withVersions_waitsForTheOneThatHoldsAtItsTime() {
        open(LAST);
        marks(START);
        pay("a", START + 18 * HOUR - 1);
        pay("b", START + 18 * HOUR);
        marks(START + 24 * HOUR);
        assertThat(released()).isEmpty();
        estimated(START + 6 * HOUR);
        tick();
        assertThat(released()).containsExactly("a");
        assertThat(marked()).endsWith(START + 18 * HOUR);
        estimated(START + 12 * HOUR);
        tick();
        assertThat(released()).containsExactly("a", "b");
        assertThat(marked()).endsWith(START + 24 * HOUR);
    }

    /** Whatever the window, and whenever versions come: what is forwarded at the horizon closes the next window. */
    @Test
    void horizon_alwaysLiesBeyondTheNextWindowToClose() {
        open(LAST);
        marks(START + 3 * HOUR);
        marks(START + 30 * DAY);
        for (long closed = START + 6 * HOUR; closed < START + 30 * DAY; closed += 6 * HOUR) {
            assertThat(marked().get(marked().size() - 1)).isGreaterThanOrEqualTo(closed);
            estimated(closed);
            tick();
        }
        assertThat(marked()).endsWith(START + 30 * DAY);
    }

    @Test
    void label_beyondTheHorizon_waitsForNoVersionButForPaymentsBeforeIt() {
        open(LAST);
        marks(START);
        judge("x", START, START + 13 * HOUR);
        pay("a", START + 14 * HOUR);
        judge("y", START, START + 15 * HOUR);
        marks(START + 24 * HOUR);
        assertThat(released()).containsExactly("label x");
    }

    @Test
    void stageBehindTheOwnTaskAlone_takesItsMarksForThoseOfAll() {
        open(new OrderStage("decide", true, true));
        mark(1, START);
        pay("a", START + 1);
        mark(1, START + HOUR);
        assertThat(released()).containsExactly("a");
    }

    private void marks(long time) {
        mark(0, time);
        mark(1, time);
    }

    private void mark(int task, long time) {
        order.process(new Record<>("", new HopMessage.Passed(task, time, false), time));
    }

    private void pay(String id, long time) {
        Transaction t = Payments.payment(id, time);
        order.process(new Record<>(id, new HopMessage.Observed(t, 0, new double[] {1, 2}, false), time));
    }

    private void judge(String id, long eventTime, long time) {
        var label = Payments.fraud(Payments.payment(id, eventTime), time + 1);
        order.process(
                new Record<>(id, new HopMessage.Judged(label, "bakery", List.of("bakery"), eventTime, false), time));
    }

    private void tick() {
        context.scheduledPunctuators().get(0).getPunctuator().punctuate(NOW);
    }

    private void estimated(long windowEnd) {
        parts.published().baseRate(BaseRates.version(1, windowEnd, 0.01, 0.01));
    }

    private List<HopMessage> forwarded() {
        return context.forwarded().stream()
                .map(forward -> ((Emission.ToHop) forward.record().value()).message())
                .toList();
    }

    private List<String> released() {
        List<String> ids = new ArrayList<>();
        for (HopMessage message : forwarded()) {
            if (message instanceof HopMessage.Observed observed) {
                ids.add(observed.transaction().id());
            } else if (message instanceof HopMessage.Judged judged) {
                ids.add("label " + judged.label().transactionId());
            }
        }
        return ids;
    }

    private List<Long> marked() {
        List<Long> times = new ArrayList<>();
        for (HopMessage message : forwarded()) {
            if (message instanceof HopMessage.Passed passed) {
                assertThat(passed.from()).isEqualTo(1);
                assertThat(passed.idle()).isFalse();
                times.add(passed.timeMillis());
            }
        }
        return times;
    }

    private double waiting() {
        return meters.get("weir.waiting").gauge().value();
    }

    private double late() {
        return meters.get("weir.late").counter().count();
    }
}
