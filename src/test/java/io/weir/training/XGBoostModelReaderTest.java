package io.weir.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.weir.model.TreeEnsemble;
import org.junit.jupiter.api.Test;

class XGBoostModelReaderTest {

    static final String MODEL = """
            {"learner": {
              "gradient_booster": {"name": "gbtree", "model": {"trees": [{
                "left_children": [1, -1, -1], "right_children": [2, -1, -1], "split_indices": [1, 0, 0],
                "split_conditions": [5E-1, -2.5E-1, 1.5E0], "default_left": [1, 0, 0], "split_type": [0, 0, 0],
                "sum_hessian": [4E0, 3E0, 1E0], "tree_param": {"size_leaf_vector": "1"}}]}},
              "learner_model_param": {"base_score": "[2E-1]", "num_class": "0", "num_feature": "2", "num_target": "1"},
              "objective": {"name": "binary:logistic"}},
             "version": [3, 0, 4]}
            """;

    private static TreeEnsemble read(String json) {
        return ImportedModel.read(json.getBytes(UTF_8)).ensemble();
    }

    private static void refused(String from, String to, String message) {
        assertThat(MODEL).contains(from);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(MODEL.replace(from, to)))
                .withMessage("XGBoost model: " + message);
    }

    @Test
    void read_smallModel_addsLogitOfBaseScoreAndLeaf() {
        TreeEnsemble model = read(MODEL);
        double base = Math.log(0.25);
        assertThat(model.margin(new double[] {0, 0})).isCloseTo(base - 0.25, within(1e-6));
        assertThat(model.margin(new double[] {0, 0.5})).isCloseTo(base + 1.5, within(1e-6));
        assertThat(model.margin(new double[] {0, Double.NaN})).isCloseTo(base - 0.25, within(1e-6));
        assertThat(model.bias()).isCloseTo(base + (3 * -0.25 + 1.5) / 4, within(1e-6));
    }

    @Test
    void read_baseScoreWithoutBrackets_isTheSame() {
        double[] row = {0, 0};
        assertThat(read(MODEL.replace("[2E-1]", "2E-1")).margin(row))
                .isEqualTo(read(MODEL).margin(row));
        refused(
                "[2E-1]",
                "[2E-1,3E-1]",
                "/learner/learner_model_param/base_score is \"[2E-1,3E-1]\"; allowed: one number");
        refused("[2E-1]", "1E0", "/learner/learner_model_param/base_score is \"1E0\"; allowed: between 0 and 1");
    }

    @Test
    void read_defaultLeftAsBooleans_isUnderstood() {
        TreeEnsemble model = read(MODEL.replace("[1, 0, 0], \"split_type\"", "[true, false, false], \"split_type\""));
        assertThat(model.margin(new double[] {0, Double.NaN})).isLessThan(-1.5);
    }

    @Test
    void read_otherKindsOfModel_areRefusedByName() {
        refused(
                "binary:logistic",
                "reg:squarederror",
                "/learner/objective/name is \"reg:squarederror\"; allowed: binary:logistic or reg:logistic");
        refused("gbtree", "dart", "/learner/gradient_booster/name is \"dart\"; allowed: gbtree");
        refused("gbtree", "gblinear", "/learner/gradient_booster/name is \"gblinear\"; allowed: gbtree");
        refused(
                "\"num_class\": \"0\"",
                "\"num_class\": \"3\"",
                "/learner/learner_model_param/num_class is 3; allowed: 0 to 1");
        refused(
                "\"num_target\": \"1\"",
                "\"num_target\": \"2\"",
                "/learner/learner_model_param/num_target is 2; allowed: 0 to 1");
        refused(
                "\"split_type\": [0,",
                "\"split_type\": [1,",
                "tree 0 has a categorical split at node 0; allowed: numeric splits");
        refused(
                "\"size_leaf_vector\": \"1\"",
                "\"size_leaf_vector\": \"3\"",
                "tree 0 has size_leaf_vector 3; allowed: 1, one output");
    }

    @Test
    void read_damagedModel_namesWhatIsWrong() {
        refused("\"objective\"", "\"subjective\"", "/learner/objective/name is missing");
        refused("\"sum_hessian\"", "\"hessian\"", "tree 0 has no array sum_hessian");
        refused("[1, -1, -1]", "[9, -1, -1]", "node 0 of tree 0: child is 9; allowed: 0 to 2");
        refused("[1, -1, -1]", "[0, -1, -1]", "node 0 of tree 0: child 0 has another parent already, or is the root");
        refused("[1, 0, 0],\n", "[2, 0, 0],\n", "node 0 of tree 0: feature is 2; allowed: 0 to 1");
        refused("[5E-1,", "[\"x\",", "tree 0 has split_conditions[0] \"x\"; allowed: a number");
        refused(
                "\"num_feature\": \"2\"",
                "\"features\": \"2\"",
                "/learner/learner_model_param/num_feature is -1; allowed: 1 to 65536");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("{\"learner\": "))
                .withMessageContaining("XGBoost model is not JSON");
    }
}
