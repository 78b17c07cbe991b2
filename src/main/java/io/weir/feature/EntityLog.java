package io.weir.feature;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * What happened at one entity, in order of arrival, packed into a {@code byte[]}.
 *
 * <p>Layout, version 1: one byte with the version, then entries of 25 bytes: kind (1), time (8), id hash (8), value (8),
 * little-endian. A payment's time is its event time and its value the amount in minor units; a report's time is when it
 * became known and its value the event time of the payment that it judges.
 *
 * <p>Arrival order is what makes a redelivery harmless: features of an entry are computed from the entries before it, so
 * the second time gives the same features as the first, whatever arrived in between.
 *
 * <p>A log holds at most {@value #MAX_ENTRIES} entries: past that the oldest to arrive go. A busier entity's windows are then
 * shorter than their names say: exact is what fits.
 */
final class EntityLog {

    static final byte PAYMENT = 0;
    static final byte FRAUD = 1;
    static final byte CLEARED = 2;

    static final int MAX_ENTRIES = 4_096;

    private static final byte VERSION = 1;
    private static final int HEADER = 1;
    private static final int ENTRY = 25;
    private static final byte[] EMPTY = {VERSION};
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final int size;

    private EntityLog(byte[] bytes) {
        this.bytes = bytes;
        this.size = (bytes.length - HEADER) / ENTRY;
    }

    /**
     * A view of packed state; null is the empty log.
     *
     * @throws IllegalStateException when the bytes are not a log of a known version
     */
    static EntityLog of(byte @Nullable [] state) {
        byte[] bytes = state == null ? EMPTY : state;
        if (bytes.length < HEADER || bytes[0] != VERSION || (bytes.length - HEADER) % ENTRY != 0) {
            throw new IllegalStateException("profile state of " + bytes.length + " bytes, version "
                    + (bytes.length == 0 ? "none" : bytes[0]) + "; known: version " + VERSION);
        }
        return new EntityLog(bytes);
    }

    int size() {
        return size;
    }

    byte kind(int index) {
        return bytes[offset(index)];
    }

    long time(int index) {
        return (long) LONG.get(bytes, offset(index) + 1);
    }

    long id(int index) {
        return (long) LONG.get(bytes, offset(index) + 9);
    }

    long value(int index) {
        return (long) LONG.get(bytes, offset(index) + 17);
    }

    /** Event time of the payment that an entry is about. */
    long eventTime(int index) {
        return kind(index) == PAYMENT ? time(index) : value(index);
    }

    /** Index of the payment with this id, or -1. */
    int indexOfPayment(long id) {
        for (int i = size - 1; i >= 0; i--) {
            if (id(i) == id && kind(i) == PAYMENT) {
                return i;
            }
        }
        return -1;
    }

    /** True when exactly this report is in the log. */
    boolean holdsReport(byte kind, long time, long id) {
        for (int i = size - 1; i >= 0; i--) {
            if (id(i) == id && kind(i) == kind && time(i) == time) {
                return true;
            }
        }
        return false;
    }

    /** New state: the entries whose event time is after {@code cut}, then the given one. */
    byte[] append(byte kind, long time, long id, long value, long cut) {
        byte[] grown = new byte[HEADER + (size + 1) * ENTRY];
        grown[0] = VERSION;
        int at = HEADER;
        for (int i = Math.max(0, size + 1 - MAX_ENTRIES); i < size; i++) {
            if (eventTime(i) > cut) {
                System.arraycopy(bytes, offset(i), grown, at, ENTRY);
                at += ENTRY;
            }
        }
        grown[at] = kind;
        LONG.set(grown, at + 1, time);
        LONG.set(grown, at + 9, id);
        LONG.set(grown, at + 17, value);
        return at + ENTRY == grown.length ? grown : java.util.Arrays.copyOf(grown, at + ENTRY);
    }

    /** Latest event time of a payment in the log, or {@code otherwise} when that is later. */
    long newest(long otherwise) {
        long newest = otherwise;
        for (int i = 0; i < size; i++) {
            if (kind(i) == PAYMENT) {
                newest = Math.max(newest, time(i));
            }
        }
        return newest;
    }

    byte[] bytes() {
        return bytes;
    }

    private static int offset(int index) {
        return HEADER + index * ENTRY;
    }
}
