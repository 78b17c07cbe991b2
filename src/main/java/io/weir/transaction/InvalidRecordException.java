package io.weir.transaction;

/**
 * A record from outside that cannot be used: names the field, the value and what is allowed. It goes to the dead-letter
 * topic with {@link #reason()} and {@link #getMessage()}; it never stops the stream.
 */
public final class InvalidRecordException extends RuntimeException {

    private static final int SHOWN = 80;

    /** Longest message: it goes into a header and a log line, and some of it may come from the record. */
    private static final int LONGEST = 1_000;

    private final Reason reason;

    /** Why a record is set aside; the names are part of the dead-letter contract. */
    public enum Reason {
        /** The bytes are not what the wire format or the file's encoding and layout allow. */
        UNREADABLE,
        /** The schema that the record names is unknown, or cannot be resolved to ours. */
        SCHEMA,
        /** A field that must be there is missing or empty. */
        MISSING_FIELD,
        /** A field is present but its value is not allowed. */
        INVALID_FIELD,
        /** The record key is not the account. */
        KEY_MISMATCH,
        /** The same transaction id came before with another content. */
        CONFLICTING_DUPLICATE,
        /**
         * No transaction with the label's id came within the time that labels are kept, or not before too many other labels of it.
         */
        NO_TRANSACTION
    }

    public InvalidRecordException(Reason reason, String message) {
        super(message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "…");
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Error for a field whose value is not allowed. */
    public static InvalidRecordException field(String field, Object value, String allowed) {
        return new InvalidRecordException(
                Reason.INVALID_FIELD, field + " is " + shown(value) + "; allowed: " + allowed);
    }

    /** Error for a field that is missing or empty. */
    public static InvalidRecordException missing(String field) {
        return new InvalidRecordException(Reason.MISSING_FIELD, field + " is missing or empty");
    }

    /** A value as it may stand in a message: quoted, control characters replaced, cut to 80 characters. */
    public static String shown(Object value) {
        String text = String.valueOf(value);
        String cut = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "… (" + text.length() + " characters)";
        return '"' + cut.replaceAll("\\p{Cntrl}", "?") + '"';
    }
}
