package io.weir.cli.faults;

import io.weir.transaction.InvalidRecordException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * A record that is sent, and what is to come of it.
 *
 * @param time its event time, or that of what it stands beside: when it is sent
 * @param labels true: to the topic of labels, false: to that of transactions
 * @param id of the payment, where it has one
 * @param expected what it is to become
 * @param reason of the dead letter that it is to become; null: of another record
 */
record Sent(
        long time,
        boolean labels,
        @Nullable String id,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Expected expected,
        @Nullable Reason reason) {

    /** A record beside this one that becomes a dead letter. */
    Sent dead(byte @Nullable [] itsKey, byte @Nullable [] itsValue, Reason itsReason) {
        return new Sent(time, false, null, itsKey, itsValue, Expected.DEAD_LETTER, itsReason);
    }

    /** This payment in other bytes. */
    Sent with(byte[] otherValue) {
        return new Sent(time, labels, id, key, otherValue, expected, reason);
    }

    /** The same bytes once more, at a time of their own; nothing is to come of them. */
    Sent again(long itsTime) {
        return new Sent(itsTime, labels, null, key, value, Expected.NOTHING, null);
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
