package io.weir.feature;

import org.jspecify.annotations.Nullable;

/**
 * What happened at one entity, packed into a {@code byte[]}: payments by event time, reports by arrival, and, for an entity
 * with more of them than fit, what is left of the older ones.
 *
 * <p>Layout, version 2, little-endian. Header: version (1), numbers a payment (1), keys a payment (1), next sequence number
 * (4), payments (4), buckets (4). A payment: event time (8), id hash (8), amount in minor units (8), sequence number (4),
 * numbers as float32 (4 each), key hashes (4 each); sorted by event time, then id. A report: kind (1), sequence number (4),
 * time it became known (8), id hash (8), event time of the payment that it judges (8). Then {@link Buckets}, oldest first.
 *
 * <p>Sequence numbers keep the order of arrival: features of an entry are computed from the entries before it, so a
 * redelivery gives the same features as the first time, whatever arrived in between.
 *
 * <p>A log holds at most {@value #MAX_PAYMENTS} payments: past that the oldest are folded into at most {@value
 * BucketWidths#MAX_BUCKETS} buckets, and their ids are forgotten. It holds at most {@value #MAX_REPORTS} reports: past that
 * those of the oldest payment become a count in its bucket. So with n numbers and k keys it never takes more than 73,743 +
 * 11,776 n + 24,576 k bytes. All of it is written again for each payment, which is why the bound is not higher; 1,024 payments
 * are 27 a day over the 38 days that a month's windows with a week's delay take, so that accounts, devices and most merchants
 * stay exact.
 */
final class EntityLog {

    static final byte VERSION = 2;
    static final byte FRAUD = 1;
    static final byte CLEARED = 2;

    static final int MAX_PAYMENTS = 1_024;
    static final int MAX_REPORTS = 1_024;

    private final byte[] bytes;
    private final LogShape shape;
    private final int stride;
    private final int payments;
    private final int reports;
    private final Buckets buckets;

    EntityLog(byte[] bytes, LogShape shape) {
        this.bytes = bytes;
        this.shape = shape;
        stride = shape.payment();
        payments = LittleEndian.getInt(bytes, 7);
        int count = LittleEndian.getInt(bytes, 11);
        reports = (int) ((bytes.length - shape.length(payments, 0, count)) / LogShape.REPORT);
        buckets = new Buckets(bytes, atReport(reports), count, shape);
    }

    /**
     * A view of packed state; null is the empty log.
     *
     * @throws IllegalStateException when the bytes are not a log of this version with so many numbers and keys
     */
    static EntityLog of(byte @Nullable [] state, int numbers, int keys) {
        if (state == null) {
            byte[] empty = new byte[LogShape.HEADER];
            empty[0] = VERSION;
            empty[1] = (byte) numbers;
            empty[2] = (byte) keys;
            return new EntityLog(empty, new LogShape(numbers, keys));
        }
        if (state.length < LogShape.HEADER || state[0] != VERSION) {
            throw new IllegalStateException("profile state of " + state.length + " bytes, version "
                    + (state.length == 0 ? "none" : state[0]) + "; known: version " + VERSION);
        }
        if (state[1] != numbers || state[2] != keys) {
            throw new IllegalStateException(
                    "profile state of " + state.length + " bytes has " + state[1] + " numbers and " + state[2]
                            + " keys a payment; the catalogue calls for " + numbers + " and " + keys);
        }
        EntityLog log = new EntityLog(state, new LogShape(numbers, keys));
        log.check();
        return log;
    }

    private void check() {
        boolean fits = payments >= 0
                && buckets.count() >= 0
                && reports >= 0
                && shape.length(payments, reports, buckets.count()) == bytes.length;
        if (!fits) {
            throw new IllegalStateException("profile state of " + bytes.length + " bytes says that it holds " + payments
                    + " payments of " + stride + " bytes and " + buckets.count() + " buckets of " + shape.bucket()
                    + "; what is left has to be whole reports of " + LogShape.REPORT + ", or none");
        }
        boolean inOrder = payments == 0 || buckets.count() == 0 || buckets.last(buckets.count() - 1) <= time(0);
        if (!inOrder || !buckets.isOrdered()) {
            throw new IllegalStateException("profile state of " + bytes.length + " bytes has " + buckets.count()
                    + " buckets that are empty or out of order; allowed: oldest first, all before the payments");
        }
    }

    byte[] bytes() {
        return bytes;
    }

    LogShape shape() {
        return shape;
    }

    int payments() {
        return payments;
    }

    int reports() {
        return reports;
    }

    Buckets buckets() {
        return buckets;
    }

    /** Sequence number of the next entry to arrive. */
    int next() {
        return LittleEndian.getInt(bytes, 3);
    }

    long time(int payment) {
        return LittleEndian.getLong(bytes, at(payment));
    }

    long id(int payment) {
        return LittleEndian.getLong(bytes, at(payment) + 8);
    }

    long amount(int payment) {
        return LittleEndian.getLong(bytes, at(payment) + 16);
    }

    int sequence(int payment) {
        return LittleEndian.getInt(bytes, at(payment) + 24);
    }

    float number(int payment, int column) {
        return LittleEndian.getFloat(bytes, at(payment) + LogShape.PAYMENT + 4 * column);
    }

    int key(int payment, int column) {
        return LittleEndian.getInt(bytes, at(payment) + LogShape.PAYMENT + 4 * (shape.numbers() + column));
    }

    boolean isFraud(int report) {
        return bytes[atReport(report)] == FRAUD;
    }

    int reportSequence(int report) {
        return LittleEndian.getInt(bytes, atReport(report) + 1);
    }

    long known(int report) {
        return LittleEndian.getLong(bytes, atReport(report) + 5);
    }

    long reportedId(int report) {
        return LittleEndian.getLong(bytes, atReport(report) + 13);
    }

    long judgedTime(int report) {
        return LittleEndian.getLong(bytes, atReport(report) + 21);
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

    /** Index of the payment with this id and time, or -1. */
    int indexOf(long id, long time) {
        for (int i = firstAfter(time) - 1; i >= 0 && time(i) == time; i--) {
            if (id(i) == id) {
                return i;
            }
        }
        return -1;
    }

    /** True once payments were folded. */
    boolean hasBuckets() {
        return buckets.count() > 0;
    }

    /** Latest event time of a payment, or {@code otherwise} when that is later. */
    long newest(long otherwise) {
        return payments == 0 ? otherwise : Math.max(otherwise, time(payments - 1));
    }

    /** Where a payment begins. */
    int at(int payment) {
        return LogShape.HEADER + payment * stride;
    }

    /** Where a report begins. */
    int atReport(int report) {
        return at(payments) + report * LogShape.REPORT;
    }
}
