package io.weir.model;

/**
 * A binary tree whose nodes stand in breadth-first order, root first: the children of the k-th split (from 0) are the
 * nodes 2k + 1 and 2k + 2. The splits alone fix the shape, so neither a cycle nor a lost node can be written down.
 *
 * @param split for each node {@code 2·feature}, plus 1 when a missing value goes left; -1 at a leaf
 * @param value the threshold at a split (left when the feature is smaller), the output at a leaf
 */
record LevelOrderTree(int[] split, float[] value) {

    static final int LEAF = -1;

    static int split(int feature, boolean missingLeft) {
        return 2 * feature + (missingLeft ? 1 : 0);
    }

    int size() {
        return split.length;
    }

    boolean isLeaf(int node) {
        return split[node] == LEAF;
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

    void write(ByteWriter out) {
        out.writeInt(size());
        for (int node = 0; node < size(); node++) {
            out.writeInt(split[node]);
            out.writeFloat(value[node]);
        }
    }

    /** @throws IllegalArgumentException when a feature is out of range, a value not finite, or the splits fix no tree */
    static LevelOrderTree read(ByteReader in, String name, int features) {
        int size = in.readInt("number of nodes of " + name, 1, Integer.MAX_VALUE);
        in.need(name, size, Integer.BYTES + Float.BYTES);
        int[] split = new int[size];
        float[] value = new float[size];
        long reached = 1;
        for (int node = 0; node < size; node++) {
            if (node >= reached) {
                throw in.error("node " + node + " of " + name + " is no node's child");
            }
            split[node] = in.readInt("split of node " + node + " of " + name, LEAF, 2 * features - 1);
            value[node] = in.readFloat("value of node " + node + " of " + name);
            reached += split[node] == LEAF ? 0 : 2;
        }
        if (reached != size) {
            throw in.error(name + " has " + size + " nodes, but its splits have children up to " + (reached - 1));
        }
        return new LevelOrderTree(split, value);
    }
}
