package io.weir.statistics;

import java.nio.ByteBuffer;

/**
 * ADWIN: a window over the latest values that grows while their mean holds and drops its older part when it has changed (Bifet,
 * Gavaldà 2007).
 *
 * <p>The window W of n values is cut wherever an older part of n0 and a newer part of n1 values differ in mean by more than
 * {@code ε = √(2/m·σ²·ln(2/δ')) + 2/(3m)·ln(2/δ')}, with {@code 1/m = 1/n0 + 1/n1}, σ² the variance of W, δ = 0.002 and
 * {@code δ' = δ/ln n}. The values lie in buckets of 1, 2, 4, … values, at most five of a size (an exponential histogram), and
 * cuts are tried between buckets after each value; while any holds, the oldest bucket is dropped. Memory and time of a value
 * grow with 5·log2 n.
 *
 * <p>Values are kept as shares of their range, so that ε holds for any range. A change by less than ε is not seen, and the
 * bound takes values for independent.
 */
public final class AdaptiveWindow {

    private static final byte FORMAT = 1;
    private static final double DELTA = 0.002;

    private final double low;
    private final double high;
    private final ExponentialHistogram window;

    /** For values from low to high. */
    public AdaptiveWindow(double low, double high) {
        this(low, high, new ExponentialHistogram());
    }

    private AdaptiveWindow(double low, double high, ExponentialHistogram window) {
        if (!(low < high) || Double.isInfinite(high - low)) {
            throw new IllegalArgumentException("range is " + low + " to " + high + "; allowed: finite, low below high");
        }
        this.low = low;
        this.high = high;
        this.window = window;
    }

    /**
     * Adds a value: true when a change was found and the older part dropped.
     *
     * @throws IllegalArgumentException when the value is out of range
     */
    public boolean add(double value) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException("value is " + value + "; allowed: " + low + " to " + high);
        }
        // Adding 0 turns -0 into 0: equal values, equal bytes.
        window.add((value - low) / (high - low) + 0.0);
        boolean changed = false;
        while (cuts()) {
            window.dropOldest();
            changed = true;
        }
        return changed;
    }

    /** The mean of the values in the window; NaN while it is empty. */
    public double mean() {
        return size() == 0 ? Double.NaN : low + (high - low) * window.all().mean();
    }

    /** How many values the window holds. */
    public long size() {
        return window.all().size();
    }

    private boolean cuts() {
        ExponentialHistogram.Part all = window.all();
        double logTerm = StrictMath.log(2 * StrictMath.log((double) all.size()) / DELTA);
        double total = all.size() * all.mean();
        double older = 0;
        double olderSum = 0;
        for (int bucket = 0; bucket < window.buckets() - 1; bucket++) {
            older += window.size(bucket);
            olderSum += window.size(bucket) * window.mean(bucket);
            double newer = all.size() - older;
            double inverse = 1 / older + 1 / newer;
            double epsilon = StrictMath.sqrt(2 * inverse * all.variance() * logTerm) + 2 / 3.0 * inverse * logTerm;
            if (StrictMath.abs(olderSum / older - (total - olderSum) / newer) > epsilon) {
                return true;
            }
        }
        return false;
    }

    /** A format version, the range, the buckets from the oldest; equal windows give equal bytes. */
    public byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(1 + 16 + window.byteSize());
        window.write(out.put(FORMAT).putDouble(low).putDouble(high));
        return out.array();
    }

    /**
     * The window of {@link #toBytes}.
     *
     * @throws IllegalStateException when the format is not known
     */
    public static AdaptiveWindow fromBytes(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte format = in.get();
        if (format != FORMAT) {
            throw new IllegalStateException("adaptive window has format " + format + "; known: " + FORMAT);
        }
        return new AdaptiveWindow(in.getDouble(), in.getDouble(), ExponentialHistogram.read(in));
    }
}
