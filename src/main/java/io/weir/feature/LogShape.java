package io.weir.feature;

/**
 * How many bytes the entries of a log take.
 *
 * @param numbers remembered with each payment, besides the amount
 * @param keys remembered with each payment
 */
record LogShape(int numbers, int keys) {

    static final int HEADER = 15;
    static final int PAYMENT = 28;
    static final int REPORT = 29;
    static final int BUCKET = 48;
    static final int BUCKET_NUMBER = 24;

    int payment() {
        return PAYMENT + 4 * (numbers + keys);
    }

    int bucket() {
        return BUCKET + BUCKET_NUMBER * numbers + KeySketch.BYTES * keys;
    }

    /** Length of a log; a long, for counts read from bytes that may be no log. */
    long length(long payments, long reports, long buckets) {
        return HEADER + payments * payment() + reports * REPORT + buckets * bucket();
    }
}
