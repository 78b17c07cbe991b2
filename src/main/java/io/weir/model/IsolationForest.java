package io.weir.model;

import io.weir.transaction.IdHash;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Isolation Forest: s(x) = 2^(-E[h(x)] / c(ψ)) in (0, 1), higher when a row is easier to tell apart from the rest (Liu,
 * Ting, Zhou 2008).
 *
 * <p>Each tree isolates ψ rows drawn without replacement: a node splits a feature at random uniformly between its least
 * and largest value, down to depth ceil(log2 ψ) or to one row. h is the depth of the leaf plus c(rows in the leaf), with
 * c(n) = 2·(ln(n - 1) + 0.5772156649) - 2·(n - 1)/n, c(2) = 1, c(1) = 0.
 *
 * <p>Deviations from the paper: a node draws again when a feature is constant in it, and becomes a leaf when all are. A
 * missing value (NaN) goes to the side that got more of the node's rows (left when equal), so it is never what isolates a
 * row. Features and thresholds are float32.
 *
 * <p>The same rows and seed give the same bytes. Instances are immutable; {@link #score} allocates one small array.
 */
public final class IsolationForest {

    private static final String TAG = "WIFO";
    private static final int FORMAT = 1;
    private static final int MAX_FEATURES = 1 << 16;
    private static final int MAX_TREES = 1 << 16;
    private static final int MAX_SAMPLE = 1 << 20;
    private static final double EULER = 0.5772156649;
    private static final double LN2 = StrictMath.log(2);

    private final int features;
    private final int sampleSize;
    private final List<LevelOrderTree> trees;
    private final FlatTrees flat;
    private final IsolationPaths paths;
    private final double scale;
    private final QuantileSketch scores;

    private IsolationForest(int features, int sampleSize, List<LevelOrderTree> trees, QuantileSketch scores) {
        this.features = features;
        this.sampleSize = sampleSize;
        this.trees = trees;
        this.flat = new FlatTrees(features, trees);
        this.paths = new IsolationPaths(features, sampleSize, trees);
        this.scale = -LN2 / (trees.size() * averagePath(sampleSize));
        this.scores = scores;
    }

    /**
     * Grows a forest, unsupervised.
     *
     * @param rows at least two, each with the same features; NaN is missing, infinity is not allowed
     * @param trees for example 100
     * @param sampleSize ψ, for example 256; all rows when there are fewer
     * @param seed tree i draws from the seed {@code IdHash.mix(IdHash.mix(seed) + i)}
     */
    public static IsolationForest fit(double[][] rows, int trees, int sampleSize, long seed) {
        int features = Rows.features(rows, 2);
        setting("number of trees", trees, 1, MAX_TREES);
        setting("sample size", sampleSize, 2, MAX_SAMPLE);
        int size = Math.min(sampleSize, rows.length);
        IsolationTreeBuilder builder = new IsolationTreeBuilder(rows, size);
        BitSet drawn = new BitSet(rows.length);
        List<LevelOrderTree> grown = new ArrayList<>(trees);
        for (int i = 0; i < trees; i++) {
            grown.add(builder.grow(IdHash.mix(IdHash.mix(seed) + i), drawn));
        }
        QuantileSketch none = QuantileSketch.of(new double[] {0});
        IsolationForest forest = new IsolationForest(features, size, grown, none);
        double[] scores = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            scores[i] = forest.score(rows[i]);
        }
        return new IsolationForest(features, size, grown, QuantileSketch.of(scores));
    }

    private static void setting(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " is " + value + "; allowed: " + min + " to " + max);
        }
    }

    /** c(n): the average path length of an unsuccessful search in a binary search tree of n rows. */
    static double averagePath(int n) {
        if (n <= 2) {
            return n == 2 ? 1 : 0;
        }
        return 2 * (StrictMath.log(n - 1) + EULER) - 2.0 * (n - 1) / n;
    }

    /** s(x) in (0, 1); around 0.5 and below is ordinary. */
    public double score(double[] row) {
        return StrictMath.exp(flat.sum(row, 0) * scale);
    }

    /** Share of the training rows with a smaller score, from 0 to 1; off by at most 1/1024, near the top 1/65,536. */
    public double rank(double score) {
        return scores.rank(score);
    }

    /**
     * What each feature added to the score, in doublings of it: at each split on the row's path the mean of h below changes,
     * and the change is the split feature's; summed over the trees, negated and divided by c(ψ). Positive made the row more
     * anomalous. They add up to {@code log2(score(row) / typicalScore())} but for rounding.
     *
     * <p>This is path attribution in the manner of Saabas (2014), whose expectations are those of boosted trees' outputs; here
     * they are the mean h of the rows that grew the tree. It is neither Shapley values (splits near the root get less than
     * their due) nor DIFFI (Carletti, Terzi, Susto 2023), which weighs depths and balances of whole nodes.
     */
    public double[] contributions(double[] row) {
        if (row.length != features) {
            throw new IllegalArgumentException("row has " + row.length + " features; the model has " + features);
        }
        double[] contributions = paths.shortened(row);
        for (int f = 0; f < features; f++) {
            contributions[f] /= averagePath(sampleSize);
        }
        return contributions;
    }

    /** The score before any feature is known: 2^(-h/c(ψ)) of the mean h of the rows that grew the trees. */
    public double typicalScore() {
        return StrictMath.exp(-LN2 * paths.expected() / averagePath(sampleSize));
    }

    public int featureCount() {
        return features;
    }

    public int treeCount() {
        return trees.size();
    }

    /** ψ: rows that each tree was grown from. */
    public int sampleSize() {
        return sampleSize;
    }

    /** The forest in its own binary format, version 1; equal forests give equal bytes. */
    public byte[] toBytes() {
        ByteWriter out = new ByteWriter(TAG, FORMAT);
        out.writeInt(features);
        out.writeInt(sampleSize);
        out.writeInt(trees.size());
        trees.forEach(tree -> tree.write(out));
        scores.write(out);
        return out.toBytes();
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws IllegalArgumentException naming what is wrong with the bytes
     */
    public static IsolationForest read(byte[] bytes) {
        ByteReader in = new ByteReader("isolation forest", bytes, TAG, FORMAT);
        int features = in.readInt("number of features", 1, MAX_FEATURES);
        int sampleSize = in.readInt("sample size", 2, MAX_SAMPLE);
        int count = in.readInt("number of trees", 1, MAX_TREES);
        List<LevelOrderTree> trees = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            trees.add(LevelOrderTree.read(in, "tree " + i, features));
        }
        QuantileSketch scores = QuantileSketch.read(in);
        in.end();
        return new IsolationForest(features, sampleSize, trees, scores);
    }
}
