package io.weir.model;

import java.util.ArrayList;
import java.util.List;

/**
 * Boosted trees evaluated as XGBoost evaluates them (Chen, Guestrin 2016): features are cast to float32, {@code x <
 * threshold} goes left, a missing value (NaN) goes the node's own way, and the leaves' outputs are added in float32 in the
 * order of the trees to the base margin.
 *
 * <p>Instances are immutable; {@link #margin} allocates one small array.
 */
public final class TreeEnsemble {

    private static final String TAG = "WITR";
    private static final int FORMAT = 1;
    private static final int MAX_FEATURES = 1 << 16;
    private static final int MAX_TREES = 1 << 16;

    private final int features;
    private final float baseMargin;
    private final List<LevelOrderTree> trees;
    private final float[] cover;
    private final FlatTrees flat;
    private final double[] means;
    private final double bias;

    private TreeEnsemble(int features, float baseMargin, List<LevelOrderTree> trees, float[] cover) {
        this.features = features;
        this.baseMargin = baseMargin;
        this.trees = trees;
        this.cover = cover;
        flat = new FlatTrees(features, trees);
        means = flat.means(cover);
        bias = baseMargin + flat.rootMeans(means);
    }

    /**
     * One tree as libraries write it, nodes in any order, the root first.
     *
     * @param left left child of each node; negative at a leaf
     * @param right right child of each node; not read at a leaf
     * @param feature feature of each split; not read at a leaf
     * @param value threshold at a split, output at a leaf
     * @param missingLeft true when a missing value goes left; not read at a leaf
     * @param cover weight of the training rows that passed the node (XGBoost: sum of hessians)
     */
    public record Tree(int[] left, int[] right, int[] feature, float[] value, boolean[] missingLeft, float[] cover) {}

    /**
     * An ensemble of trees from elsewhere.
     *
     * @param features length of a row
     * @param baseMargin log-odds before the first tree
     * @param trees at least one, in the order of addition; nodes that no path from the root reaches are left out
     * @throws IllegalArgumentException naming the tree, the node and what is wrong with it
     */
    public static TreeEnsemble of(int features, float baseMargin, List<Tree> trees) {
        if (features < 1 || features > MAX_FEATURES) {
            throw new IllegalArgumentException("number of features is " + features + "; allowed: 1 to " + MAX_FEATURES);
        }
        if (!Float.isFinite(baseMargin)) {
            throw new IllegalArgumentException("base margin is " + baseMargin + "; allowed: a finite number");
        }
        if (trees.isEmpty() || trees.size() > MAX_TREES) {
            throw new IllegalArgumentException("number of trees is " + trees.size() + "; allowed: 1 to " + MAX_TREES);
        }
        LevelOrder order = new LevelOrder(features);
        List<LevelOrderTree> ordered = new ArrayList<>(trees.size());
        for (int i = 0; i < trees.size(); i++) {
            ordered.add(order.place(i, trees.get(i)));
        }
        return new TreeEnsemble(features, baseMargin, ordered, order.cover());
    }

    /** Log-odds of fraud, before any correction. */
    public double margin(double[] row) {
        return flat.sum(row, baseMargin);
    }

    /**
     * What each feature added to the log-odds: at each split on the row's path the mean output below changes, and the change
     * is the split feature's (Saabas 2014). They add up to {@code margin(row) - bias()} but for rounding. They are not
     * Shapley values: splits near the root get less than their due.
     */
    public double[] contributions(double[] row) {
        return flat.pathContributions(row, means);
    }

    /** The margin before any feature is known: the base margin and each tree's mean output over its training rows. */
    public double bias() {
        return bias;
    }

    public int featureCount() {
        return features;
    }

    public int treeCount() {
        return trees.size();
    }

    /** The ensemble in its own binary format, version 1; equal ensembles give equal bytes. */
    public byte[] toBytes() {
        ByteWriter out = new ByteWriter(TAG, FORMAT);
        out.writeInt(features);
        out.writeFloat(baseMargin);
        out.writeInt(trees.size());
        trees.forEach(tree -> tree.write(out));
        for (float weight : cover) {
            out.writeFloat(weight);
        }
        return out.toBytes();
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws IllegalArgumentException naming what is wrong with the bytes
     */
    public static TreeEnsemble read(byte[] bytes) {
        ByteReader in = new ByteReader("tree ensemble", bytes, TAG, FORMAT);
        int features = in.readInt("number of features", 1, MAX_FEATURES);
        float baseMargin = in.readFloat("base margin");
        int count = in.readInt("number of trees", 1, MAX_TREES);
        List<LevelOrderTree> trees = new ArrayList<>();
        int nodes = 0;
        for (int i = 0; i < count; i++) {
            trees.add(LevelOrderTree.read(in, "tree " + i, features));
            nodes += trees.get(i).size();
        }
        in.need("cover", nodes, Float.BYTES);
        float[] cover = new float[nodes];
        for (int node = 0; node < nodes; node++) {
            cover[node] = in.readFloat("cover");
            if (cover[node] < 0) {
                throw in.error("cover " + node + " is " + cover[node] + "; allowed: 0 or more");
            }
        }
        in.end();
        return new TreeEnsemble(features, baseMargin, trees, cover);
    }
}
