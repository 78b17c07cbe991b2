package io.weir.training;

import io.weir.transaction.IdHash;

/** Rows that are hard to score right: thresholds hit exactly or missed by one bit, zeros of both signs, tiny, huge, missing. */
final class HardRows {

    private static final double[] SPECIAL = {
        0.0, -0.0, 1e-35, -1e-35, 1e-35f, -1e-35f, 1.1e-35, 1e-36, -1e-40, Double.MIN_VALUE, 1e30, -1e30
    };

    private HardRows() {}

    /**
     * Seeded rows.
     *
     * @param thresholds drawn from for a third of the values, one ulp above or below included
     */
    static double[][] of(int rows, int features, double[] thresholds, long seed) {
        double[][] out = new double[rows][features];
        for (int i = 0; i < rows; i++) {
            for (int f = 0; f < features; f++) {
                double u = IdHash.unit(i + "/" + f, seed);
                double v = IdHash.unit(i + "\\" + f, seed);
                double threshold = thresholds[(int) (v * thresholds.length)];
                double[] choices = {
                    Double.NaN,
                    SPECIAL[(int) (v * SPECIAL.length)],
                    threshold,
                    Math.nextUp(threshold),
                    Math.nextDown(threshold),
                    8 * v - 4,
                    4 * v - 2,
                    2 * v - 1
                };
                out[i][f] = choices[(int) (u * choices.length)];
            }
        }
        return out;
    }

    static float[] flat32(double[][] rows) {
        float[] flat = new float[rows.length * rows[0].length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float) rows[i / rows[0].length][i % rows[0].length];
        }
        return flat;
    }

    static double[] flat64(double[][] rows) {
        double[] flat = new double[rows.length * rows[0].length];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = rows[i / rows[0].length][i % rows[0].length];
        }
        return flat;
    }
}
