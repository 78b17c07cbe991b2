package io.weir.baserate;

import java.util.Arrays;

/**
 * G(ℓ) = P(report delay ≤ ℓ): how much of the fraud of an age is known. Kept as quantiles of the delay, so a fixed delay
 * is a step and a spread one is piecewise linear.
 *
 * <p>Delays must come from a period old enough for all of its reports to be in; delays of recent frauds are cut off on the
 * right and would make G rise too early.
 */
public final class DelayCurve {

    private static final int QUANTILES = 100;

    private final long[] quantiles;

    private DelayCurve(long[] quantiles) {
        this.quantiles = quantiles;
    }

    /** Every fraud is reported exactly this long after the transaction. */
    public static DelayCurve fixed(long delayMillis) {
        return ofQuantiles(new long[] {delayMillis, delayMillis});
    }

    /** The empirical curve of observed delays, in milliseconds; at least one. */
    public static DelayCurve of(long[] delaysMillis) {
        if (delaysMillis.length == 0) {
            throw new IllegalArgumentException("no delays: at least one reported fraud is needed");
        }
        long[] sorted = delaysMillis.clone();
        Arrays.sort(sorted);
        long[] quantiles = new long[QUANTILES + 1];
        for (int i = 0; i <= QUANTILES; i++) {
            quantiles[i] = Math.max(0, sorted[(int) ((long) i * (sorted.length - 1) / QUANTILES)]);
        }
        return ofQuantiles(quantiles);
    }

    /** The curve with these evenly spaced quantiles, rising, milliseconds; what {@link #quantiles()} gave. */
    public static DelayCurve ofQuantiles(long[] quantiles) {
        if (quantiles.length < 2) {
            throw new IllegalArgumentException(
                    "delay curve has " + quantiles.length + " quantiles; allowed: 2 or more");
        }
        for (int i = 0; i < quantiles.length; i++) {
            if (quantiles[i] < (i == 0 ? 0 : quantiles[i - 1])) {
                throw new IllegalArgumentException(
                        "delay quantile " + i + " is " + quantiles[i] + "; allowed: rising, from 0");
            }
        }
        return new DelayCurve(quantiles.clone());
    }

    public long[] quantiles() {
        return quantiles.clone();
    }

    /** G at an age in milliseconds, 0 to 1. */
    public double reported(long ageMillis) {
        int last = quantiles.length - 1;
        if (ageMillis >= quantiles[last]) {
            return 1;
        }
        if (ageMillis < quantiles[0]) {
            return 0;
        }
        int above = upperBound(ageMillis);
        double width = quantiles[above] - quantiles[above - 1];
        return (above - 1 + (ageMillis - quantiles[above - 1]) / width) / last;
    }

    /** Index of the first quantile above the age. */
    private int upperBound(long age) {
        int low = 0;
        int high = quantiles.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (quantiles[middle] <= age) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
