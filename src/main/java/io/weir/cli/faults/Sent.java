package io.weir.cli.faults;

import io.weir.transaction.InvalidRecordException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * A record that is sent, and what is to come of it.
 *
 * @param labels true: to the topic of labels, false: to that of transactions
 * @param id of the payment, where it has one
 * @param expected what it is to become
 * @param reason of the dead letter that it is to become; null: of another record
 */
record Sent(
        boolean labels,
        @Nullable String id,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Expected expected,
        @Nullable Reason reason) {

    /** A payment that becomes a dead letter. */
    static Sent dead(byte @Nullable [] key, byte @Nullable [] value, Reason reason) {
        return new Sent(false, null, key, value, Expected.DEAD_LETTER, reason);
    }

    /** What becomes of a record. */
    enum Expected {
        /** One decision. */
        DECISION,
        /** One outcome. */
        OUTCOME,
        /** One dead letter. */
        DEAD_LETTER,
        /** Nothing: it repeats another one, or only closes the history. */
        NOTHING
    }
}
