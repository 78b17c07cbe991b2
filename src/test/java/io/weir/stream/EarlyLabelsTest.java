package io.weir.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.transaction.Label;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EarlyLabelsTest {

    private final AtomicLong flushes = new AtomicLong();
    private KeyValueStore<String, byte[]> store;

    @BeforeEach
    void open() {
        store = Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore("early"), Serdes.String(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        store.init(new MockProcessorContext<Object, Object>().getStateStoreContext(), store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    /** Against a plain map that does the same. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void labels_keptAndTakenAtRandom_areThoseOfAMap(long seed) {
        Random random = new Random(seed);
        EarlyLabels early = new EarlyLabels(store, true, new Unflushed<>(null));
        Map<String, List<Label>> twin = new LinkedHashMap<>();
        for (int i = 0; i < 2_000; i++) {
            String id = "t" + random.nextInt(40);
            long time = random.nextInt(10_000);
            switch (random.nextInt(10)) {
                case 0 -> {
                    List<Label> expected = new ArrayList<>();
                    twin.values().removeIf(labels -> allBefore(labels, time / 10) && expected.addAll(labels));
                    assertThat(early.takeReportedBefore(time / 10)).containsExactlyInAnyOrderElementsOf(expected);
                }
                case 1, 2, 3 -> {
                    List<Label> expected = twin.remove(id);
                    assertThat(early.of(id)).isEqualTo(expected == null ? List.of() : expected);
                    early.matched(id);
                }
                default -> {
                    Label label = new Label(id, "alice", random.nextBoolean(), Label.Source.CUSTOMER, time);
                    assertThat(early.keep(label)).isTrue();
                    List<Label> labels = twin.computeIfAbsent(id, key -> new ArrayList<>());
                    if (!labels.contains(label)) {
                        labels.add(label);
                    }
                }
            }
        }
    }

    @Test
    void atLeastOnce_labelsThatWereMatched_stayForARedeliveryAndAreNoOrphans() {
        EarlyLabels early = early();
        early.keep(label("t1", 1_000));
        early.keep(label("t2", 1_000));
        early.matched("t1");

        assertThat(early.of("t1")).containsExactly(label("t1", 1_000));
        assertThat(early.takeReportedBefore(2_000)).containsExactly(label("t2", 1_000));
        flushes.incrementAndGet();
        assertThat(early.takeReportedBefore(2_000)).isEmpty();
        assertThat(early.of("t1")).isEmpty();
    }

    @Test
    void atLeastOnce_orphansAreGivenOnce_andAgainAfterACrashBeforeTheFlush() {
        EarlyLabels early = early();
        early.keep(label("t1", 1_000));

        assertThat(early.takeReportedBefore(2_000)).hasSize(1);
        assertThat(early.takeReportedBefore(2_000)).as("without a crash").isEmpty();
        EarlyLabels restarted = early();
        assertThat(restarted.takeReportedBefore(2_000)).hasSize(1);
        flushes.incrementAndGet();
        assertThat(restarted.takeReportedBefore(2_000)).isEmpty();
        assertThat(early().takeReportedBefore(2_000))
                .as("flushed, and then a crash")
                .isEmpty();
    }

    @Test
    void atLeastOnce_labelThatComesWhileOthersWaitForTheFlush_isNotForgottenWithThem() {
        EarlyLabels early = early();
        early.keep(label("t1", 1_000));
        early.takeReportedBefore(2_000);
        early.keep(label("t1", 1_500));
        flushes.incrementAndGet();

        assertThat(early.takeReportedBefore(2_000)).containsExactly(label("t1", 1_000), label("t1", 1_500));
        flushes.incrementAndGet();
        assertThat(early.takeReportedBefore(2_000)).isEmpty();
        assertThat(early.of("t1")).isEmpty();
    }

    @Test
    void atLeastOnce_labelAfterTheTransactionWasForgotten_isAnOrphanWithoutThoseThatWereMatched() {
        EarlyLabels early = early();
        early.keep(label("t1", 1_000));
        early.matched("t1");
        early.keep(label("t1", 1_500));

        assertThat(early.takeReportedBefore(2_000)).containsExactly(label("t1", 1_500));
    }

    @Test
    void label_thatComesTwice_isKeptOnce() {
        EarlyLabels early = early();
        for (int i = 0; i <= EarlyLabels.MOST; i++) {
            assertThat(early.keep(label("t1", 1_000))).isTrue();
        }

        assertThat(early.of("t1")).containsExactly(label("t1", 1_000));
    }

    private EarlyLabels early() {
        return new EarlyLabels(store, false, new Unflushed<>(flushes::get));
    }

    private static Label label(String id, long reported) {
        return new Label(id, "alice", true, Label.Source.CUSTOMER, reported);
    }

    private static boolean allBefore(List<Label> labels, long time) {
        return labels.stream().allMatch(label -> label.reportedMillis() < time);
    }
}
