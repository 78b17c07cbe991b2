package io.weir.training;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.model.TreeEnsemble;

/** One tree of an XGBoost model: parallel arrays over its nodes. */
final class XGBoostTree {

    private static final int NUMERIC = 0;

    private final int index;
    private final JsonNode node;

    XGBoostTree(int index, JsonNode node) {
        this.index = index;
        this.node = node;
    }

    TreeEnsemble.Tree tree() {
        String outputs = node.at("/tree_param/size_leaf_vector").asText("");
        if (!outputs.isEmpty() && !outputs.equals("0") && !outputs.equals("1")) {
            throw XGBoostModelReader.error(
                    "tree " + index + " has size_leaf_vector " + outputs + "; allowed: 1, one output");
        }
        JsonNode kinds = node.path("split_type");
        for (int i = 0; i < kinds.size(); i++) {
            if (kinds.get(i).asInt() != NUMERIC) {
                throw XGBoostModelReader.error(
                        "tree " + index + " has a categorical split at node " + i + "; allowed: numeric splits");
            }
        }
        int[] missingLeft = ints("default_left");
        boolean[] flags = new boolean[missingLeft.length];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = missingLeft[i] != 0;
        }
        return new TreeEnsemble.Tree(
                ints("left_children"),
                ints("right_children"),
                ints("split_indices"),
                floats("split_conditions"),
                flags,
                floats("sum_hessian"));
    }

    /** Adds what each split gained to its feature's sum. */
    void addGain(double[] gain) {
        int[] left = ints("left_children");
        int[] feature = ints("split_indices");
        float[] gained = floats("loss_changes");
        for (int i = 0; i < left.length; i++) {
            if (left[i] >= 0) {
                gain[feature[i]] += gained[i];
            }
        }
    }

    private int[] ints(String name) {
        JsonNode values = array(name);
        int[] ints = new int[values.size()];
        for (int i = 0; i < ints.length; i++) {
            JsonNode value = values.get(i);
            if (value.isBoolean()) {
                ints[i] = value.booleanValue() ? 1 : 0;
            } else if (value.isIntegralNumber() && value.canConvertToInt()) {
                ints[i] = value.intValue();
            } else {
                throw XGBoostModelReader.error(
                        "tree " + index + " has " + name + "[" + i + "] " + value + "; allowed: a whole number");
            }
        }
        return ints;
    }

    /** Without negative zeros, which Jackson's decimals do not have: the same trees from JSON and UBJ. */
    private float[] floats(String name) {
        JsonNode values = array(name);
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            JsonNode value = values.get(i);
            if (!value.isNumber()) {
                throw XGBoostModelReader.error(
                        "tree " + index + " has " + name + "[" + i + "] " + value + "; allowed: a number");
            }
            float number = value.isBigDecimal() ? value.decimalValue().floatValue() : value.floatValue();
            floats[i] = number + 0f;
        }
        return floats;
    }

    private JsonNode array(String name) {
        JsonNode values = node.path(name);
        if (!values.isArray()) {
            throw XGBoostModelReader.error("tree " + index + " has no array " + name);
        }
        return values;
    }
}
