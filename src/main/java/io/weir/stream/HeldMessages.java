package io.weir.stream;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Messages that wait for their turn, in a store by {@link OrderKey}. Scans begin at the last one released: what was deleted
 * lies before it and costs nothing.
 *
 * <p>Exactly once a message is deleted as it is released, for both are one. At least once a crash may keep the deletion and lose
 * what was sent: there it is deleted when the producer has been flushed since, and after a crash released once more.
 */
final class HeldMessages {

    private static final String RELEASED = "released";
    private static final String NUMBER = "number";
    private static final Serde<HopMessage> MESSAGES = HopMessage.serde();

    private final KeyValueStore<byte[], byte[]> store;
    private final KeyValueStore<String, byte[]> progress;
    private final @Nullable LongSupplier flushes;
    /** Released, and not known to be with the brokers. */
    private final List<byte[]> sent = new ArrayList<>();

    private long flushesWhenSent;
    private byte[] released;
    private long number;
    private long count;
    private byte @Nullable [] first;

    /**
     * What was held when these stores were last used.
     *
     * @param flushes of the producer so far; null: exactly once
     */
    HeldMessages(
            KeyValueStore<byte[], byte[]> store,
            KeyValueStore<String, byte[]> progress,
            @Nullable LongSupplier flushes) {
        this.store = store;
        this.progress = progress;
        this.flushes = flushes;
        byte[] last = progress.get(RELEASED);
        byte[] numbered = progress.get(NUMBER);
        released = last == null ? OrderKey.startOf(0) : last;
        number = numbered == null ? 0 : ByteBuffer.wrap(numbered).getLong();
        try (KeyValueIterator<byte[], byte[]> all = store.all()) {
            while (all.hasNext()) {
                byte[] key = all.next().key;
                first = count++ == 0 ? key : first;
            }
        }
    }

    long count() {
        return count;
    }

    /** The first in the order; null when none is held. */
    byte @Nullable [] first() {
        return first;
    }

    /** True for a message behind whose place messages were released already. */
    boolean isLate(HopMessage message, long timestamp) {
        return Arrays.compareUnsigned(OrderKey.of(message, timestamp, number), released) < 0;
    }

    void hold(HopMessage message, long timestamp) {
        byte[] key = OrderKey.of(message, timestamp, number);
        store.put(key, MESSAGES.serializer().serialize("", message));
        progress.put(NUMBER, ByteBuffer.allocate(8).putLong(++number).array());
        count++;
        if (first == null || Arrays.compareUnsigned(key, first) < 0) {
            first = key;
        }
    }

    /** True when the payment waits that a label judges. */
    boolean holdsPaymentOf(HopMessage.Judged judged) {
        if (count == 0) {
            return false;
        }
        try (KeyValueIterator<byte[], byte[]> found =
                store.range(OrderKey.ofJudged(judged, 0), OrderKey.ofJudged(judged, Long.MAX_VALUE))) {
            while (found.hasNext()) {
                if (Arrays.compareUnsigned(found.next().key, released) > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A message and its time, no longer held. */
    record Released(HopMessage message, long timestamp) {}

    /** Takes from the front what is ready, in order, up to a number; what is behind the first that is not ready waits. */
    List<Released> takeReady(Predicate<byte[]> isReady, int most) {
        List<Released> taken = new ArrayList<>();
        List<byte[]> keys = new ArrayList<>();
        byte[] next = null;
        try (KeyValueIterator<byte[], byte[]> inOrder = store.range(first == null ? released : first, null)) {
            while (inOrder.hasNext()) {
                KeyValue<byte[], byte[]> entry = inOrder.next();
                if (taken.size() == most || !isReady.test(entry.key)) {
                    next = entry.key;
                    break;
                }
                keys.add(entry.key);
                taken.add(new Released(MESSAGES.deserializer().deserialize("", entry.value), OrderKey.time(entry.key)));
            }
        }
        settle();
        if (!keys.isEmpty()) {
            flushesWhenSent = flushes == null ? 0 : flushes.getAsLong();
            sent.addAll(keys);
            released = keys.get(keys.size() - 1);
        }
        if (flushes == null) {
            forgetSent();
        }
        count -= keys.size();
        first = next;
        return taken;
    }

    /** Forgets what was sent before the producer was last flushed. */
    void settle() {
        if (!sent.isEmpty() && flushes != null && flushes.getAsLong() > flushesWhenSent) {
            forgetSent();
        }
    }

    private void forgetSent() {
        if (!sent.isEmpty()) {
            sent.forEach(store::delete);
            progress.put(RELEASED, sent.get(sent.size() - 1));
            sent.clear();
        }
    }
}
