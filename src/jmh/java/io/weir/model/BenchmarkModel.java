package io.weir.model;

import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** What the scorers are compared on: 300 trees of depth 6 that XGBoost trained, and rows of 30 features, 5 % missing. */
final class BenchmarkModel {

    static final int FEATURES = 30;
    static final int ROWS = 4_000;

    private static final int TRAINING_ROWS = 20_000;
    private static final int TREES = 300;
    private static final double MISSING = 0.05;
    private static final double MEDIAN = 3.8;
    private static final double NOISE = 5;

    /** XGBoost's defaults but for the depth and the step; with even classes and noise the trees are nearly full; base_score 0.5 is a base margin of 0. */
    private static final Map<String, Object> SETTINGS = Map.ofEntries(
            Map.entry("objective", "binary:logistic"),
            Map.entry("base_score", 0.5),
            Map.entry("max_depth", 6),
            Map.entry("eta", 0.1),
            Map.entry("min_child_weight", 1),
            Map.entry("tree_method", "hist"),
            Map.entry("nthread", 1),
            Map.entry("verbosity", 0));

    private final SplitMix64 random = new SplitMix64(1);
    private final double[][] rows = rows(ROWS);
    private final Booster booster;

    BenchmarkModel() {
        try {
            double[][] training = rows(TRAINING_ROWS);
            float[] labels = new float[TRAINING_ROWS];
            for (int i = 0; i < TRAINING_ROWS; i++) {
                double signal = 0;
                for (int f = 0; f < FEATURES; f += 2) {
                    double product = training[i][f] * training[i][f + 1];
                    signal += Double.isNaN(product) ? 0.25 : product;
                }
                labels[i] = signal + NOISE * (random.unit() - 0.5) > MEDIAN ? 1 : 0;
            }
            DMatrix matrix = new DMatrix(flat(training), TRAINING_ROWS, FEATURES, Float.NaN);
            matrix.setLabel(labels);
            booster = XGBoost.train(matrix, SETTINGS, TREES, Map.of(), null, null);
            matrix.dispose();
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost cannot train", e);
        }
    }

    private double[][] rows(int count) {
        double[][] rows = new double[count][FEATURES];
        for (double[] row : rows) {
            for (int f = 0; f < FEATURES; f++) {
                row[f] = random.unit() < MISSING ? Double.NaN : (float) random.unit();
            }
        }
        return rows;
    }

    Booster booster() {
        return booster;
    }

    double[] row(int i) {
        return rows[i];
    }

    /** Rows one after the other as float32. */
    static float[] flat(double[]... rows) {
        float[] flat = new float[rows.length * FEATURES];
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float) rows[i / FEATURES][i % FEATURES];
        }
        return flat;
    }

    /** The model as a file of its library: json, ubj or, for old readers, deprecated. */
    byte[] file(String format) {
        try {
            return booster.toByteArray(format);
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost cannot write " + format, e);
        }
    }
}
