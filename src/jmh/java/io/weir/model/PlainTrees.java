package io.weir.model;

import java.nio.ByteBuffer;

/**
 * The floor that the flat evaluator is measured against: one tree after the other, one branch a node, as anyone would write
 * it first. Read from the binary format of an ensemble (version 1) or a forest.
 *
 * @param feature of each node, all trees in a row; negative at a leaf
 * @param value threshold or output
 * @param missingLeft where missing values go
 * @param left left child, which the right child follows
 * @param roots first node of each tree, and the number of nodes at the end
 */
record PlainTrees(int[] feature, float[] value, boolean[] missingLeft, int[] left, int[] roots) {

    private static final int TREES_AT = 16;

    static PlainTrees of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int[] roots = new int[in.getInt(TREES_AT) + 1];
        in.position(TREES_AT + Integer.BYTES);
        for (int tree = 0; tree + 1 < roots.length; tree++) {
            int size = in.getInt();
            roots[tree + 1] = roots[tree] + size;
            in.position(in.position() + size * (Integer.BYTES + Float.BYTES));
        }
        int nodes = roots[roots.length - 1];
        PlainTrees trees = new PlainTrees(new int[nodes], new float[nodes], new boolean[nodes], new int[nodes], roots);
        in.position(TREES_AT + Integer.BYTES);
        for (int tree = 0; tree + 1 < roots.length; tree++) {
            in.getInt();
            trees.fill(in, roots[tree], roots[tree + 1]);
        }
        return trees;
    }

    private void fill(ByteBuffer in, int root, int end) {
        int next = root + 1;
        for (int node = root; node < end; node++) {
            int split = in.getInt();
            value[node] = in.getFloat();
            feature[node] = split >> 1;
            missingLeft[node] = (split & 1) == 1;
            if (split >= 0) {
                left[node] = next;
                next += 2;
            }
        }
    }

    int treeCount() {
        return roots.length - 1;
    }

    float sum(double[] row, float start) {
        float sum = start;
        for (int tree = 0; tree < treeCount(); tree++) {
            int node = roots[tree];
            while (feature[node] >= 0) {
                float x = (float) row[feature[node]];
                boolean goLeft = Float.isNaN(x) ? missingLeft[node] : x < value[node];
                node = goLeft ? left[node] : left[node] + 1;
            }
            sum += value[node];
        }
        return sum;
    }
}
