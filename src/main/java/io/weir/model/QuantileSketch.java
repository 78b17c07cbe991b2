package io.weir.model;

import java.util.Arrays;

/**
 * Quantiles of a training set's scores: turns a score into its rank, the share of training rows with a smaller one.
 *
 * <p>It holds 1,024 steps of 1/1024 and, because filters cut near the top, the last of these once more in 64. Between
 * two quantiles the rank is interpolated; it is monotone and off by at most one step. Below the smallest training score
 * it is 0, above the largest it is 1. Scores that many rows share get the share strictly below them.
 */
final class QuantileSketch {

    private static final int COARSE = 1024;
    private static final int FINE = 64;
    private static final int POINTS = COARSE + FINE;

    private final double[] quantiles;

    private QuantileSketch(double[] quantiles) {
        this.quantiles = quantiles;
    }

    /** Of all training scores, none NaN, in any order. */
    static QuantileSketch of(double[] scores) {
        double[] sorted = scores.clone();
        Arrays.sort(sorted);
        double[] quantiles = new double[POINTS];
        for (int i = 0; i < POINTS; i++) {
            int position = (int) (share(i) * sorted.length);
            quantiles[i] = sorted[Math.min(position, sorted.length - 1)];
        }
        return new QuantileSketch(quantiles);
    }

    double rank(double score) {
        int above = firstAtLeast(score);
        if (above == 0) {
            return 0;
        }
        if (above == POINTS) {
            return 1;
        }
        double low = quantiles[above - 1];
        double part = (score - low) / (quantiles[above] - low);
        double from = share(above - 1);
        return from + part * (share(above) - from);
    }

    /** Share below point i: i/1024 up to 1023, then 1 - (64 - j)/65,536. Exact in binary. */
    private static double share(int i) {
        return i < COARSE ? (double) i / COARSE : 1 - (double) (POINTS - 1 - i) / (COARSE * FINE);
    }

    private int firstAtLeast(double score) {
        int low = 0;
        int high = POINTS;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (quantiles[middle] < score) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    void write(ByteWriter out) {
        out.writeInt(POINTS);
        out.writeDoubles(quantiles);
    }

    static QuantileSketch read(ByteReader in) {
        in.readInt("number of quantiles", POINTS, POINTS);
        double[] quantiles = in.readDoubles("quantile", POINTS);
        for (int i = 1; i < POINTS; i++) {
            if (quantiles[i] < quantiles[i - 1]) {
                throw in.error("quantile[" + i + "] is below the one before it");
            }
        }
        return new QuantileSketch(quantiles);
    }
}
