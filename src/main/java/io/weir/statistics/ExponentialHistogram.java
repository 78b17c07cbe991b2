package io.weir.statistics;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The number, mean and spread of a run of values in buckets of 1, 2, 4, … values, oldest first, at most five of a size (Datar,
 * Gionis, Indyk, Motwani 2002): when a sixth appears the two oldest of that size become one of the next.
 */
final class ExponentialHistogram {

    private static final int PER_SIZE = 5;
    private static final int BUCKET_BYTES = 1 + 8 + 8;

    private int buckets;
    private long[] sizes = new long[16];
    private double[] means = new double[16];
    /** Of each bucket, Σ (x - mean)². */
    private double[] squares = new double[16];

    /** Some values in a row: how many, their mean, Σ (x - mean)². */
    record Part(long size, double mean, double square) {

        /** The values of both (Chan, Golub, LeVeque 1979). */
        Part and(Part other) {
            long together = size + other.size;
            double gap = other.mean - mean;
            double weight = (double) other.size / together;
            return new Part(together, mean + gap * weight, square + other.square + gap * gap * size * weight);
        }

        double variance() {
            return square / size;
        }
    }

    int buckets() {
        return buckets;
    }

    long size(int bucket) {
        return sizes[bucket];
    }

    double mean(int bucket) {
        return means[bucket];
    }

    /** All values; folded anew each time, so that dropped buckets leave no rounding behind. */
    Part all() {
        Part all = new Part(0, 0, 0);
        for (int bucket = 0; bucket < buckets; bucket++) {
            all = all.and(part(bucket));
        }
        return all;
    }

    void add(double value) {
        append(new Part(1, value, 0));
        int end = buckets;
        while (end > 0) {
            int start = end;
            while (start > 0 && sizes[start - 1] == sizes[end - 1]) {
                start--;
            }
            if (end - start <= PER_SIZE) {
                return;
            }
            put(start, part(start).and(part(start + 1)));
            remove(start + 1);
            end = start + 1;
        }
    }

    void dropOldest() {
        remove(0);
    }

    private Part part(int bucket) {
        return new Part(sizes[bucket], means[bucket], squares[bucket]);
    }

    private void append(Part part) {
        if (buckets == sizes.length) {
            sizes = Arrays.copyOf(sizes, 2 * buckets);
            means = Arrays.copyOf(means, 2 * buckets);
            squares = Arrays.copyOf(squares, 2 * buckets);
        }
        put(buckets++, part);
    }

    private void put(int bucket, Part part) {
        sizes[bucket] = part.size;
        means[bucket] = part.mean;
        squares[bucket] = part.square;
    }

    private void remove(int bucket) {
        buckets--;
        System.arraycopy(sizes, bucket + 1, sizes, bucket, buckets - bucket);
        System.arraycopy(means, bucket + 1, means, bucket, buckets - bucket);
        System.arraycopy(squares, bucket + 1, squares, bucket, buckets - bucket);
    }

    int byteSize() {
        return Integer.BYTES + BUCKET_BYTES * buckets;
    }

    void write(ByteBuffer out) {
        out.putInt(buckets);
        for (int bucket = 0; bucket < buckets; bucket++) {
            out.put((byte) Long.numberOfTrailingZeros(sizes[bucket]))
                    .putDouble(means[bucket])
                    .putDouble(squares[bucket]);
        }
    }

    static ExponentialHistogram read(ByteBuffer in) {
        ExponentialHistogram histogram = new ExponentialHistogram();
        int buckets = in.getInt();
        for (int bucket = 0; bucket < buckets; bucket++) {
            histogram.append(new Part(1L << in.get(), in.getDouble(), in.getDouble()));
        }
        return histogram;
    }
}
