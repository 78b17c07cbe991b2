package io.weir.training;

import io.weir.model.TreeEnsemble;

/**
 * One tree of a LightGBM text model: parallel arrays over its splits, the root first, and over its leaves; a negative child is
 * the bitwise complement of a leaf.
 */
final class LightGbmTree {

    /** What counts as missing at a split: nothing (NaN is 0), 0 and NaN, or NaN. */
    static final int MISSING_NONE = 0;

    static final int MISSING_ZERO = 1;
    static final int MISSING_NAN = 2;

    private static final int CATEGORICAL = 1;
    private static final int DEFAULT_LEFT = 2;
    private static final int MISSING_SHIFT = 2;
    private static final int MAX_LEAVES = 1 << 24;

    private final int index;
    private final LightGbmSection section;
    private final int leaves;
    private final int splits;
    private final int[] decision;

    LightGbmTree(int index, LightGbmSection section) {
        this.index = index;
        this.section = section;
        int stated = section.number("Tree", 0, Integer.MAX_VALUE);
        if (stated != index) {
            throw LightGbmSection.error("tree " + index + " is numbered " + stated);
        }
        if (section.has("is_linear") && section.number("is_linear", 0, 1) == 1) {
            throw LightGbmSection.error("tree " + index + " has linear leaves; allowed: constant leaves");
        }
        leaves = section.number("num_leaves", 1, MAX_LEAVES);
        splits = leaves - 1;
        decision = splits == 0 ? new int[0] : section.ints("decision_type", splits, 0, 15);
        for (int node = 0; node < splits; node++) {
            if ((decision[node] & CATEGORICAL) != 0) {
                throw LightGbmSection.error(
                        "tree " + index + " has a categorical split at node " + node + "; allowed: numeric splits");
            }
            if (missing(node) > MISSING_NAN) {
                throw LightGbmSection.error("tree " + index + " has decision_type " + decision[node] + " at node "
                        + node + "; allowed: a missing type of None, Zero or NaN");
            }
        }
    }

    int index() {
        return index;
    }

    private int missing(int node) {
        return decision[node] >> MISSING_SHIFT;
    }

    /** First node with this missing type; -1 when there is none. */
    int nodeMissing(int type) {
        for (int node = 0; node < splits; node++) {
            if (missing(node) == type) {
                return node;
            }
        }
        return -1;
    }

    /** Splits first, then leaves. */
    TreeEnsemble.Tree tree(double sigmoid) {
        int nodes = splits + leaves;
        int[] left = new int[nodes];
        int[] right = new int[nodes];
        int[] feature = new int[nodes];
        double[] value = new double[nodes];
        boolean[] missingLeft = new boolean[nodes];
        float[] cover = new float[nodes];
        if (splits > 0) {
            int[] lefts = children("left_child");
            int[] rights = children("right_child");
            double[] thresholds = section.doubles("threshold", splits);
            double[] weights = section.doubles("internal_weight", splits);
            double[] leafWeights = section.doubles("leaf_weight", leaves);
            System.arraycopy(section.ints("split_feature", splits, 0, Integer.MAX_VALUE), 0, feature, 0, splits);
            System.arraycopy(thresholds, 0, value, 0, splits);
            for (int node = 0; node < nodes; node++) {
                boolean split = node < splits;
                left[node] = split ? lefts[node] : -1;
                right[node] = split ? rights[node] : -1;
                missingLeft[node] = split && missingLeft(node, thresholds[node]);
                cover[node] = (float) (split ? weights[node] : leafWeights[node - splits]);
            }
        } else {
            left[0] = -1;
        }
        double[] outputs = section.doubles("leaf_value", leaves);
        for (int leaf = 0; leaf < leaves; leaf++) {
            value[splits + leaf] = sigmoid * outputs[leaf];
        }
        return new TreeEnsemble.Tree(left, right, feature, value, missingLeft, cover);
    }

    /** Where nothing counts as missing, NaN goes where 0 goes. */
    private boolean missingLeft(int node, double threshold) {
        return missing(node) == MISSING_NONE ? 0 <= threshold : (decision[node] & DEFAULT_LEFT) != 0;
    }

    private int[] children(String key) {
        int[] children = section.ints(key, splits, -leaves, splits - 1);
        for (int node = 0; node < splits; node++) {
            children[node] = children[node] < 0 ? splits + ~children[node] : children[node];
        }
        return children;
    }
}
