package io.weir.feature;

import io.weir.feature.Measure.Moment;

/**
 * What a window of an entity's log holds, the transaction itself aside.
 *
 * @param from first payment that is still there
 * @param to the one after the last
 * @param whole true: all of them came before the transaction
 * @param folded the payments before those
 */
record Past(EntityLog log, Moment m, int from, int to, boolean whole, BucketWindow folded) {

    static Past of(EntityLog log, Moment m, long start, long end) {
        return of(log, m, start, end, log.buckets().window(start, end));
    }

    /** For a measure that sees the exact payments and no others. */
    static Past withoutBuckets(EntityLog log, Moment m, long start, long end) {
        return of(log, m, start, end, new BucketWindow(log.buckets(), 0, 0, start, end));
    }

    private static Past of(EntityLog log, Moment m, long start, long end, BucketWindow folded) {
        return new Past(log, m, log.firstAfter(start), log.firstAfter(end), m.limit() == log.next(), folded);
    }

    /** True for a payment that arrived before the transaction. */
    boolean isBefore(int payment) {
        return whole || log.sequence(payment) - m.limit() < 0;
    }
}
