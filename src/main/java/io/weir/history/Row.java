package io.weir.history;

import io.weir.transaction.InvalidRecordException;
import io.weir.transaction.LabelledTransaction;

/** One line of a history file: a transaction, or the reason why it is none. */
public sealed interface Row {

    /** The physical line in the file; the header is line 1. */
    long line();

    /** A line that could be read. */
    record Good(long line, LabelledTransaction labelled) implements Row {}

    /**
     * A line that is set aside.
     *
     * @param line the physical line
     * @param reason the kind of error
     * @param message names the column, its value and what is allowed
     * @param raw the line's bytes as read, cut to 4 KiB
     */
    record Bad(long line, InvalidRecordException.Reason reason, String message, byte[] raw) implements Row {}
}
