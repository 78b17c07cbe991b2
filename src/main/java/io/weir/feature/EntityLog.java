package io.weir.feature;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * What happened at one entity, packed into a {@code byte[]}: payments by event time, reports by arrival.
 *
 * <p>Layout, version 2, little-endian. Header: version (1), numbers a payment (1), keys a payment (1), next sequence number
 * (4), payments (4). A payment: event time (8), id hash (8), amount in minor units (8), sequence number (4), numbers as
 * float32 (4 each), key hashes (4 each); sorted by event time, then id. A report: kind (1), sequence number (4), time it
 * became known (8), id hash (8), event time of the payment that it judges (8).
 *
 * <p>Sequence numbers keep the order of arrival: features of an entry are computed from the entries before it, so a
 * redelivery gives the same features as the first time, whatever arrived in between.
 *
 * <p>A log holds at most {@value #MAX_PAYMENTS} payments: past that the oldest go.
 */
final class EntityLog {

    static final byte FRAUD = 1;
    static final byte CLEARED = 2;

    static final int MAX_PAYMENTS = 4_096;

    private static final byte VERSION = 2;
    private static final int HEADER = 11;
    private static final int PAYMENT = 28;
    private static final int REPORT = 29;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle FLOAT = MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final int numbers;
    private final int stride;
    private final int payments;
    private final int reports;

    private EntityLog(byte[] bytes, int numbers, int keys) {
        this.bytes = bytes;
        this.numbers = numbers;
        stride = PAYMENT + 4 * (numbers + keys);
        payments = (int) INT.get(bytes, 7);
        reports = (bytes.length - HEADER - payments * stride) / REPORT;
    }

    /**
     * A view of packed state; null is the empty log.
     *
     * @throws IllegalStateException when the bytes are not a log of this version with so many numbers and keys
     */
    static EntityLog of(byte @Nullable [] state, int numbers, int keys) {
        if (state == null) {
            byte[] empty = new byte[HEADER];
            empty[0] = VERSION;
            empty[1] = (byte) numbers;
            empty[2] = (byte) keys;
            return new EntityLog(empty, numbers, keys);
        }
        if (state.length < HEADER || state[0] != VERSION) {
            throw new IllegalStateException("profile state of " + state.length + " bytes, version "
                    + (state.length == 0 ? "none" : state[0]) + "; known: version " + VERSION);
        }
        EntityLog log = new EntityLog(state, numbers, keys);
        if (state[1] != numbers || state[2] != keys || log.length() != state.length || log.reports < 0) {
            throw new IllegalStateException(
                    "profile state of " + state.length + " bytes has " + state[1] + " numbers and " + state[2]
                            + " keys a payment; the catalogue calls for " + numbers + " and " + keys);
        }
        return log;
    }

    private int length() {
        return HEADER + payments * stride + reports * REPORT;
    }

    byte[] bytes() {
        return bytes;
    }

    int payments() {
        return payments;
    }

    int reports() {
        return reports;
    }

    /** Sequence number of the next entry to arrive. */
    int next() {
        return (int) INT.get(bytes, 3);
    }

    long time(int payment) {
        return (long) LONG.get(bytes, at(payment));
    }

    long id(int payment) {
        return (long) LONG.get(bytes, at(payment) + 8);
    }

    long amount(int payment) {
        return (long) LONG.get(bytes, at(payment) + 16);
    }

    int sequence(int payment) {
        return (int) INT.get(bytes, at(payment) + 24);
    }

    float number(int payment, int column) {
        return (float) FLOAT.get(bytes, at(payment) + PAYMENT + 4 * column);
    }

    int key(int payment, int column) {
        return (int) INT.get(bytes, at(payment) + PAYMENT + 4 * (numbers + column));
    }

    boolean isFraud(int report) {
        return bytes[atReport(report)] == FRAUD;
    }

    int reportSequence(int report) {
        return (int) INT.get(bytes, atReport(report) + 1);
    }

    long known(int report) {
        return (long) LONG.get(bytes, atReport(report) + 5);
    }

    long reportedId(int report) {
        return (long) LONG.get(bytes, atReport(report) + 13);
    }

    long judgedTime(int report) {
        return (long) LONG.get(bytes, atReport(report) + 21);
    }

    /** Index of the first payment later than a time. */
    int firstAfter(long time) {
        int low = 0;
        int high = payments;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (time(middle) > time) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Index of the payment with this id, or -1. */
    int indexOf(long id) {
        for (int i = payments - 1; i >= 0; i--) {
            if (id(i) == id) {
                return i;
            }
        }
        return -1;
    }

    /** Latest event time of a payment, or {@code otherwise} when that is later. */
    long newest(long otherwise) {
        return payments == 0 ? otherwise : Math.max(otherwise, time(payments - 1));
    }

    /** State with a payment in its place, without what is not later than {@code cut}. */
    byte[] withPayment(long time, long id, long amount, float[] numberValues, int[] keyValues, long cut) {
        int from = Math.max(Math.min(firstAfter(cut), payments), payments + 1 - MAX_PAYMENTS);
        int place = firstAfter(time);
        while (place > 0 && time(place - 1) == time && id(place - 1) > id) {
            place--;
        }
        place = Math.max(place, from);
        byte[] grown = new byte[bytes.length + stride];
        int out = HEADER;
        out = copy(at(from), (place - from) * stride, grown, out);
        LONG.set(grown, out, time);
        LONG.set(grown, out + 8, id);
        LONG.set(grown, out + 16, amount);
        INT.set(grown, out + 24, next());
        for (int i = 0; i < numberValues.length; i++) {
            FLOAT.set(grown, out + PAYMENT + 4 * i, numberValues[i]);
        }
        for (int i = 0; i < keyValues.length; i++) {
            INT.set(grown, out + PAYMENT + 4 * (numbers + i), keyValues[i]);
        }
        out = copy(at(place), (payments - place) * stride, grown, out + stride);
        for (int r = 0; r < reports; r++) {
            if (judgedTime(r) > cut) {
                out = copy(atReport(r), REPORT, grown, out);
            }
        }
        return finished(grown, out, payments - from + 1);
    }

    /** State with a report at its end. */
    byte[] withReport(byte kind, long known, long id, long judgedTime) {
        byte[] grown = new byte[bytes.length + REPORT];
        int out = copy(HEADER, bytes.length - HEADER, grown, HEADER);
        grown[out] = kind;
        INT.set(grown, out + 1, next());
        LONG.set(grown, out + 5, known);
        LONG.set(grown, out + 13, id);
        LONG.set(grown, out + 21, judgedTime);
        return finished(grown, grown.length, payments);
    }

    private byte[] finished(byte[] grown, int length, int count) {
        System.arraycopy(bytes, 0, grown, 0, HEADER);
        INT.set(grown, 3, next() + 1);
        INT.set(grown, 7, count);
        return length == grown.length ? grown : java.util.Arrays.copyOf(grown, length);
    }

    private int copy(int from, int length, byte[] to, int at) {
        System.arraycopy(bytes, from, to, at, length);
        return at + length;
    }

    private int at(int payment) {
        return HEADER + payment * stride;
    }

    private int atReport(int report) {
        return HEADER + payments * stride + report * REPORT;
    }
}
