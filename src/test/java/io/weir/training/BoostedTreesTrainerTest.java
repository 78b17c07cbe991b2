package io.weir.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.weir.evaluation.RankMetrics;
import io.weir.model.Logit;
import io.weir.model.TreeEnsemble;
import io.weir.training.BoostedTreesTrainer.Parameters;
import io.weir.training.BoostedTreesTrainer.StopBy;
import io.weir.training.BoostedTreesTrainer.Trained;
import io.weir.transaction.IdHash;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.junit.jupiter.api.Test;

class BoostedTreesTrainerTest {

    private static final int FEATURES = 8;
    private static final double[][] ROWS = rows(3_000, 1);
    private static final boolean[] FRAUD = labels(ROWS, 1);
    private static final double[][] LATER = rows(3_000, 2);
    private static final boolean[] LATER_FRAUD = labels(LATER, 2);
    private static final Parameters SMALL =
            new Parameters(30, 4, 0.2, 0.1, 0.8, 0.8, 1, 30, 1, 1, StopBy.AVERAGE_PRECISION, 7);

    private static double[][] rows(int n, long seed) {
        double[][] rows = new double[n][FEATURES];
        for (int i = 0; i < n; i++) {
            for (int f = 0; f < FEATURES; f++) {
                double u = IdHash.unit(i + ":" + f, seed);
                rows[i][f] = u < 0.1 ? Double.NaN : u > 0.98 ? 1e6 * u : 10 * u - 5;
            }
        }
        return rows;
    }

    private static boolean[] labels(double[][] rows, long seed) {
        boolean[] fraud = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            double a = Double.isNaN(rows[i][0]) ? -2 : Math.min(rows[i][0], 6);
            double b = Double.isNaN(rows[i][1]) ? 1 : Math.min(rows[i][1], 6);
            fraud[i] = IdHash.unit("label" + i, seed) < Logit.sigmoid(-6 + 0.4 * a * b);
        }
        return fraud;
    }

    private static double[] margins(TreeEnsemble ensemble, double[][] rows) {
        return Arrays.stream(rows).mapToDouble(ensemble::margin).toArray();
    }

    @Test
    void margin_ofTheImportedModel_equalsTheLibrarysOnTenThousandRows() throws Exception {
        DMatrix train = matrix(ROWS, FRAUD);
        Map<String, Object> settings = new HashMap<>(Map.of(
                "objective", "binary:logistic", "max_depth", 6, "eta", 0.3, "tree_method", "hist", "verbosity", 0));
        Booster booster = XGBoost.train(train, settings, 50, Map.of(), null, null);
        TreeEnsemble ours = ImportedModel.read(booster.toByteArray("json")).ensemble();
        assertThat(ours.treeCount()).isEqualTo(50);
        double[][] rows = rows(10_000, 3);
        float[][] theirs = booster.predict(matrix(rows, new boolean[rows.length]), true);
        for (int i = 0; i < rows.length; i++) {
            assertThat(ours.margin(rows[i])).isCloseTo(theirs[i][0], within(1e-5));
        }
    }

    @Test
    void train_learnsFromRowsAndReportsWhatItDid() {
        Trained trained = new BoostedTreesTrainer(SMALL).train(ROWS, FRAUD, LATER, LATER_FRAUD);
        double precision = RankMetrics.averagePrecision(margins(trained.ensemble(), LATER), LATER_FRAUD);
        assertThat(precision).isGreaterThan(0.4).isCloseTo(trained.stoppedAt(), within(0.02));
        assertThat(trained.library()).isEqualTo("xgboost 3.0.4");
        assertThat(trained.rows()).isEqualTo(3_000);
        assertThat(trained.roundsTried()).isLessThanOrEqualTo(30);
        assertThat(trained.ensemble().treeCount()).isLessThanOrEqualTo(trained.roundsTried());
        assertThat(trained.ensemble().featureCount()).isEqualTo(FEATURES);
        assertThat(trained.correction().shift()).isZero();
    }

    @Test
    void train_sameRowsAndParameters_givesTheSameBytes() {
        byte[] first = new BoostedTreesTrainer(SMALL)
                .train(ROWS, FRAUD, LATER, LATER_FRAUD)
                .ensemble()
                .toBytes();
        byte[] second = new BoostedTreesTrainer(SMALL)
                .train(ROWS, FRAUD, LATER, LATER_FRAUD)
                .ensemble()
                .toBytes();
        assertThat(second).isEqualTo(first);
    }

    @Test
    void train_noGainLater_stopsEarlyAndKeepsTheBestRound() {
        Parameters impatient = new Parameters(200, 6, 0.5, 0, 1, 1, 0, 5, 1, 1, StopBy.AVERAGE_PRECISION, 7);
        Trained trained = new BoostedTreesTrainer(impatient).train(ROWS, FRAUD, LATER, LATER_FRAUD);
        assertThat(trained.roundsTried()).isLessThan(200);
        assertThat(trained.roundsTried() - trained.ensemble().treeCount()).isEqualTo(5);
    }

    @Test
    void train_undersampled_correctionRestoresTheBaseRate() {
        Parameters sampled = new Parameters(40, 3, 0.1, 0.1, 1, 1, 1, 40, 0.1, 1, StopBy.AVERAGE_PRECISION, 7);
        Trained trained = new BoostedTreesTrainer(sampled).train(ROWS, FRAUD, LATER, LATER_FRAUD);
        assertThat(trained.rows()).isLessThan(600);
        assertThat(trained.frauds()).isEqualTo((int) frauds(FRAUD));
        double expected = Arrays.stream(margins(trained.ensemble(), LATER))
                .map(margin -> Logit.sigmoid(margin + trained.correction().shift()))
                .sum();
        assertThat(expected / frauds(LATER_FRAUD)).isBetween(0.75, 1.3);
    }

    private static double frauds(boolean[] fraud) {
        int count = 0;
        for (boolean f : fraud) {
            count += f ? 1 : 0;
        }
        return count;
    }

    @Test
    void train_badInput_namesIt() {
        BoostedTreesTrainer trainer = new BoostedTreesTrainer(SMALL);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.train(ROWS, FRAUD, LATER, new boolean[LATER.length]))
                .withMessage("0 of 3000 validation rows are fraud; allowed: at least one of each class");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.train(ROWS, new boolean[3], LATER, LATER_FRAUD))
                .withMessage("3 labels for 3000 training rows");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Parameters(0, 6, 0.1, 1, 1, 1, 1, 10, 1, 1, StopBy.AVERAGE_PRECISION, 1))
                .withMessage("max_trees is 0.0; allowed: 1 to 10000");
    }

    private static DMatrix matrix(double[][] rows, boolean[] fraud) throws Exception {
        float[] values = new float[rows.length * FEATURES];
        float[] labels = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int f = 0; f < FEATURES; f++) {
                values[i * FEATURES + f] = (float) rows[i][f];
            }
            labels[i] = fraud[i] ? 1 : 0;
        }
        DMatrix matrix = new DMatrix(values, rows.length, FEATURES, Float.NaN);
        matrix.setLabel(labels);
        return matrix;
    }
}
