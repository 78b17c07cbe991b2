package io.weir.feature;

/**
 * A view of the payments of a log that were folded into buckets: spans of event time, oldest first, that do not overlap.
 *
 * <p>A bucket, little-endian: event times of its first and its last payment (8, 8), payments (4), folded frauds (4), amounts in
 * minor units: sum (8), sum of squared distances from their mean (float64, 8), largest (8). Then for each number: how many
 * payments have it (4), largest (float32, 4), sum (float64, 8), sum of squared distances from the mean (float64, 8). Then for
 * each key a {@link KeySketch} (64).
 *
 * @param bytes that hold them
 * @param offset of the first
 * @param count of buckets
 */
record Buckets(byte[] bytes, int offset, int count, LogShape shape) {

    static final int FIRST = 0;
    static final int LAST = 8;
    static final int PAYMENTS = 16;
    static final int FRAUDS = 20;
    static final int AMOUNT_SUM = 24;
    static final int AMOUNT_SQUARES = 32;
    static final int AMOUNT_MAX = 40;
    static final int NUMBER_MAX = 4;
    static final int NUMBER_SUM = 8;
    static final int NUMBER_SQUARES = 16;

    int at(int bucket) {
        return offset + bucket * shape.bucket();
    }

    /** Where a number's part begins. */
    int atNumber(int bucket, int column) {
        return at(bucket) + LogShape.BUCKET + column * LogShape.BUCKET_NUMBER;
    }

    int atSketch(int bucket, int column) {
        return atNumber(bucket, shape.numbers()) + column * KeySketch.BYTES;
    }

    long first(int bucket) {
        return LittleEndian.getLong(bytes, at(bucket) + FIRST);
    }

    long last(int bucket) {
        return LittleEndian.getLong(bytes, at(bucket) + LAST);
    }

    int payments(int bucket) {
        return LittleEndian.getInt(bytes, at(bucket) + PAYMENTS);
    }

    int frauds(int bucket) {
        return LittleEndian.getInt(bytes, at(bucket) + FRAUDS);
    }

    /** Payments that have a number. */
    int having(int bucket, int column) {
        return column == Measure.AMOUNT ? payments(bucket) : LittleEndian.getInt(bytes, atNumber(bucket, column));
    }

    double sum(int bucket, int column) {
        return column == Measure.AMOUNT
                ? LittleEndian.getLong(bytes, at(bucket) + AMOUNT_SUM)
                : LittleEndian.getDouble(bytes, atNumber(bucket, column) + NUMBER_SUM);
    }

    /** Sum of the squared distances from the bucket's own mean. */
    double squares(int bucket, int column) {
        int at = column == Measure.AMOUNT ? at(bucket) + AMOUNT_SQUARES : atNumber(bucket, column) + NUMBER_SQUARES;
        return LittleEndian.getDouble(bytes, at);
    }

    /** Largest; of no meaning when no payment has the number. */
    double max(int bucket, int column) {
        return column == Measure.AMOUNT
                ? LittleEndian.getLong(bytes, at(bucket) + AMOUNT_MAX)
                : LittleEndian.getFloat(bytes, atNumber(bucket, column) + NUMBER_MAX);
    }

    /** Index of the first bucket whose last payment is later than a time. */
    int firstEndingAfter(long time) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (last(middle) > time) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Those that reach into {@code (start, end]}. */
    BucketWindow window(long start, long end) {
        int from = firstEndingAfter(start);
        int to = from;
        while (to < count && first(to) <= end) {
            to++;
        }
        return new BucketWindow(this, from, to, start, end);
    }

    /** True when each holds a payment, ends no earlier than it begins, and begins after the one before has ended. */
    boolean isOrdered() {
        for (int i = 0; i < count; i++) {
            boolean after = i == 0 || first(i) > last(i - 1);
            if (!after || last(i) < first(i) || payments(i) <= 0) {
                return false;
            }
        }
        return true;
    }
}
