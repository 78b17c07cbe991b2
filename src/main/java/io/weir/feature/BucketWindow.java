package io.weir.feature;

/**
 * What buckets say of a window {@code (start, end]}. One that lies across an end of the window counts pro rata: its first and
 * its last payment are where they are, the others are taken to be spread evenly between; what cannot be divided (the largest,
 * the keys) counts whole.
 *
 * @param from first bucket that reaches into the window
 * @param to the one after the last
 */
record BucketWindow(Buckets buckets, int from, int to, long start, long end) {

    boolean isEmpty() {
        return from == to;
    }

    /** Share of a bucket's payments that lie in the window. */
    private double share(int bucket) {
        long first = buckets.first(bucket);
        long last = buckets.last(bucket);
        if (first > start && last <= end) {
            return 1;
        }
        double payments = buckets.payments(bucket);
        double inside = (first > start ? 1 : 0) + (last <= end ? 1 : 0);
        double overlap = (double) (Math.min(last, end) - Math.max(first, start)) / (last - first);
        return (inside + (payments - 2) * overlap) / payments;
    }

    /** {@code plus} and the payments. */
    double payments(double plus) {
        double payments = plus;
        for (int i = from; i < to; i++) {
            payments += share(i) * buckets.payments(i);
        }
        return payments;
    }

    /** {@code plus} and the payments that have a number. */
    double having(int column, double plus) {
        double having = plus;
        for (int i = from; i < to; i++) {
            having += share(i) * buckets.having(i, column);
        }
        return having;
    }

    /** {@code plus} and the sum of a number; amounts in minor units. */
    double sum(int column, double plus) {
        double sum = plus;
        for (int i = from; i < to; i++) {
            sum += share(i) * buckets.sum(i, column);
        }
        return sum;
    }

    /**
     * {@code plus} and the squared distances of a number from a mean.
     *
     * @param unit what one of the mean is in the bucket's numbers: minor units in a major one
     */
    double squares(int column, double mean, double unit, double plus) {
        double squares = plus;
        for (int i = from; i < to; i++) {
            int having = buckets.having(i, column);
            if (having > 0) {
                double distance = buckets.sum(i, column) / having / unit - mean;
                squares += share(i) * (buckets.squares(i, column) / unit / unit + having * distance * distance);
            }
        }
        return squares;
    }

    /** The larger of {@code than} and the largest of a number; NaN is none. */
    double max(int column, double unit, double than) {
        double max = than;
        for (int i = from; i < to; i++) {
            double x = buckets.max(i, column) / unit;
            if (buckets.having(i, column) > 0 && (Double.isNaN(max) || x > max)) {
                max = x;
            }
        }
        return max;
    }

    /** A sketch of the values of a key. */
    byte[] sketch(int column) {
        byte[] sketch = new byte[KeySketch.BYTES];
        for (int i = from; i < to; i++) {
            KeySketch.merge(sketch, 0, buckets.bytes(), buckets.atSketch(i, column));
        }
        return sketch;
    }

    /** Time of the last payment, or the window's end where that lies within a bucket; the window may not be empty. */
    long latest() {
        return Math.min(end, buckets.last(to - 1));
    }

    /** {@code plus} and the frauds whose reports were folded. */
    double frauds(double plus) {
        double frauds = plus;
        for (int i = from; i < to; i++) {
            int folded = buckets.frauds(i);
            frauds += folded == 0 ? 0 : share(i) * folded;
        }
        return frauds;
    }

    /** Time of the last bucket with a folded fraud; {@code otherwise} when there is none or it is earlier. */
    long latestFraud(long otherwise) {
        for (int i = to - 1; i >= from; i--) {
            if (buckets.frauds(i) > 0) {
                return Math.max(otherwise, Math.min(end, buckets.last(i)));
            }
        }
        return otherwise;
    }
}
