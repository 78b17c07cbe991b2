package io.weir.model;

import java.util.Arrays;

/**
 * Logistic regression with an L2 penalty: the cheap supervised rank of stage one, log-odds = intercept + Σ wᵢ·zᵢ.
 *
 * <p>zᵢ is feature i after sign(x)·ln(1 + |x|), minus its mean, over its standard deviation, cut to ±50; the logarithm tames
 * amounts and counts. The cut is wide on purpose: a fraud rate that is nearly always 0 stands dozens of deviations out when it
 * is not. Both were chosen on a small sample of one data set. A missing value (NaN) counts as the mean; a feature that is
 * constant in training counts nothing.
 *
 * <p>Training minimises Σ log-loss + l2/2·Σ wᵢ² by Newton's method with step halving (IRLS, solved by Cholesky); the
 * intercept carries no penalty. The same rows give the same bytes. Instances are immutable; scoring allocates nothing.
 */
public final class LogisticModel {

    private static final String TAG = "WILR";
    private static final int FORMAT = 1;
    private static final int MAX_FEATURES = 4096;
    private static final double CUT = 50;

    private final double[] mean;
    private final double[] inverseDeviation;
    private final double[] weight;
    private final double intercept;
    private final QuantileSketch logits;

    private LogisticModel(
            double[] mean, double[] inverseDeviation, double[] weight, double intercept, QuantileSketch logits) {
        this.mean = mean;
        this.inverseDeviation = inverseDeviation;
        this.weight = weight;
        this.intercept = intercept;
        this.logits = logits;
    }

    /**
     * Fits the model.
     *
     * @param rows each with the same features; NaN is missing, infinity is not allowed
     * @param fraud truth of each row; at least one of each class
     * @param l2 penalty, above 0; 1 is mild
     */
    public static LogisticModel fit(double[][] rows, boolean[] fraud, double l2) {
        int features = Rows.features(rows, 2);
        Rows.frauds(rows.length, fraud);
        if (features > MAX_FEATURES) {
            throw new IllegalArgumentException(features + " features; allowed: at most " + MAX_FEATURES);
        }
        if (!(l2 > 0 && l2 < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("l2 is " + l2 + "; allowed: above 0");
        }
        double[] mean = new double[features];
        double[] inverseDeviation = new double[features];
        for (int f = 0; f < features; f++) {
            standardise(rows, f, mean, inverseDeviation);
        }
        double[][] z = new double[rows.length][features];
        double[] targets = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            targets[i] = fraud[i] ? 1 : 0;
            for (int f = 0; f < features; f++) {
                z[i][f] = standard(rows[i][f], mean[f], inverseDeviation[f]);
            }
        }
        double[] solution = new LogisticRegression(z, targets, l2).solve();
        double[] weight = Arrays.copyOf(solution, features);
        double[] logits = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            logits[i] = logit(rows[i], mean, inverseDeviation, weight, solution[features]);
        }
        return new LogisticModel(mean, inverseDeviation, weight, solution[features], QuantileSketch.of(logits));
    }

    private static void standardise(double[][] rows, int f, double[] mean, double[] inverseDeviation) {
        int count = 0;
        double m = 0;
        double squares = 0;
        for (double[] row : rows) {
            double x = squash(row[f]);
            if (!Double.isNaN(x)) {
                count++;
                double delta = x - m;
                m += delta / count;
                squares += delta * (x - m);
            }
        }
        double deviation = count == 0 ? 0 : Math.sqrt(squares / count);
        mean[f] = m;
        inverseDeviation[f] = deviation > 1e-9 * (1 + Math.abs(m)) ? 1 / deviation : 0;
    }

    private static double squash(double x) {
        return Math.copySign(StrictMath.log1p(Math.abs(x)), x);
    }

    private static double standard(double x, double mean, double inverseDeviation) {
        double z = (squash(x) - mean) * inverseDeviation;
        return Double.isNaN(z) ? 0 : Math.min(Math.max(z, -CUT), CUT);
    }

    private static double logit(
            double[] row, double[] mean, double[] inverseDeviation, double[] weight, double intercept) {
        double sum = intercept;
        for (int f = 0; f < weight.length; f++) {
            sum += weight[f] * standard(row[f], mean[f], inverseDeviation[f]);
        }
        return sum;
    }

    /** Log-odds of fraud at the class mix of training. */
    public double logit(double[] row) {
        checkLength(row);
        return logit(row, mean, inverseDeviation, weight, intercept);
    }

    private void checkLength(double[] row) {
        if (row.length != weight.length) {
            throw new IllegalArgumentException("row has " + row.length + " features; the model has " + weight.length);
        }
    }

    /**
     * The terms wᵢ·zᵢ: what each feature added to the log-odds, against its mean in training; 0 for one that is missing. They
     * add up, but for rounding, to {@code logit(row)} less that of a row where everything is missing.
     */
    public double[] contributions(double[] row) {
        checkLength(row);
        double[] terms = new double[row.length];
        for (int f = 0; f < terms.length; f++) {
            terms[f] = weight[f] * standard(row[f], mean[f], inverseDeviation[f]);
        }
        return terms;
    }

    /** Share of the training rows with smaller log-odds, from 0 to 1; off by at most 1/1024, near the top 1/65,536. */
    public double rank(double logit) {
        return logits.rank(logit);
    }

    public int featureCount() {
        return weight.length;
    }

    /** The model in its own binary format, version 1; equal models give equal bytes. */
    public byte[] toBytes() {
        ByteWriter out = new ByteWriter(TAG, FORMAT);
        out.writeInt(weight.length);
        out.writeDoubles(mean);
        out.writeDoubles(inverseDeviation);
        out.writeDoubles(weight);
        out.writeDouble(intercept);
        logits.write(out);
        return out.toBytes();
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws IllegalArgumentException naming what is wrong with the bytes
     */
    public static LogisticModel read(byte[] bytes) {
        ByteReader in = new ByteReader("logistic model", bytes, TAG, FORMAT);
        int features = in.readInt("number of features", 1, MAX_FEATURES);
        double[] mean = in.readDoubles("mean", features);
        double[] inverseDeviation = in.readDoubles("inverse deviation", features);
        double[] weight = in.readDoubles("weight", features);
        double intercept = in.readDouble("intercept");
        QuantileSketch logits = QuantileSketch.read(in);
        in.end();
        return new LogisticModel(mean, inverseDeviation, weight, intercept, logits);
    }
}
