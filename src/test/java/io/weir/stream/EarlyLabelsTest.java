package io.weir.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.transaction.Label;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a plain map that does the same. */
class EarlyLabelsTest {

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

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void labels_keptAndTakenAtRandom_areThoseOfAMap(long seed) {
        Random random = new Random(seed);
        EarlyLabels early = new EarlyLabels(store);
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
                    early.forget(id);
                }
                default -> {
                    Label label = new Label(id, "alice", random.nextBoolean(), Label.Source.CUSTOMER, time);
                    early.keep(label);
                    twin.computeIfAbsent(id, key -> new ArrayList<>()).add(label);
                }
            }
        }
    }

    private static boolean allBefore(List<Label> labels, long time) {
        return labels.stream().allMatch(label -> label.reportedMillis() < time);
    }
}
