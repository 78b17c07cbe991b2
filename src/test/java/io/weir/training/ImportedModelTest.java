package io.weir.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.weir.transaction.IdHash;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.junit.jupiter.api.Test;

class ImportedModelTest {

    private static final int FEATURES = 5;
    private static final String[] NAMES = {"a", "b", "c", "d", "e f"};

    static Booster train(int rounds, Map<String, Object> more) throws Exception {
        double[][] rows = HardRows.of(3_000, FEATURES, new double[] {0.25, -1}, 1);
        float[] labels = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            double a = Double.isNaN(rows[i][0]) ? 0.5 : Math.max(-4, Math.min(4, rows[i][0]));
            double b = Double.isNaN(rows[i][1]) ? -0.5 : Math.max(-4, Math.min(4, rows[i][1]));
            labels[i] = a * b + IdHash.unit("y" + i, 1) > 1 ? 1 : 0;
        }
        DMatrix data = matrix(rows);
        data.setLabel(labels);
        data.setFeatureNames(NAMES);
        Map<String, Object> settings = new HashMap<>(Map.of(
                "objective", "binary:logistic", "max_depth", 6, "eta", 0.3, "tree_method", "exact", "verbosity", 0));
        settings.put("nthread", 1);
        settings.putAll(more);
        return XGBoost.train(data, settings, rounds, Map.of(), null, null);
    }

    private static DMatrix matrix(double[][] rows) throws Exception {
        return new DMatrix(HardRows.flat32(rows), rows.length, FEATURES, Float.NaN);
    }

    private static double[] thresholds(byte[] json) {
        return Pattern.compile("\"split_conditions\":\\[([^]]*)]")
                .matcher(new String(json, UTF_8))
                .results()
                .flatMap(match -> Stream.of(match.group(1).split(",", -1)))
                .mapToDouble(Float::parseFloat)
                .toArray();
    }

    @Test
    void margin_ofJsonAndUbj_isTheLibrarysBitForBitOnTenThousandRows() throws Exception {
        for (double baseScore : new double[] {0.5, 0.01}) {
            Booster booster = train(50, Map.of("base_score", baseScore));
            byte[] json = booster.toByteArray("json");
            ImportedModel fromJson = ImportedModel.read(json);
            ImportedModel fromUbj = ImportedModel.read(booster.toByteArray("ubj"));
            assertThat(fromUbj.ensemble().toBytes())
                    .isEqualTo(fromJson.ensemble().toBytes());
            assertThat(fromUbj.featureNames())
                    .isEqualTo(fromJson.featureNames())
                    .containsExactly(NAMES);
            assertThat(fromUbj.library()).isEqualTo(fromJson.library()).isEqualTo("xgboost 3.0.4");
            double[][] rows = HardRows.of(10_000, FEATURES, thresholds(json), 3);
            float[][] theirs = booster.predict(matrix(rows), true);
            for (int i = 0; i < rows.length; i++) {
                assertThat(fromUbj.ensemble().margin(rows[i]))
                        .as(Arrays.toString(rows[i]))
                        .isEqualTo(theirs[i][0]);
            }
        }
    }

    @Test
    void margin_forestsAndOtherObjective_isTheLibrarys() throws Exception {
        Booster booster = train(
                5,
                Map.of("objective", "reg:logistic", "num_parallel_tree", 4, "subsample", 0.5, "tree_method", "hist"));
        ImportedModel model = ImportedModel.read(booster.toByteArray("ubj"));
        assertThat(model.ensemble().treeCount()).isEqualTo(20);
        double[][] rows = HardRows.of(1_000, FEATURES, new double[] {0.25}, 4);
        float[][] theirs = booster.predict(matrix(rows), true);
        for (int i = 0; i < rows.length; i++) {
            assertThat(model.ensemble().margin(rows[i])).isEqualTo(theirs[i][0]);
        }
    }

    @Test
    void read_dartSavedAsUbj_isRefusedByName() throws Exception {
        byte[] dart = train(3, Map.of("booster", "dart")).toByteArray("ubj");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImportedModel.read(dart))
                .withMessage("XGBoost model: /learner/gradient_booster/name is \"dart\"; allowed: gbtree");
    }

    @Test
    void read_otherFile_saysWhatIsAllowed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImportedModel.read("binf\0\u0001 and so on".getBytes(UTF_8)))
                .withMessage("model file begins with \"binf?? a\"; allowed: XGBoost's JSON or UBJ, or LightGBM's text");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImportedModel.read(new byte[0]))
                .withMessageStartingWith("model file begins with \"\"");
    }

    @Test
    void read_cutOffFile_isRefused() throws Exception {
        Booster booster = train(2, Map.of("max_depth", 2));
        for (String format : new String[] {"json", "ubj"}) {
            byte[] whole = booster.toByteArray(format);
            for (int length = 0; length < whole.length; length++) {
                byte[] part = Arrays.copyOf(whole, length);
                assertThatIllegalArgumentException().isThrownBy(() -> ImportedModel.read(part));
            }
        }
    }
}
