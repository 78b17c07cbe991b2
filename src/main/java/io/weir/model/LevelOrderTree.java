package io.weir.model;

import java.util.Arrays;
import java.util.function.DoubleConsumer;

/**
 * A binary tree whose nodes stand in breadth-first order, root first: the children of the k-th split (from 0) are the
 * nodes 2k + 1 and 2k + 2. The splits alone fix the shape, so neither a cycle nor a lost node can be written down.
 *
 * @param split for each node {@code 2·feature}, plus 1 when a missing value goes left; -1 at a leaf
 * @param value the threshold at a split (left when the feature is smaller, in float64 arithmetic also when equal), the
 *     output at a leaf
 */
record LevelOrderTree(int[] split, double[] value) {

    static final int LEAF = -1;

    LevelOrderTree(int[] split, float[] value) {
        this(split, new double[value.length]);
        Arrays.setAll(this.value, node -> value[node]);
    }

    static int split(int feature, boolean missingLeft) {
        return 2 * feature + (missingLeft ? 1 : 0);
    }

    int size() {
        return split.length;
    }

    boolean isLeaf(int node) {
        return split[node] == LEAF;
    }

    int feature(int node) {
        return split[node] >> 1;
    }

    boolean missingLeft(int node) {
        return (split[node] & 1) == 1;
    }

    /** For each node its left child, which the right child follows; a leaf is its own. */
    int[] leftChildren() {
        int[] left = new int[size()];
        int splits = 0;
        for (int node = 0; node < left.length; node++) {
            left[node] = isLeaf(node) ? node : 2 * splits++ + 1;
        }
        return left;
    }

    /** Splits between the root and its deepest leaf. */
    int depth() {
        int[] depth = depths();
        return depth[depth.length - 1];
    }

    /** Splits between the root and each node. */
    int[] depths() {
        int[] left = leftChildren();
        int[] depth = new int[size()];
        for (int node = 0; node < depth.length; node++) {
            if (!isLeaf(node)) {
                depth[left[node]] = depth[node] + 1;
                depth[left[node] + 1] = depth[node] + 1;
            }
        }
        return depth;
    }

    /** Whether a row goes left at a split. */
    boolean goesLeft(int node, double[] row) {
        float x = (float) row[split[node] >> 1];
        return Float.isNaN(x) ? (split[node] & 1) == 1 : x < value[node];
    }

    /** Values as float32. */
    void write(ByteWriter out) {
        write(out, value -> out.writeFloat((float) value));
    }

    /** Values as float64. */
    void writeDoubles(ByteWriter out) {
        write(out, out::writeDouble);
    }

    private void write(ByteWriter out, DoubleConsumer valueWriter) {
        out.writeInt(size());
        for (int node = 0; node < size(); node++) {
            out.writeInt(split[node]);
            valueWriter.accept(value[node]);
        }
    }

    /** @throws IllegalArgumentException when a feature is out of range, a value not finite, or the splits fix no tree */
    static LevelOrderTree read(ByteReader in, String name, int features) {
        return read(in, name, features, Float.BYTES, (value, leaf) -> in.readFloat(value));
    }

    /** Reads what {@link #writeDoubles} wrote. */
    static LevelOrderTree readDoubles(ByteReader in, String name, int features) {
        return read(
                in, name, features, Double.BYTES, (value, leaf) -> leaf ? in.readDouble(value) : in.readNumber(value));
    }

    private interface ValueReader {
        double read(String name, boolean leaf);
    }

    private static LevelOrderTree read(ByteReader in, String name, int features, int valueBytes, ValueReader values) {
        int size = in.readInt("number of nodes of " + name, 1, Integer.MAX_VALUE);
        in.need(name, size, Integer.BYTES + valueBytes);
        int[] split = new int[size];
        double[] value = new double[size];
        long reached = 1;
        for (int node = 0; node < size; node++) {
            if (node >= reached) {
                throw in.error("node " + node + " of " + name + " is no node's child");
            }
            split[node] = in.readInt("split of node " + node + " of " + name, LEAF, 2 * features - 1);
            value[node] = values.read("value of node " + node + " of " + name, split[node] == LEAF);
            reached += split[node] == LEAF ? 0 : 2;
        }
        if (reached != size) {
            throw in.error(name + " has " + size + " nodes, but its splits have children up to " + (reached - 1));
        }
        return new LevelOrderTree(split, value);
    }
}
