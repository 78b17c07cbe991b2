package io.weir.training;

import static com.microsoft.ml.lightgbm.PredictionType.C_API_PREDICT_RAW_SCORE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMBooster.FeatureImportanceType;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.weir.model.Logit;
import io.weir.model.TreeEnsemble;
import io.weir.transaction.IdHash;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LightGbmModelReaderTest {

    private static final int FEATURES = 6;

    /** Two splits: feature 1 at 0.5 (0 and NaN left), then feature 0 at -2 (NaN to the right). */
    static final String MODEL = """
            tree
            version=v4
            num_class=1
            num_tree_per_iteration=1
            label_index=0
            max_feature_idx=1
            objective=binary sigmoid:1
            feature_names=amount age
            feature_infos=[0:1] [0:1]
            tree_sizes=300 200

            Tree=0
            num_leaves=3
            num_cat=0
            split_feature=1 0
            split_gain=2 1
            threshold=0.5 -2
            decision_type=2 8
            left_child=-1 -2
            right_child=1 -3
            leaf_value=0.25 -1 1
            leaf_weight=4 4 2
            leaf_count=4 4 2
            internal_value=0 0
            internal_weight=10 6
            internal_count=10 6
            is_linear=0
            shrinkage=1


            Tree=1
            num_leaves=1
            num_cat=0
            leaf_value=-3
            is_linear=0
            shrinkage=1


            end of trees

            parameters:
            [boosting: gbdt]
            end of parameters
            """;

    private static ImportedModel read(String text) {
        return ImportedModel.read(text.getBytes(UTF_8));
    }

    private static void refused(String from, String to, String message) {
        assertThat(MODEL).contains(from);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(MODEL.replace(from, to)))
                .withMessage("LightGBM model: " + message);
    }

    @Test
    void read_smallModel_followsThresholdsAndMissingTypes() {
        ImportedModel model = read(MODEL);
        assertThat(model.featureNames()).containsExactly("amount", "age");
        assertThat(model.library()).isEqualTo("lightgbm v4");
        TreeEnsemble trees = model.ensemble();
        assertThat(trees.margin(new double[] {0, 0.5})).isEqualTo(-2.75);
        assertThat(trees.margin(new double[] {-2, Math.nextUp(0.5)})).isEqualTo(-4);
        assertThat(trees.margin(new double[] {0, 1})).isEqualTo(-2);
        assertThat(trees.margin(new double[] {Double.NaN, 1})).isEqualTo(-2);
        assertThat(trees.margin(new double[] {0, Double.NaN})).isEqualTo(-2.75);
        assertThat(trees.margin(new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY}))
                .isEqualTo(-4);
        assertThat(trees.bias()).isCloseTo(-3.1, within(1e-12));
    }

    @Test
    void read_linesEndLikeOnWindows_isTheSame() {
        assertThat(read(MODEL.replace("\n", "\r\n")).ensemble().toBytes())
                .isEqualTo(read(MODEL).ensemble().toBytes());
    }

    @Test
    void read_sigmoid_scalesTheLeavesToLogOdds() {
        TreeEnsemble trees = read(MODEL.replace("sigmoid:1", "sigmoid:0.5")).ensemble();
        assertThat(trees.margin(new double[] {0, 1})).isEqualTo(-1);
    }

    @Test
    void margin_equalsTheLibrarysOnTenThousandRows() throws Exception {
        String text = assertSameScores("num_leaves=31", true);
        assertThat(text).containsPattern("(?m)^threshold=.*\\binf\\b");
    }

    @Test
    void margin_noMissingValueInTraining_equalsTheLibrarysOnTenThousandRows() throws Exception {
        String text = assertSameScores("num_leaves=15 boosting=dart", false);
        assertThat(text).containsPattern("(?m)^decision_type=[02][ \n]");
    }

    @Test
    void margin_zeroAsMissing_equalsTheLibrarysOnTenThousandRows() throws Exception {
        String text = assertSameScores("num_leaves=31 zero_as_missing=true", true);
        assertThat(text)
                .containsPattern("(?m)^decision_type=.*\\b6\\b")
                .containsPattern("(?m)^decision_type=.*\\b4\\b");
    }

    @Test
    void margin_deepTreesAndOtherSigmoid_equalsTheLibrarysProbability() throws Exception {
        LGBMBooster booster = train("num_leaves=200 min_data_in_leaf=2 sigmoid=0.7", true);
        TreeEnsemble trees = read(text(booster)).ensemble();
        double[][] rows = HardRows.of(1_000, FEATURES, new double[] {0, 1}, 5);
        double[] raw =
                booster.predictForMat(HardRows.flat64(rows), rows.length, FEATURES, true, C_API_PREDICT_RAW_SCORE);
        for (int i = 0; i < rows.length; i++) {
            double theirs = Logit.sigmoid(0.7 * raw[i]);
            assertThat(Logit.sigmoid(trees.margin(rows[i]))).isCloseTo(theirs, within(1e-12));
        }
    }

    private static String assertSameScores(String parameters, boolean missing) throws Exception {
        LGBMBooster booster = train(parameters, missing);
        String text = text(booster);
        ImportedModel model = read(text);
        assertThat(model.featureNames()).startsWith("Column_0", "Column_1").hasSize(FEATURES);
        assertThat(model.ensemble().treeCount()).isEqualTo(40);
        TreeEnsemble copy = TreeEnsemble.read(model.ensemble().toBytes());
        double[][] rows = HardRows.of(10_000, FEATURES, thresholds(text), 3);
        double[] theirs =
                booster.predictForMat(HardRows.flat64(rows), rows.length, FEATURES, true, C_API_PREDICT_RAW_SCORE);
        for (int i = 0; i < rows.length; i++) {
            assertThat(model.ensemble().margin(rows[i]))
                    .as(Arrays.toString(rows[i]))
                    .isEqualTo(theirs[i]);
            assertThat(copy.margin(rows[i])).isEqualTo(theirs[i]);
        }
        booster.close();
        return text;
    }

    private static LGBMBooster train(String parameters, boolean missing) throws Exception {
        String all = parameters + " objective=binary verbosity=-1 num_threads=1 seed=1 min_data_in_leaf=5";
        double[][] rows = new double[2_000][FEATURES];
        float[] labels = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            double sum = 0;
            for (int f = 0; f < FEATURES; f++) {
                double u = IdHash.unit(i + ":" + f, 9);
                rows[i][f] = u > 0.8 ? 0 : u < 0.1 && missing ? Double.NaN : 10 * u - 5;
                sum += Double.isNaN(rows[i][f]) ? 1 : rows[i][f] == 0 ? f - 2 : rows[i][f] * (f - 2);
            }
            labels[i] = sum + 4 * IdHash.unit("noise" + i, 9) > 2 ? 1 : 0;
        }
        LGBMDataset data = LGBMDataset.createFromMat(HardRows.flat32(rows), rows.length, FEATURES, true, all, null);
        data.setField("label", labels);
        LGBMBooster booster = LGBMBooster.create(data, all);
        for (int i = 0; i < 40; i++) {
            booster.updateOneIter();
        }
        return booster;
    }

    private static String text(LGBMBooster booster) throws Exception {
        return booster.saveModelToString(0, 0, FeatureImportanceType.SPLIT);
    }

    private static double[] thresholds(String text) {
        Matcher lines = Pattern.compile("(?m)^threshold=(.*)$").matcher(text);
        return lines.results()
                .flatMap(line -> Stream.of(line.group(1).split(" ", -1)))
                .mapToDouble(word -> word.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(word))
                .toArray();
    }

    @Test
    void read_otherKindsOfModel_areRefusedByName() {
        refused(
                "binary sigmoid:1",
                "regression",
                "objective is \"regression\"; allowed: binary sigmoid: and a number above 0");
        refused(
                "sigmoid:1",
                "sigmoid:-1",
                "objective is \"binary sigmoid:-1\"; allowed: binary sigmoid: and a number above 0");
        refused("objective=binary sigmoid:1\n", "", "the header has no line objective=");
        refused("num_class=1", "num_class=3", "the header has num_class \"3\"; allowed: 1");
        refused("version=v4", "version=v2", "the header has version \"v2\"; allowed: v3 or v4");
        refused(
                "\nfeature_names",
                "\naverage_output\nfeature_names",
                "average_output is set (boosting rf); allowed: boosting gbdt or dart");
        refused(
                "decision_type=2 8",
                "decision_type=2 1",
                "tree 0 has a categorical split at node 1; allowed: numeric splits");
        refused(
                "is_linear=0\nshrinkage=1\n\n\nTree=1",
                "is_linear=1\nshrinkage=1\n\n\nTree=1",
                "tree 0 has linear leaves; allowed: constant leaves");
        refused(
                "decision_type=2 8",
                "decision_type=4 8",
                "tree 0 has missing type NaN at node 1; allowed in a model with missing type Zero: None or Zero");
        refused(
                "decision_type=2 8",
                "decision_type=2 12",
                "tree 0 has decision_type 12 at node 1; allowed: a missing type of None, Zero or NaN");
    }

    @Test
    void read_damagedModel_namesWhatIsWrong() {
        refused("end of trees\n", "", "line \"end of trees\" is missing: the file is cut off");
        refused("Tree=1", "Tree=2", "tree 1 is numbered 2");
        refused("threshold=0.5 -2", "threshold=0.5", "tree 0 has 1 values of threshold; allowed: 2");
        refused("threshold=0.5 -2", "threshold=0.5 x", "tree 0 has threshold[1] \"x\"; allowed: a number");
        refused("threshold=0.5 -2", "treshold=0.5 -2", "tree 0 has no line threshold=");
        refused("threshold=0.5 -2", "threshold=0.5 NaN", "node 1 of tree 0: value is NaN; allowed: a number");
        refused("leaf_value=0.25", "leaf_value=inf", "node 2 of tree 0: value is Infinity; allowed: a finite number");
        refused("left_child=-1 -2", "left_child=-1 -4", "tree 0 has left_child[1] -4; allowed: -3 to 1");
        refused(
                "left_child=-1 -2",
                "left_child=1 -2",
                "node 0 of tree 0: child 1 has another parent already, or is the root");
        refused("split_feature=1 0", "split_feature=1 2", "node 1 of tree 0: feature is 2; allowed: 0 to 1");
        refused("num_leaves=3", "num_leaves=0", "tree 0 has num_leaves 0; allowed: 1 to 16777216");
        refused("shrinkage=1\n\n\nTree=1", "num_leaves=3\n\n\nTree=1", "tree 0 has num_leaves twice");
        refused(
                "feature_names=amount age",
                "feature_names=amount",
                "feature_names has 1 names; allowed: one for each of 2 features");
    }
}
