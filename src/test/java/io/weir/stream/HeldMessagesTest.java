package io.weir.stream;

import static io.weir.stream.Payments.START;
import static io.weir.stream.Payments.payment;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.stream.HeldMessages.Released;
import io.weir.transaction.Transaction;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is held over a crash, in both deliveries. */
class HeldMessagesTest {

    private final KeyValueStore<byte[], byte[]> store = store("held", Serdes.ByteArray());
    private final KeyValueStore<String, byte[]> progress = store("progress", Serdes.String());
    private final AtomicLong flushes = new AtomicLong();

    @Test
    void exactlyOnce_whatWasReleasedIsGone() {
        HeldMessages held = held(null);
        hold(held, "t1", "t2", "t3");

        assertThat(release(held, 2)).containsExactly("t1", "t2");
        assertThat(release(held(null), 9)).containsExactly("t3");
    }

    @Test
    void atLeastOnce_whatWasReleasedAndNotFlushed_isReleasedAgainAfterACrash() {
        HeldMessages held = held(flushes::get);
        hold(held, "t1", "t2", "t3");

        assertThat(release(held, 2)).containsExactly("t1", "t2");
        assertThat(release(held, 1)).as("without a crash each once").containsExactly("t3");
        HeldMessages restarted = held(flushes::get);
        assertThat(restarted.count()).isEqualTo(3);
        assertThat(release(restarted, 9)).containsExactly("t1", "t2", "t3");
    }

    @Test
    void atLeastOnce_whatWasFlushed_isGone() {
        HeldMessages held = held(flushes::get);
        hold(held, "t1", "t2", "t3");
        release(held, 2);
        flushes.incrementAndGet();
        held.settle();

        assertThat(release(held(flushes::get), 9)).containsExactly("t3");
    }

    /** The flush came before the last was sent: nothing says that it has arrived. */
    @Test
    void atLeastOnce_flushBeforeTheLastRelease_provesOnlyTheOthers() {
        HeldMessages held = held(flushes::get);
        hold(held, "t1", "t2", "t3");
        release(held, 1);
        flushes.incrementAndGet();
        release(held, 1);
        held.settle();

        assertThat(release(held(flushes::get), 9)).containsExactly("t2", "t3");
    }

    @Test
    void atLeastOnce_paymentThatWasReleased_holdsNoLabelUp() {
        HeldMessages held = held(flushes::get);
        hold(held, "t1", "t2");
        release(held, 1);

        assertThat(held.holdsPaymentOf(judged("t1"))).isFalse();
        assertThat(held.holdsPaymentOf(judged("t2"))).isTrue();
    }

    /** A crash kept the messages and lost the numbers given to them. */
    @Test
    void atLeastOnce_redeliveryOfTheLastReleased_isNotHeldOnceMore() {
        hold(held(flushes::get), "t1", "t2");
        progress.delete("number");
        HeldMessages restarted = held(flushes::get);
        release(restarted, 1);
        hold(restarted, "t1");

        assertThat(restarted.count()).isEqualTo(1);
        assertThat(release(restarted, 9)).containsExactly("t2");
    }

    private HeldMessages held(@Nullable LongSupplier counted) {
        return new HeldMessages(store, progress, new Unflushed<>(counted));
    }

    private static void hold(HeldMessages held, String... ids) {
        for (String id : ids) {
            Transaction transaction = payment(id, START);
            held.hold(new HopMessage.Observed(transaction, START, new double[0], false), START);
        }
    }

    private static HopMessage.Judged judged(String id) {
        return new HopMessage.Judged(
                Payments.fraud(payment(id, START), START + 1), "bakery", List.of("bakery"), START, false);
    }

    private static List<String> release(HeldMessages held, int most) {
        return held.takeReady(key -> true, most).stream()
                .map(Released::message)
                .map(message -> ((HopMessage.Observed) message).transaction().id())
                .toList();
    }

    private static <K> KeyValueStore<K, byte[]> store(String name, Serde<K> key) {
        KeyValueStore<K, byte[]> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), key, Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
        store.init(new MockProcessorContext<Object, Object>().getStateStoreContext(), store);
        return store;
    }
}
