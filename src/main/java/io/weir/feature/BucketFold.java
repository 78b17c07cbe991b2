package io.weir.feature;

import java.util.Arrays;

/** Buckets while payments are folded into them: a copy of its own, with room for more. */
final class BucketFold {

    private final LogShape shape;
    private final int stride;
    private final byte[] bytes;
    private int count;

    /**
     * @param room for how many more
     */
    BucketFold(Buckets old, int room) {
        shape = old.shape();
        stride = shape.bucket();
        count = old.count();
        bytes = new byte[(count + room) * stride];
        System.arraycopy(old.bytes(), old.offset(), bytes, 0, count * stride);
    }

    Buckets buckets() {
        return new Buckets(bytes, 0, count, shape);
    }

    /** Puts a payment of a log where its time belongs, in a bucket of its own until {@link #merge}. */
    void add(EntityLog log, int payment) {
        long time = log.time(payment);
        Buckets now = buckets();
        int place = count;
        while (place > 0 && now.first(place - 1) > time) {
            place--;
        }
        int at = place * stride;
        System.arraycopy(bytes, at, bytes, at + stride, (count - place) * stride);
        Arrays.fill(bytes, at, at + stride, (byte) 0);
        count++;
        LittleEndian.putLong(bytes, at + Buckets.FIRST, time);
        LittleEndian.putLong(bytes, at + Buckets.LAST, time);
        LittleEndian.putInt(bytes, at + Buckets.PAYMENTS, 1);
        LittleEndian.putLong(bytes, at + Buckets.AMOUNT_SUM, log.amount(payment));
        LittleEndian.putLong(bytes, at + Buckets.AMOUNT_MAX, log.amount(payment));
        addColumns(log, payment, place);
    }

    private void addColumns(EntityLog log, int payment, int bucket) {
        Buckets now = buckets();
        for (int column = 0; column < shape.numbers(); column++) {
            float number = log.number(payment, column);
            if (!Float.isNaN(number)) {
                int at = now.atNumber(bucket, column);
                LittleEndian.putInt(bytes, at, 1);
                LittleEndian.putFloat(bytes, at + Buckets.NUMBER_MAX, number);
                LittleEndian.putDouble(bytes, at + Buckets.NUMBER_SUM, number);
            }
        }
        for (int column = 0; column < shape.keys(); column++) {
            int key = log.key(payment, column);
            if (key != 0) {
                KeySketch.add(bytes, now.atSketch(bucket, column), key);
            }
        }
    }

    /** Drops what is not later than {@code cut} and makes neighbours one where their age allows it. */
    void merge(long newest, long cut, BucketWidths widths) {
        Buckets old = buckets();
        int kept = 0;
        for (int i = 0; i < count; i++) {
            long last = old.last(i);
            if (last <= cut) {
                continue;
            }
            boolean overlaps = kept > 0 && old.last(kept - 1) >= old.first(i);
            long latest = overlaps ? Math.max(last, old.last(kept - 1)) : last;
            if (overlaps || (kept > 0 && widths.allows(old.first(kept - 1), latest, newest))) {
                mergeInto(kept - 1, i);
                LittleEndian.putLong(bytes, old.at(kept - 1) + Buckets.LAST, latest);
            } else {
                System.arraycopy(bytes, i * stride, bytes, kept * stride, stride);
                kept++;
            }
        }
        count = kept;
    }

    /** Counts are exact; squared distances by Chan, Golub and LeVeque (1979), which loses nothing to a large mean. */
    private void mergeInto(int a, int b) {
        Buckets now = buckets();
        int at = now.at(a);
        double squares = squares(now, a, b, Measure.AMOUNT);
        LittleEndian.putDouble(bytes, at + Buckets.AMOUNT_SQUARES, squares);
        long sum = LittleEndian.getLong(bytes, at + Buckets.AMOUNT_SUM)
                + LittleEndian.getLong(bytes, now.at(b) + Buckets.AMOUNT_SUM);
        // No amount is negative: a sum that is, is past the largest long.
        LittleEndian.putLong(bytes, at + Buckets.AMOUNT_SUM, sum < 0 ? Long.MAX_VALUE : sum);
        long max = Math.max(
                LittleEndian.getLong(bytes, at + Buckets.AMOUNT_MAX),
                LittleEndian.getLong(bytes, now.at(b) + Buckets.AMOUNT_MAX));
        LittleEndian.putLong(bytes, at + Buckets.AMOUNT_MAX, max);
        for (int column = 0; column < shape.numbers(); column++) {
            mergeNumber(now, a, b, column);
        }
        for (int column = 0; column < shape.keys(); column++) {
            KeySketch.merge(bytes, now.atSketch(a, column), bytes, now.atSketch(b, column));
        }
        LittleEndian.putInt(bytes, at + Buckets.PAYMENTS, now.payments(a) + now.payments(b));
        LittleEndian.putInt(bytes, at + Buckets.FRAUDS, now.frauds(a) + now.frauds(b));
    }

    private void mergeNumber(Buckets now, int a, int b, int column) {
        if (now.having(b, column) == 0) {
            return;
        }
        int at = now.atNumber(a, column);
        float max = (float) now.max(b, column);
        if (now.having(a, column) > 0) {
            max = Math.max(max, (float) now.max(a, column));
        }
        LittleEndian.putDouble(bytes, at + Buckets.NUMBER_SQUARES, squares(now, a, b, column));
        LittleEndian.putDouble(bytes, at + Buckets.NUMBER_SUM, now.sum(a, column) + now.sum(b, column));
        LittleEndian.putFloat(bytes, at + Buckets.NUMBER_MAX, max);
        LittleEndian.putInt(bytes, at, now.having(a, column) + now.having(b, column));
    }

    private static double squares(Buckets now, int a, int b, int column) {
        double n = now.having(a, column);
        double m = now.having(b, column);
        if (n == 0 || m == 0) {
            return n == 0 ? now.squares(b, column) : now.squares(a, column);
        }
        double distance = now.sum(b, column) / m - now.sum(a, column) / n;
        return now.squares(a, column) + now.squares(b, column) + distance * distance * n * m / (n + m);
    }
}
