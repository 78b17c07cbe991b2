package io.weir.model;

import io.weir.model.TreeEnsemble.Arithmetic;
import java.util.Arrays;
import java.util.List;

/**
 * Trees in flat arrays, walked in step, a block of them at a time, without a branch that depends on data.
 *
 * <p>A row is first copied twice, as {@link OrderKeys}: in the first copy a missing value is above every threshold, in the
 * second below. A node that sends missing values right looks into the first, one that sends them left into the second. A
 * leaf looks at a constant that sends it left. {@link TreeHeap} takes the upper levels, all of them unless trees are very
 * deep; from there a node's left child is looked up.
 *
 * <p>The outputs are added in the order of the trees. A row costs two small arrays; the loops allocate nothing.
 */
final class FlatTrees {

    private static final int BLOCK = 64;
    private static final int KEY_SHIFT = 31;
    private static final long ALWAYS_LEFT = (long) Integer.MIN_VALUE << KEY_SHIFT;
    private static final long ALWAYS_RIGHT = Long.MAX_VALUE >> 1;

    private final int features;
    private final OrderKeys keys;
    private final int[] roots;
    private final long[] node;
    private final int[] left;
    private final double[] output;
    private final TreeHeap heap;
    /** Steps below the heap. */
    private final int deeper;

    /** Where a walk ends there is an output: after the heap, counted from its end, or at a node when trees go deeper. */
    private final double[] endOutput;

    private final int firstEnd;

    /** Trees whose features and thresholds are float32. */
    FlatTrees(int features, List<LevelOrderTree> trees) {
        this(features, Arithmetic.FLOAT32, trees);
    }

    FlatTrees(int features, Arithmetic arithmetic, List<LevelOrderTree> trees) {
        this.features = features;
        keys = new OrderKeys(features, arithmetic, trees);
        roots = new int[trees.size()];
        int nodes =
                Math.toIntExact(trees.stream().mapToLong(LevelOrderTree::size).sum());
        node = new long[nodes];
        left = new int[nodes];
        output = new double[nodes];
        int root = 0;
        int depth = 0;
        for (int tree = 0; tree < roots.length; tree++) {
            roots[tree] = root;
            depth = Math.max(depth, trees.get(tree).depth());
            root = place(trees.get(tree), root);
        }
        heap = new TreeHeap(roots, node, left, depth);
        deeper = depth - heap.levels();
        firstEnd = deeper > 0 ? 0 : heap.end();
        endOutput = deeper > 0
                ? output
                : Arrays.stream(heap.bottom()).mapToDouble(i -> output[i]).toArray();
    }

    private int place(LevelOrderTree tree, int root) {
        int[] children = tree.leftChildren();
        for (int i = 0; i < children.length; i++) {
            int at = root + i;
            left[at] = root + children[i];
            if (tree.isLeaf(i)) {
                node[at] = pack(0, 2 * features);
                output[at] = tree.value()[i];
            } else {
                int feature = tree.feature(i);
                node[at] = pack(
                        keys.ofThreshold(feature, tree.value()[i]), tree.missingLeft(i) ? features + feature : feature);
            }
        }
        return root + children.length;
    }

    private static long pack(int key, int low) {
        return (long) key << KEY_SHIFT | low;
    }

    int treeCount() {
        return roots.length;
    }

    /** The row as nodes look at it: missing above all, missing below all, and the constant of the leaves. */
    private long[] view(double[] row) {
        if (row.length != features) {
            throw new IllegalArgumentException("row has " + row.length + " features; the model has " + features);
        }
        long[] view = new long[TreeHeap.atLeast(2 * features + 1)];
        for (int i = 0; i < features; i++) {
            boolean missing = keys.isMissing(row[i]);
            long value = missing ? 0 : pack(keys.of(i, row[i]), Integer.MAX_VALUE);
            view[i] = missing ? ALWAYS_RIGHT : value;
            view[features + i] = missing ? ALWAYS_LEFT : value;
        }
        view[2 * features] = ALWAYS_LEFT;
        return view;
    }

    /** Start plus the outputs of the leaves that the row reaches, added in float32. */
    float sum(double[] row, float start) {
        long[] view = view(row);
        int[] at = new int[BLOCK];
        float sum = start;
        for (int first = 0; first < roots.length; first += BLOCK) {
            int size = walk(view, first, at);
            for (int tree = 0; tree < size; tree++) {
                sum += (float) endOutput[at[tree] - firstEnd];
            }
        }
        return sum;
    }

    /** The same, added in float64. */
    double doubleSum(double[] row, double start) {
        long[] view = view(row);
        int[] at = new int[BLOCK];
        double sum = start;
        for (int first = 0; first < roots.length; first += BLOCK) {
            int size = walk(view, first, at);
            for (int tree = 0; tree < size; tree++) {
                sum += endOutput[at[tree] - firstEnd];
            }
        }
        return sum;
    }

    /** Takes a block of trees to their outputs; returns how many trees they are. */
    private int walk(long[] view, int first, int[] at) {
        int size = Math.min(BLOCK, roots.length - first);
        heap.walk(view, first, at, size);
        if (deeper > 0) {
            walkDeeper(view, at, size);
        }
        return size;
    }

    private void walkDeeper(long[] view, int[] at, int size) {
        int[] bottom = heap.bottom();
        for (int tree = 0; tree < size; tree++) {
            at[tree] = bottom[at[tree] - heap.end()];
        }
        for (int step = deeper; step > 0; step--) {
            for (int tree = 0; tree < size; tree++) {
                at[tree] = next(view, at[tree]);
            }
        }
    }

    private int next(long[] view, int i) {
        long n = node[i];
        return left[i] + (int) ((n - view[place(view, n)]) >>> 63);
    }

    private static int place(long[] view, long n) {
        return (int) n & (view.length - 1);
    }

    /** For each node, all trees in a row: the mean output of the leaves below it, weighted by their cover. */
    double[] means(float[] cover) {
        double[] mean = new double[output.length];
        for (int i = output.length - 1; i >= 0; i--) {
            int child = left[i];
            if (child == i) {
                mean[i] = output[i];
                continue;
            }
            double weight = (double) cover[child] + cover[child + 1];
            double share = weight > 0 ? cover[child] / weight : 0.5;
            mean[i] = share * mean[child] + (1 - share) * mean[child + 1];
        }
        return mean;
    }

    /** Sum over trees of the root's mean. */
    double rootMeans(double[] means) {
        return Arrays.stream(roots).mapToDouble(root -> means[root]).sum();
    }

    /** For each feature the change of the mean at its splits, along the paths that the row takes. */
    double[] pathContributions(double[] row, double[] means) {
        long[] view = view(row);
        double[] contributions = new double[features];
        for (int root : roots) {
            int i = root;
            while (left[i] != i) {
                int child = next(view, i);
                contributions[place(view, node[i]) % features] += means[child] - means[i];
                i = child;
            }
        }
        return contributions;
    }
}
