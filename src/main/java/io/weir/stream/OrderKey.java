package io.weir.stream;

import io.weir.transaction.IdOrder;
import java.nio.ByteBuffer;

/**
 * Where a message stands in the order of event time, as bytes that compare like it: time (8), kind (1; payments before labels,
 * whose time is a millisecond before they became known), id of the transaction ({@link IdOrder}), number of arrival (8).
 */
final class OrderKey {

    private static final byte PAYMENT = 0;
    private static final byte LABEL = 1;

    private OrderKey() {}

    static byte[] of(HopMessage message, long timestamp, long number) {
        if (message instanceof HopMessage.Judged judged) {
            return key(timestamp, LABEL, judged.label().transactionId(), number);
        }
        if (message instanceof HopMessage.Observed observed) {
            return key(timestamp, PAYMENT, observed.transaction().id(), number);
        }
        throw new IllegalArgumentException("a mark has no place in the order: " + message);
    }

    /** Where the payment stands that a label judges, had it come as the given one. */
    static byte[] ofJudged(HopMessage.Judged judged, long number) {
        return key(judged.eventTime(), PAYMENT, judged.label().transactionId(), number);
    }

    /** Before all of a time, and after all that is earlier. */
    static byte[] startOf(long time) {
        return ByteBuffer.allocate(8).putLong(time).array();
    }

    private static byte[] key(long time, byte kind, String id, long number) {
        byte[] sortable = IdOrder.sortable(id);
        return ByteBuffer.allocate(17 + sortable.length)
                .putLong(time)
                .put(kind)
                .put(sortable)
                .putLong(number)
                .array();
    }

    static long time(byte[] key) {
        return ByteBuffer.wrap(key).getLong();
    }

    static boolean isPayment(byte[] key) {
        return key[8] == PAYMENT;
    }
}
