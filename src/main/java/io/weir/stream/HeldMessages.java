package io.weir.stream;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
 * <p>At least once a message is deleted when what was sent of it is {@linkplain Unflushed with the brokers}, and after a crash
 * before that released once more.
 */
final class HeldMessages {

    private static final String RELEASED = "released";
    private static final String NUMBER = "number";
    private static final Serde<HopMessage> MESSAGES = HopMessage.serde();

    private final KeyValueStore<byte[], byte[]> store;
    private final KeyValueStore<String, byte[]> progress;
    private final Unflushed<byte[]> sent;
    private byte[] released;
    private long number;
    private long count;
    private byte @Nullable [] first;

    /**
     * What was held when these stores were last used.
     *
     * @param sent for keys of what was released
     */
    HeldMessages(KeyValueStore<byte[], byte[]> store, KeyValueStore<String, byte[]> progress, Unflushed<byte[]> sent) {
        this.store = store;
        this.progress = progress;
        this.sent = sent;
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

    /** False when it was held already: after a crash, at least once. */
    boolean hold(HopMessage message, long timestamp) {
        byte[] key = OrderKey.of(message, timestamp, number);
        boolean isNew = store.putIfAbsent(key, MESSAGES.serializer().serialize("", message)) == null;
        progress.put(NUMBER, ByteBuffer.allocate(8).putLong(++number).array());
        // One that was there already is counted, or was released and waits to be forgotten: it is not first once more.
        if (isNew) {
            count++;
            first = first == null || Arrays.compareUnsigned(key, first) < 0 ? key : first;
        }
        return isNew;
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
            sent.add(keys);
            released = keys.get(keys.size() - 1);
            settle();
        }
        count -= keys.size();
        first = next;
        return taken;
    }

    /** Forgets what was sent and is with the brokers. */
    void settle() {
        sent.settle(keys -> {
            keys.forEach(store::delete);
            progress.put(RELEASED, keys.get(keys.size() - 1));
        });
    }
}
