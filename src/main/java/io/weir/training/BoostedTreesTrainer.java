package io.weir.training;

import io.weir.model.PriorCorrection;
import io.weir.model.TreeEnsemble;
import io.weir.transaction.IdHash;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.jspecify.annotations.Nullable;

/**
 * Trains stage two with XGBoost (Chen, Guestrin 2016), log-loss on the natural class mix, and hands the trees over to {@link
 * TreeEnsemble}: the library is needed to train, never to score.
 *
 * <p>Boosting stops when average precision (or log-loss) on a later slice has not improved for a number of rounds; the trees
 * up to the best round are kept. The same rows and parameters give the same trees with the same library version on the same
 * kind of machine.
 */
public final class BoostedTreesTrainer {

    /** Histograms are added thread by thread: another number gives other roundings, hence other trees. */
    private static final int THREADS = 2;

    private final Parameters parameters;

    public BoostedTreesTrainer(Parameters parameters) {
        this.parameters = parameters;
    }

    /** When boosting stops: the later slice's figure that has not improved for a number of rounds. */
    public enum StopBy {
        /** Looks at ranks only, so that distorted classes do not distort it. */
        AVERAGE_PRECISION("aucpr", 1),
        /** Looks at probabilities: with undersampling or weights they are not those of the later slice. */
        LOG_LOSS("logloss", -1);

        private final String metric;
        private final int better;

        StopBy(String metric, int better) {
            this.metric = metric;
            this.better = better;
        }

        /** As it is written on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * What to train.
     *
     * @param maxTrees rounds at most, 1 to 10,000
     * @param depth of a tree at most, 1 to 12
     * @param learningRate eta, above 0 to 1
     * @param minChildWeight least sum of hessians p·(1 - p) in a leaf, 0 or more; at a base rate of 1 % about a hundred
     *     ordinary rows weigh 1
     * @param rowShare share of the rows that each tree sees, above 0 to 1
     * @param featureShare share of the features that each tree sees, above 0 to 1
     * @param l2 penalty on leaf outputs, 0 or more
     * @param patience rounds without a better figure before it stops, 1 or more
     * @param undersampling β: share of the legitimate training rows that is kept, above 0 to 1
     * @param fraudWeight w: weight of a fraud row against a legitimate one, above 0
     * @param stopBy what the later slice is watched for
     * @param seed of row and feature sampling and of undersampling
     */
    public record Parameters(
            int maxTrees,
            int depth,
            double learningRate,
            double minChildWeight,
            double rowShare,
            double featureShare,
            double l2,
            int patience,
            double undersampling,
            double fraudWeight,
            StopBy stopBy,
            long seed) {

        /** @throws IllegalArgumentException naming the setting, the value and what is allowed */
        public Parameters {
            check("max_trees", maxTrees, maxTrees >= 1 && maxTrees <= 10_000, "1 to 10000");
            check("depth", depth, depth >= 1 && depth <= 12, "1 to 12");
            check("learning_rate", learningRate, learningRate > 0 && learningRate <= 1, "above 0, at most 1");
            check("min_child_weight", minChildWeight, minChildWeight >= 0 && minChildWeight < 1e9, "0 or more");
            check("row_share", rowShare, rowShare > 0 && rowShare <= 1, "above 0, at most 1");
            check("feature_share", featureShare, featureShare > 0 && featureShare <= 1, "above 0, at most 1");
            check("l2", l2, l2 >= 0 && l2 < 1e9, "0 or more");
            check("patience", patience, patience >= 1, "1 or more");
            check("undersampling", undersampling, undersampling > 0 && undersampling <= 1, "above 0, at most 1");
            check("fraud_weight", fraudWeight, fraudWeight > 0 && fraudWeight < 1e9, "above 0");
        }

        /** A starting point for tens of features and hundreds of frauds or more. */
        public static Parameters standard(long seed) {
            return new Parameters(200, 4, 0.05, 1, 0.8, 0.5, 1, 50, 1, 1, StopBy.AVERAGE_PRECISION, seed);
        }

        /** The same with the classes distorted otherwise, and stopped by something else. */
        public Parameters with(double share, double weight, StopBy by) {
            return new Parameters(
                    maxTrees,
                    depth,
                    learningRate,
                    minChildWeight,
                    rowShare,
                    featureShare,
                    l2,
                    patience,
                    share,
                    weight,
                    by,
                    seed);
        }

        private static void check(String name, double value, boolean good, String allowed) {
            if (!good) {
                throw new IllegalArgumentException(name + " is " + value + "; allowed: " + allowed);
            }
        }
    }

    /**
     * What came out and from what.
     *
     * @param ensemble trees up to the best round
     * @param correction what undersampling and weights did to the class prior
     * @param stoppedAt the watched figure at the best round, as XGBoost computes it; NaN without a later slice
     * @param roundsTried rounds until it stopped
     * @param rows training rows after undersampling
     * @param frauds how many of them are fraud
     * @param library name and version
     * @param parameters as given
     * @param gain total gain of each feature's splits in those trees
     */
    public record Trained(
            TreeEnsemble ensemble,
            PriorCorrection correction,
            double stoppedAt,
            int roundsTried,
            int rows,
            int frauds,
            String library,
            Parameters parameters,
            double[] gain) {}

    /**
     * Trains on one time slice and stops by a later one.
     *
     * @param rows training rows, each with the same features; NaN is missing
     * @param fraud truth of each
     * @param laterRows validation rows from a later time, never resampled
     * @param laterFraud truth of each
     * @throws IllegalArgumentException when a slice has no fraud or no legitimate row, or lengths differ
     */
    public Trained train(double[][] rows, boolean[] fraud, double[][] laterRows, boolean[] laterFraud) {
        Slice training = new Slice("training", rows, fraud).undersampled(parameters.undersampling(), parameters.seed());
        Slice later = new Slice("validation", laterRows, laterFraud);
        try {
            DMatrix train = training.matrix();
            DMatrix validation = later.matrix();
            try {
                return boost(train, validation, training);
            } finally {
                train.dispose();
                validation.dispose();
            }
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost failed: " + e.getMessage(), e);
        }
    }

    /**
     * Trains for exactly {@code maxTrees} rounds, with no later slice to stop by.
     *
     * @param rows training rows, each with the same features; NaN is missing
     * @param fraud truth of each
     * @throws IllegalArgumentException when there is no fraud or no legitimate row, or lengths differ
     */
    public Trained train(double[][] rows, boolean[] fraud) {
        Slice training = new Slice("training", rows, fraud).undersampled(parameters.undersampling(), parameters.seed());
        try {
            DMatrix train = training.matrix();
            try {
                return boost(train, null, training);
            } finally {
                train.dispose();
            }
        } catch (XGBoostError e) {
            throw new IllegalStateException("XGBoost failed: " + e.getMessage(), e);
        }
    }

    private Trained boost(DMatrix train, @Nullable DMatrix validation, Slice training) throws XGBoostError {
        Booster booster = XGBoost.train(train, settings(training), 1, Map.of(), null, null);
        try {
            float best = validation == null ? Float.NaN : measured(booster, validation, 0);
            int bestRound = 0;
            int round = 0;
            while (round + 1 < parameters.maxTrees() && round - bestRound < parameters.patience()) {
                round++;
                booster.update(train, round);
                float measured = validation == null ? best : measured(booster, validation, round);
                if (validation == null || (measured - best) * parameters.stopBy().better > 0) {
                    best = measured;
                    bestRound = round;
                }
            }
            XGBoostModelReader model = XGBoostModelReader.of(booster.toByteArray("json"));
            return new Trained(
                    model.ensemble(bestRound + 1),
                    new PriorCorrection(parameters.undersampling(), parameters.fraudWeight(), 1),
                    best,
                    round + 1,
                    training.rows().length,
                    training.frauds(),
                    "xgboost " + model.version(),
                    parameters,
                    model.gain(bestRound + 1));
        } finally {
            booster.dispose();
        }
    }

    private static float measured(Booster booster, DMatrix rows, int round) throws XGBoostError {
        float[] measured = new float[1];
        booster.evalSet(new DMatrix[] {rows}, new String[] {"validation"}, round, measured);
        return measured[0];
    }

    private Map<String, Object> settings(Slice training) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("objective", "binary:logistic");
        settings.put("eval_metric", parameters.stopBy().metric);
        settings.put("base_score", (double) training.frauds() / training.rows().length);
        settings.put("tree_method", "hist");
        settings.put("max_depth", parameters.depth());
        settings.put("eta", parameters.learningRate());
        settings.put("min_child_weight", parameters.minChildWeight());
        settings.put("subsample", parameters.rowShare());
        settings.put("colsample_bytree", parameters.featureShare());
        settings.put("lambda", parameters.l2());
        settings.put("scale_pos_weight", parameters.fraudWeight());
        settings.put("seed", IdHash.mix(parameters.seed()) >>> 33);
        settings.put("nthread", THREADS);
        settings.put("verbosity", 0);
        settings.put("verbose_eval", false);
        return settings;
    }

    /** Labelled rows of one time slice. */
    private record Slice(String name, double[][] rows, boolean[] fraud) {

        Slice {
            if (rows.length != fraud.length) {
                throw new IllegalArgumentException(fraud.length + " labels for " + rows.length + " " + name + " rows");
            }
            int frauds = count(fraud);
            if (frauds == 0 || frauds == rows.length) {
                throw new IllegalArgumentException(frauds + " of " + rows.length + " " + name
                        + " rows are fraud; allowed: at least one of each class");
            }
        }

        private static int count(boolean[] fraud) {
            int count = 0;
            for (boolean f : fraud) {
                count += f ? 1 : 0;
            }
            return count;
        }

        int frauds() {
            return count(fraud);
        }

        /** All frauds, and of the legitimate rows those whose hash of seed and position is below the share. */
        Slice undersampled(double share, long seed) {
            double[][] kept = new double[rows.length][];
            boolean[] labels = new boolean[rows.length];
            int n = 0;
            for (int i = 0; i < rows.length; i++) {
                double unit = (IdHash.mix(IdHash.mix(seed) + i) >>> 11) * 0x1.0p-53;
                if (fraud[i] || unit < share) {
                    kept[n] = rows[i];
                    labels[n++] = fraud[i];
                }
            }
            return new Slice(name, Arrays.copyOf(kept, n), Arrays.copyOf(labels, n));
        }

        DMatrix matrix() throws XGBoostError {
            int features = rows[0].length;
            float[] values = new float[Math.multiplyExact(rows.length, features)];
            float[] labels = new float[rows.length];
            for (int i = 0; i < rows.length; i++) {
                if (rows[i].length != features) {
                    throw new IllegalArgumentException(
                            name + " row " + i + " has " + rows[i].length + " features; row 0 has " + features);
                }
                for (int f = 0; f < features; f++) {
                    values[i * features + f] = (float) rows[i][f];
                }
                labels[i] = fraud[i] ? 1 : 0;
            }
            DMatrix matrix = new DMatrix(values, rows.length, features, Float.NaN);
            matrix.setLabel(labels);
            return matrix;
        }
    }
}
