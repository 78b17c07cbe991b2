package io.weir.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.weir.model.Logit;
import io.weir.model.TreeEnsemble;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Reads a model that XGBoost saved as JSON (versions 1.x to 3.x): objective {@code binary:logistic}, booster {@code
 * gbtree}, numeric splits, one output.
 *
 * <p>Anything else is refused with an error that names the field, its value and what is allowed. Numbers are parsed straight
 * to float32, so thresholds and leaves are the library's own, bit for bit.
 */
public final class XGBoostModelReader {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final JsonNode root;

    private XGBoostModelReader(JsonNode root) {
        this.root = root;
    }

    /**
     * Reads the whole ensemble.
     *
     * @param json content of the file
     * @throws IllegalArgumentException naming what is wrong or not supported
     */
    public static TreeEnsemble read(byte[] json) {
        return of(json).ensemble(Integer.MAX_VALUE);
    }

    static XGBoostModelReader of(byte[] json) {
        try {
            return new XGBoostModelReader(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("XGBoost model is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException("XGBoost model cannot be read: " + e.getMessage(), e);
        }
    }

    /** Version of the library that saved the model, for example 3.0.4. */
    String version() {
        return StreamSupport.stream(at("/version").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining("."));
    }

    /** The first trees of the model, at most so many. */
    TreeEnsemble ensemble(int most) {
        expect("/learner/objective/name", "binary:logistic");
        expect("/learner/gradient_booster/name", "gbtree");
        number("/learner/learner_model_param/num_class", 0, 1, 0);
        number("/learner/learner_model_param/num_target", 0, 1, 1);
        int features = number("/learner/learner_model_param/num_feature", 1, 1 << 16, -1);
        JsonNode all = at("/learner/gradient_booster/model/trees");
        List<TreeEnsemble.Tree> trees = new ArrayList<>();
        for (int i = 0; i < Math.min(most, all.size()); i++) {
            trees.add(new XGBoostTree(i, all.get(i)).tree());
        }
        float baseMargin = baseMargin();
        try {
            return TreeEnsemble.of(features, baseMargin, trees);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("XGBoost model: " + e.getMessage(), e);
        }
    }

    /** logit of base_score, which newer versions put in brackets. */
    private float baseMargin() {
        String path = "/learner/learner_model_param/base_score";
        String text = at(path).asText();
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        double p;
        try {
            p = Float.parseFloat(bare);
        } catch (NumberFormatException e) {
            throw error(path + " is \"" + text + "\"; allowed: one number");
        }
        if (!(p > 0 && p < 1)) {
            throw error(path + " is \"" + text + "\"; allowed: between 0 and 1");
        }
        return (float) Logit.logit(p);
    }

    private void expect(String path, String allowed) {
        String value = at(path).asText();
        if (!value.equals(allowed)) {
            throw error(path + " is \"" + value + "\"; allowed: " + allowed);
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
