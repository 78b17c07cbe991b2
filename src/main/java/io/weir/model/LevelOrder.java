package io.weir.model;

import io.weir.model.TreeEnsemble.Arithmetic;
import java.util.Arrays;

/** Puts the nodes of trees from elsewhere into breadth-first order and checks them on the way. */
final class LevelOrder {

    private final int features;
    private final Arithmetic arithmetic;
    private float[] cover = new float[0];

    LevelOrder(int features, Arithmetic arithmetic) {
        this.features = features;
        this.arithmetic = arithmetic;
    }

    /** Cover of the nodes of all trees placed so far. */
    float[] cover() {
        return cover;
    }

    LevelOrderTree place(int index, TreeEnsemble.Tree tree) {
        int[] queue = queue(index, tree);
        int[] split = new int[queue.length];
        double[] value = new double[queue.length];
        int at = cover.length;
        cover = Arrays.copyOf(cover, at + queue.length);
        for (int i = 0; i < queue.length; i++) {
            int node = queue[i];
            boolean leaf = tree.left()[node] < 0;
            split[i] =
                    leaf ? LevelOrderTree.LEAF : LevelOrderTree.split(tree.feature()[node], tree.missingLeft()[node]);
            value[i] = tree.value()[node];
            cover[at + i] = tree.cover()[node];
        }
        return new LevelOrderTree(split, value);
    }

    /** The tree's nodes in breadth-first order. */
    private int[] queue(int index, TreeEnsemble.Tree tree) {
        int nodes = size(index, tree);
        int[] queue = new int[nodes];
        boolean[] seen = new boolean[nodes];
        int length = 1;
        seen[0] = true;
        for (int i = 0; i < length; i++) {
            int node = queue[i];
            check(index, node, tree);
            if (tree.left()[node] >= 0) {
                queue[length++] = child(index, node, tree.left()[node], seen);
                queue[length++] = child(index, node, tree.right()[node], seen);
            }
        }
        return Arrays.copyOf(queue, length);
    }

    private static int size(int index, TreeEnsemble.Tree tree) {
        int nodes = tree.left().length;
        int[] lengths = {
            tree.right().length,
            tree.feature().length,
            tree.value().length,
            tree.missingLeft().length,
            tree.cover().length
        };
        if (nodes == 0 || Arrays.stream(lengths).anyMatch(length -> length != nodes)) {
            throw new IllegalArgumentException("tree " + index + " has arrays of " + nodes + " and "
                    + Arrays.toString(lengths) + " nodes; allowed: the same number, 1 or more");
        }
        return nodes;
    }

    private void check(int index, int node, TreeEnsemble.Tree tree) {
        double value = tree.value()[node];
        boolean split = tree.left()[node] >= 0;
        boolean endless = split && arithmetic != Arithmetic.FLOAT32;
        if (Double.isNaN(value) || (Double.isInfinite(value) && !endless)) {
            throw error(index, node, "value is " + value + "; allowed: a" + (endless ? "" : " finite") + " number");
        }
        if (arithmetic == Arithmetic.FLOAT32 && value != (float) value) {
            throw error(index, node, "value is " + value + "; allowed: a float32 number");
        }
        if (!(tree.cover()[node] >= 0 && tree.cover()[node] <= Float.MAX_VALUE)) {
            throw error(index, node, "cover is " + tree.cover()[node] + "; allowed: 0 or more");
        }
        int feature = tree.feature()[node];
        if (split && (feature < 0 || feature >= features)) {
            throw error(index, node, "feature is " + feature + "; allowed: 0 to " + (features - 1));
        }
    }

    private static int child(int index, int node, int child, boolean[] seen) {
        if (child < 0 || child >= seen.length) {
            throw error(index, node, "child is " + child + "; allowed: 0 to " + (seen.length - 1));
        }
        if (seen[child]) {
            throw error(index, node, "child " + child + " has another parent already, or is the root");
        }
        seen[child] = true;
        return child;
    }

    private static IllegalArgumentException error(int tree, int node, String reason) {
        return new IllegalArgumentException("node " + node + " of tree " + tree + ": " + reason);
    }
}
