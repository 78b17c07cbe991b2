package io.weir.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Boosted trees evaluated as the library that made them evaluates them, bit for bit; see {@link Arithmetic}.
 *
 * <p>Instances are immutable; {@link #margin} allocates two small arrays.
 */
public final class TreeEnsemble {

    private static final String TAG = "WITR";
    private static final int FLOATS = 1;
    private static final int DOUBLES = 2;
    private static final int MAX_FEATURES = 1 << 16;
    private static final int MAX_TREES = 1 << 16;

    private final int features;
    private final Arithmetic arithmetic;
    private final double baseMargin;
    private final List<LevelOrderTree> trees;
    private final float[] cover;
    private final FlatTrees flat;
    private final double[] means;
    private final double bias;

    private TreeEnsemble(
            int features, Arithmetic arithmetic, double baseMargin, List<LevelOrderTree> trees, float[] cover) {
        this.features = features;
        this.arithmetic = arithmetic;
        this.baseMargin = baseMargin;
        this.trees = trees;
        this.cover = cover;
        flat = new FlatTrees(features, arithmetic, trees);
        means = flat.means(cover);
        bias = baseMargin + flat.rootMeans(means);
    }

    /** How a library compares a feature with a threshold and adds the leaves' outputs. */
    public enum Arithmetic {
        /**
         * XGBoost (Chen, Guestrin 2016): features are cast to float32, {@code x < threshold} goes left, NaN is missing; outputs
         * are added in float32, tree by tree, to the base margin.
         */
        FLOAT32,
        /**
         * LightGBM (Ke et al. 2017): {@code x <= threshold} goes left, in float64, where a value within 1e-35 of 0 is 0; NaN is
         * missing; outputs are added in float64.
         */
        FLOAT64,
        /** LightGBM trained with {@code zero_as_missing}: as {@link #FLOAT64}, but 0 is missing too. */
        FLOAT64_ZERO_MISSING
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
    public record Tree(int[] left, int[] right, int[] feature, double[] value, boolean[] missingLeft, float[] cover) {

        /** A tree whose thresholds and outputs are float32. */
        public Tree(int[] left, int[] right, int[] feature, float[] value, boolean[] missingLeft, float[] cover) {
            this(left, right, feature, new double[value.length], missingLeft, cover);
            Arrays.setAll(this.value, node -> value[node]);
        }
    }

    /**
     * An ensemble in {@link Arithmetic#FLOAT32}.
     *
     * @see #of(Arithmetic, int, double, List)
     */
    public static TreeEnsemble of(int features, float baseMargin, List<Tree> trees) {
        return of(Arithmetic.FLOAT32, features, baseMargin, trees);
    }

    /**
     * An ensemble of trees from elsewhere.
     *
     * @param arithmetic the library's; in float32, base margin, thresholds and outputs must be float32 numbers
     * @param features length of a row
     * @param baseMargin log-odds before the first tree
     * @param trees at least one, in the order of addition; nodes that no path from the root reaches are left out
     * @throws IllegalArgumentException naming the tree, the node and what is wrong with it
     */
    public static TreeEnsemble of(Arithmetic arithmetic, int features, double baseMargin, List<Tree> trees) {
        if (features < 1 || features > MAX_FEATURES) {
            throw new IllegalArgumentException("number of features is " + features + "; allowed: 1 to " + MAX_FEATURES);
        }
        if (!Double.isFinite(baseMargin) || (arithmetic == Arithmetic.FLOAT32 && baseMargin != (float) baseMargin)) {
            throw new IllegalArgumentException("base margin is " + baseMargin + "; allowed: a finite "
                    + (arithmetic == Arithmetic.FLOAT32 ? "float32 number" : "number"));
        }
        if (trees.isEmpty() || trees.size() > MAX_TREES) {
            throw new IllegalArgumentException("number of trees is " + trees.size() + "; allowed: 1 to " + MAX_TREES);
        }
        LevelOrder order = new LevelOrder(features, arithmetic);
        List<LevelOrderTree> ordered = new ArrayList<>(trees.size());
        for (int i = 0; i < trees.size(); i++) {
            ordered.add(order.place(i, trees.get(i)));
        }
        return new TreeEnsemble(features, arithmetic, baseMargin, ordered, order.cover());
    }

    /** Log-odds of fraud, before any correction. */
    public double margin(double[] row) {
        return arithmetic == Arithmetic.FLOAT32 ? flat.sum(row, (float) baseMargin) : flat.doubleSum(row, baseMargin);
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

    /**
     * The same trees on longer rows: features that they do not know come last and count for nothing.
     *
     * @param to at least as many features as now
     */
    public TreeEnsemble widened(int to) {
        if (to < features) {
            throw new IllegalArgumentException("number of features is " + to + "; allowed: at least " + features);
        }
        return new TreeEnsemble(to, arithmetic, baseMargin, trees, cover);
    }

    public int featureCount() {
        return features;
    }

    public int treeCount() {
        return trees.size();
    }

    /** The ensemble in its own binary format, version 1 (float32) or 2 (float64); equal ensembles give equal bytes. */
    public byte[] toBytes() {
        boolean floats = arithmetic == Arithmetic.FLOAT32;
        ByteWriter out = new ByteWriter(TAG, floats ? FLOATS : DOUBLES);
        out.writeInt(features);
        if (floats) {
            out.writeFloat((float) baseMargin);
        } else {
            out.writeInt(arithmetic == Arithmetic.FLOAT64_ZERO_MISSING ? 1 : 0);
            out.writeDouble(baseMargin);
        }
        out.writeInt(trees.size());
        for (LevelOrderTree tree : trees) {
            if (floats) {
                tree.write(out);
            } else {
                tree.writeDoubles(out);
            }
        }
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
        ByteReader in = new ByteReader("tree ensemble", bytes, TAG, FLOATS, DOUBLES);
        boolean floats = in.version() == FLOATS;
        int features = in.readInt("number of features", 1, MAX_FEATURES);
        Arithmetic arithmetic = floats ? Arithmetic.FLOAT32 : readArithmetic(in);
        double baseMargin = floats ? in.readFloat("base margin") : in.readDouble("base margin");
        int count = in.readInt("number of trees", 1, MAX_TREES);
        List<LevelOrderTree> trees = new ArrayList<>();
        int nodes = 0;
        for (int i = 0; i < count; i++) {
            String name = "tree " + i;
            trees.add(
                    floats ? LevelOrderTree.read(in, name, features) : LevelOrderTree.readDoubles(in, name, features));
            nodes += trees.get(i).size();
        }
        return new TreeEnsemble(features, arithmetic, baseMargin, trees, readCover(in, nodes));
    }

    private static Arithmetic readArithmetic(ByteReader in) {
        boolean zeroMissing = in.readInt("flag that 0 is missing", 0, 1) == 1;
        return zeroMissing ? Arithmetic.FLOAT64_ZERO_MISSING : Arithmetic.FLOAT64;
    }

    private static float[] readCover(ByteReader in, int nodes) {
        in.need("cover", nodes, Float.BYTES);
        float[] cover = new float[nodes];
        for (int node = 0; node < nodes; node++) {
            cover[node] = in.readFloat("cover");
            if (cover[node] < 0) {
                throw in.error("cover " + node + " is " + cover[node] + "; allowed: 0 or more");
            }
        }
        in.end();
        return cover;
    }
}
