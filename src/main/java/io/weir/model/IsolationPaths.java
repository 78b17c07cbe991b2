package io.weir.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What each node of an isolation forest knows of h, the length of a path: its mean over the rows that the tree was grown
 * from and that came through the node.
 *
 * <p>The forest's bytes carry no node sizes, and need none: a leaf holds depth + c(rows in it), depth is known, and c grows
 * with each row. The nearest n is the exact one up to samples of 2^18 rows; past that float32 may be off by one.
 */
final class IsolationPaths {

    private record Tree(LevelOrderTree nodes, int[] left, double[] mean) {}

    private final int features;
    private final List<Tree> trees = new ArrayList<>();

    IsolationPaths(int features, int sampleSize, List<LevelOrderTree> trees) {
        this.features = features;
        double[] averages = new double[sampleSize + 1];
        Arrays.setAll(averages, IsolationForest::averagePath);
        for (LevelOrderTree tree : trees) {
            int[] left = tree.leftChildren();
            this.trees.add(new Tree(tree, left, means(tree, left, sizes(tree, left, averages))));
        }
    }

    /** Rows that the tree was grown from in each node. */
    static double[] sizes(LevelOrderTree tree, int[] left, double[] averages) {
        int[] depth = tree.depths();
        double[] sizes = new double[left.length];
        for (int node = left.length - 1; node >= 0; node--) {
            sizes[node] = tree.isLeaf(node)
                    ? nearest(averages, tree.value()[node] - depth[node])
                    : sizes[left[node]] + sizes[left[node] + 1];
        }
        return sizes;
    }

    /** The n from 1 up whose c(n) is nearest. */
    private static int nearest(double[] averages, double value) {
        int at = Arrays.binarySearch(averages, 1, averages.length, value);
        if (at >= 0) {
            return at;
        }
        int above = Math.min(-at - 1, averages.length - 1);
        int below = Math.max(above - 1, 1);
        return value - averages[below] <= averages[above] - value ? below : above;
    }

    private static double[] means(LevelOrderTree tree, int[] left, double[] sizes) {
        double[] mean = new double[left.length];
        for (int node = left.length - 1; node >= 0; node--) {
            int child = left[node];
            mean[node] = tree.isLeaf(node)
                    ? tree.value()[node]
                    : (sizes[child] * mean[child] + sizes[child + 1] * mean[child + 1])
                            / (sizes[child] + sizes[child + 1]);
        }
        return mean;
    }

    /** The trees' mean of h over the rows that each was grown from. */
    double expected() {
        return trees.stream().mapToDouble(tree -> tree.mean()[0]).average().orElseThrow();
    }

    /** For each feature how much its splits shortened the path of the row, mean over the trees. */
    double[] shortened(double[] row) {
        double[] shortened = new double[features];
        for (Tree tree : trees) {
            int node = 0;
            while (!tree.nodes().isLeaf(node)) {
                int child = tree.left()[node] + (tree.nodes().goesLeft(node, row) ? 0 : 1);
                shortened[tree.nodes().split()[node] >> 1] += (tree.mean()[node] - tree.mean()[child]) / trees.size();
                node = child;
            }
        }
        return shortened;
    }
}
