package io.weir.model;

/** Checks of training rows that all models share. */
final class Rows {

    private Rows() {}

    /** Number of features, the same in each row. */
    static int features(double[][] rows, int least) {
        if (rows.length < least) {
            throw new IllegalArgumentException("rows: " + rows.length + " given; allowed: " + least + " or more");
        }
        int features = rows[0].length;
        if (features == 0) {
            throw new IllegalArgumentException("row 0 has no features");
        }
        for (int i = 0; i < rows.length; i++) {
            check(rows[i], i, features);
        }
        return features;
    }

    private static void check(double[] row, int index, int features) {
        if (row.length != features) {
            throw new IllegalArgumentException(
                    "row " + index + " has " + row.length + " features; row 0 has " + features);
        }
        for (int f = 0; f < features; f++) {
            if (Float.isInfinite((float) row[f])) {
                throw new IllegalArgumentException("feature " + f + " of row " + index + " is " + row[f]
                        + "; allowed: NaN for missing, or a number of float32's range");
            }
        }
    }

    /** Number of frauds; both classes must be there. */
    static int frauds(int rows, boolean[] fraud) {
        if (fraud.length != rows) {
            throw new IllegalArgumentException(fraud.length + " labels for " + rows + " rows");
        }
        int frauds = 0;
        for (boolean f : fraud) {
            frauds += f ? 1 : 0;
        }
        if (frauds == 0 || frauds == rows) {
            throw new IllegalArgumentException(
                    frauds + " of " + rows + " rows are fraud; allowed: at least one of each class");
        }
        return frauds;
    }

    /** What a calibrator is fitted on: finite log-odds, and a label for each; both classes must be there. */
    static void calibration(double[] logits, boolean[] fraud) {
        frauds(logits.length, fraud);
        for (int i = 0; i < logits.length; i++) {
            if (!Double.isFinite(logits[i])) {
                throw new IllegalArgumentException(
                        "log-odds of row " + i + " are " + logits[i] + "; allowed: a finite number");
            }
        }
    }

    /** (N₊ + 1)/(N₊ + 2) for fraud and 1/(N₋ + 2) for the rest (Platt 1999). */
    static double[] plattTargets(boolean[] fraud) {
        double frauds = 0;
        for (boolean f : fraud) {
            frauds += f ? 1 : 0;
        }
        double high = (frauds + 1) / (frauds + 2);
        double low = 1 / (fraud.length - frauds + 2);
        double[] targets = new double[fraud.length];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = fraud[i] ? high : low;
        }
        return targets;
    }
}
