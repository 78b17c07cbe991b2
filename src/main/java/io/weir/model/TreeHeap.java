package io.weir.model;

/**
 * The upper levels of many trees as one binary heap: the root of tree t is at {@code trees + t}, the children of i are at 2i and
 * 2i + 1. Where a tree ends early, its leaf goes on to the left by itself, so every tree takes equally many steps.
 *
 * <p>A node is one long, the key of its threshold above the place of its feature in a row's view, and so is a value of the view,
 * its key above only ones. {@code node - value} is negative exactly when the value goes right, and its sign is the step: no
 * comparison and no branch. While one tree of a block waits for its node, the others go on. Both arrays are as long as a power of
 * two, so that a mask takes the place of the check of an index.
 */
final class TreeHeap {

    private static final int MAX_NODES = 1 << 18;

    private final int trees;
    private final int levels;
    private final long[] nodes;
    private final int[] bottom;

    /**
     * As many levels as memory allows, at most depth.
     *
     * @param roots places of the trees' roots in the other arrays
     * @param node the nodes, packed; a leaf always goes left
     * @param left left child of each node, which the right child follows; a leaf is its own
     */
    TreeHeap(int[] roots, long[] node, int[] left, int depth) {
        trees = roots.length;
        int most = depth;
        while (most > 0 && (long) trees << most > MAX_NODES) {
            most--;
        }
        levels = most;
        nodes = new long[atLeast(trees << levels)];
        int[] level = roots;
        for (int at = trees; at < trees << levels; at <<= 1) {
            int[] below = new int[2 * level.length];
            for (int i = 0; i < level.length; i++) {
                int source = level[i];
                nodes[at + i] = node[source];
                below[2 * i] = left[source];
                below[2 * i + 1] = left[source] == source ? source : left[source] + 1;
            }
            level = below;
        }
        bottom = level;
    }

    /** The least power of two that is not smaller. */
    static int atLeast(int size) {
        return size <= 1 ? 1 : 2 * Integer.highestOneBit(size - 1);
    }

    int levels() {
        return levels;
    }

    /** Where the walk ends: for each place below the last level, counted from {@link #end}, the node that it stands for. */
    int[] bottom() {
        return bottom;
    }

    /** First place below the last level. */
    int end() {
        return trees << levels;
    }

    /** Takes trees from their roots to the end, into {@code at}: size of them, beginning with first. */
    void walk(long[] view, int first, int[] at, int size) {
        long[] heap = nodes;
        for (int tree = 0; tree < size; tree++) {
            at[tree] = trees + first + tree;
        }
        for (int level = levels; level > 0; level--) {
            for (int tree = 0; tree < size; tree++) {
                int i = at[tree];
                long n = heap[i & (heap.length - 1)];
                at[tree] = 2 * i + (int) ((n - view[(int) n & (view.length - 1)]) >>> 63);
            }
        }
    }
}
