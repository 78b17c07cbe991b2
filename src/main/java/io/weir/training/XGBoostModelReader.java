package io.weir.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.weir.model.TreeEnsemble;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Reads a model that XGBoost saved as JSON (versions 1.x to 3.x) or UBJ (1.6 and later): objective {@code binary:logistic}
 * or {@code reg:logistic}, booster {@code gbtree}, numeric splits, one output.
 *
 * <p>Anything else is refused with an error that names the field, its value and what is allowed. Numbers are parsed straight
 * to float32, so thresholds and leaves are the library's own, bit for bit.
 */
final class XGBoostModelReader {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final String PARAMETERS = "/learner/learner_model_param/";

    private final JsonNode root;

    private XGBoostModelReader(JsonNode root) {
        this.root = root;
    }

    /** @throws IllegalArgumentException when it is neither JSON nor UBJ */
    static XGBoostModelReader of(byte[] content) {
        if (UbjReader.recognizes(content)) {
            return new XGBoostModelReader(UbjReader.read("XGBoost model", content));
        }
        try {
            return new XGBoostModelReader(JSON.readTree(content));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("XGBoost model is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException | NumberFormatException e) {
            throw new IllegalArgumentException("XGBoost model cannot be read: " + e.getMessage(), e);
        }
    }

    /** @throws IllegalArgumentException naming what is wrong or not supported */
    ImportedModel model() {
        TreeEnsemble ensemble = ensemble(Integer.MAX_VALUE);
        List<String> names = new ArrayList<>();
        root.at("/learner/feature_names").forEach(name -> names.add(name.asText()));
        if (!names.isEmpty() && names.size() != ensemble.featureCount()) {
            throw error("/learner/feature_names has " + names.size() + " names; allowed: none, or one for each of "
                    + ensemble.featureCount() + " features");
        }
        return new ImportedModel(ensemble, names, "xgboost " + version());
    }

    /** Version of the library that saved the model, for example 3.0.4. */
    String version() {
        return StreamSupport.stream(at("/version").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining("."));
    }

    /** Total gain of each feature's splits in the first trees, at most so many. */
    double[] gain(int most) {
        double[] gain = new double[ensemble(1).featureCount()];
        JsonNode all = at("/learner/gradient_booster/model/trees");
        for (int i = 0; i < Math.min(most, all.size()); i++) {
            new XGBoostTree(i, all.get(i)).addGain(gain);
        }
        return gain;
    }

    /** The first trees of the model, at most so many. */
    TreeEnsemble ensemble(int most) {
        expect("/learner/objective/name", Set.of("binary:logistic", "reg:logistic"));
        expect("/learner/gradient_booster/name", Set.of("gbtree"));
        number(PARAMETERS + "num_class", 0, 1, 0);
        number(PARAMETERS + "num_target", 0, 1, 1);
        int features = number(PARAMETERS + "num_feature", 1, 1 << 16, -1);
        JsonNode all = at("/learner/gradient_booster/model/trees");
        List<TreeEnsemble.Tree> trees = new ArrayList<>();
        for (int i = 0; i < Math.min(most, all.size()); i++) {
            trees.add(new XGBoostTree(i, all.path(i)).tree());
        }
        float baseMargin = baseMargin();
        try {
            return TreeEnsemble.of(features, baseMargin, trees);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("XGBoost model: " + e.getMessage(), e);
        }
    }

    /** logit of base_score, which newer versions put in brackets; in float32, as the library takes it. */
    private float baseMargin() {
        String path = PARAMETERS + "base_score";
        String text = at(path).asText();
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        float p;
        try {
            p = Float.parseFloat(bare);
        } catch (NumberFormatException e) {
            throw error(path + " is \"" + text + "\"; allowed: one number");
        }
        float odds = 1 / p - 1;
        if (!(odds > 0 && odds <= Float.MAX_VALUE)) {
            throw error(path + " is \"" + text + "\"; allowed: between 0 and 1");
        }
        return (float) (0 - StrictMath.log(odds));
    }

    private void expect(String path, Set<String> allowed) {
        String value = at(path).asText();
        if (!allowed.contains(value)) {
            throw error(path + " is \"" + value + "\"; allowed: "
                    + allowed.stream().sorted().collect(Collectors.joining(" or ")));
        }
    }

    /** A number that XGBoost writes as text. */
    private int number(String path, int min, int max, int absent) {
        JsonNode node = root.at(path);
        String text = node.isMissingNode() ? String.valueOf(absent) : node.asText();
        try {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw error(path + " is \"" + text + "\"; allowed: a whole number");
        }
        throw error(path + " is " + text + "; allowed: " + min + " to " + max);
    }

    private JsonNode at(String path) {
        JsonNode node = root.at(path);
        if (node.isMissingNode()) {
            throw error(path + " is missing");
        }
        return node;
    }

    static IllegalArgumentException error(String reason) {
        return new IllegalArgumentException("XGBoost model: " + reason);
    }
}
