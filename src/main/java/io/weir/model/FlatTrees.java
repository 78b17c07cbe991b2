package io.weir.model;

import java.util.Arrays;
import java.util.List;

/**
 * Trees in flat arrays, walked four at a time and without a branch that depends on data.
 *
 * <p>A row is first copied to floats twice: missing values become +∞ in the first copy and -∞ in the second. A node that
 * sends missing values right looks into the first, one that sends them left into the second, so {@code x < threshold} is
 * the only question left. A leaf is its own left child and looks at a constant that sends it there, so trees of one group
 * take equally many steps. A row costs one small array; the loops allocate nothing.
 *
 * <p>Comparisons and the sum are in float32 and in the order of the trees, as in XGBoost.
 */
final class FlatTrees {

    private static final int GROUP = 4;

    private final int features;
    private final int[] roots;
    private final int[] steps;
    private final int[] slot;
    private final float[] value;
    private final float[] threshold;
    private final int[] left;

    FlatTrees(int features, List<LevelOrderTree> trees) {
        this.features = features;
        roots = new int[trees.size()];
        steps = new int[(trees.size() + GROUP - 1) / GROUP];
        int nodes =
                Math.toIntExact(trees.stream().mapToLong(LevelOrderTree::size).sum());
        slot = new int[nodes];
        value = new float[nodes];
        threshold = new float[nodes];
        left = new int[nodes];
        int root = 0;
        for (int tree = 0; tree < roots.length; tree++) {
            roots[tree] = root;
            steps[tree / GROUP] = Math.max(steps[tree / GROUP], trees.get(tree).depth());
            root = place(trees.get(tree), root);
        }
    }

    private int place(LevelOrderTree tree, int root) {
        int[] children = tree.leftChildren();
        for (int node = 0; node < children.length; node++) {
            int at = root + node;
            left[at] = root + children[node];
            value[at] = tree.value()[node];
            int split = tree.split()[node];
            if (tree.isLeaf(node)) {
                slot[at] = 2 * features;
                threshold[at] = 1;
            } else {
                slot[at] = (split >> 1) + (split & 1) * features;
                threshold[at] = tree.value()[node];
            }
        }
        return root + children.length;
    }

    int treeCount() {
        return roots.length;
    }

    /** The row as nodes look at it: missing as +∞, missing as -∞, and the 0 of the leaves. */
    float[] view(double[] row) {
        if (row.length != features) {
            throw new IllegalArgumentException("row has " + row.length + " features; the model has " + features);
        }
        float[] view = new float[2 * features + 1];
        for (int i = 0; i < features; i++) {
            float x = (float) row[i];
            boolean missing = Float.isNaN(x);
            view[i] = missing ? Float.POSITIVE_INFINITY : x;
            view[features + i] = missing ? Float.NEGATIVE_INFINITY : x;
        }
        return view;
    }

    /** Start plus the outputs of the leaves that the row reaches, added tree by tree. */
    float sum(double[] row, float start) {
        float[] x = view(row);
        float sum = start;
        int tree = 0;
        for (; tree + GROUP <= roots.length; tree += GROUP) {
            int a = roots[tree];
            int b = roots[tree + 1];
            int c = roots[tree + 2];
            int d = roots[tree + 3];
            for (int step = steps[tree / GROUP]; step > 0; step--) {
                a = next(x, a);
                b = next(x, b);
                c = next(x, c);
                d = next(x, d);
            }
            sum += value[a];
            sum += value[b];
            sum += value[c];
            sum += value[d];
        }
        for (; tree < roots.length; tree++) {
            sum += value[leaf(x, tree)];
        }
        return sum;
    }

    private int leaf(float[] view, int tree) {
        int node = roots[tree];
        while (left[node] != node) {
            node = next(view, node);
        }
        return node;
    }

    private int next(float[] view, int node) {
        return left[node] + (view[slot[node]] < threshold[node] ? 0 : 1);
    }

    /** For each node, all trees in a row: the mean output of the leaves below it, weighted by their cover. */
    double[] means(float[] cover) {
        double[] mean = new double[value.length];
        for (int node = value.length - 1; node >= 0; node--) {
            int child = left[node];
            if (child == node) {
                mean[node] = value[node];
                continue;
            }
            double weight = (double) cover[child] + cover[child + 1];
            double share = weight > 0 ? cover[child] / weight : 0.5;
            mean[node] = share * mean[child] + (1 - share) * mean[child + 1];
        }
        return mean;
    }

    /** Sum over trees of the root's mean. */
    double rootMeans(double[] means) {
        return Arrays.stream(roots).mapToDouble(root -> means[root]).sum();
    }

    /** For each feature the change of the mean at its splits, along the paths that the row takes. */
    double[] pathContributions(double[] row, double[] means) {
        float[] x = view(row);
        double[] contributions = new double[features];
        for (int root : roots) {
            int node = root;
            while (left[node] != node) {
                int child = next(x, node);
                contributions[slot[node] % features] += means[child] - means[node];
                node = child;
            }
        }
        return contributions;
    }
}
