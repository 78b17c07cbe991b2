package io.weir.model;

import java.util.Arrays;
import java.util.BitSet;

/** Grows one isolation tree after the other, breadth first, from samples of the same rows. */
final class IsolationTreeBuilder {

    private final double[][] rows;
    private final int heightLimit;
    private final int[] sample;
    private final int[] sorted;
    private final int[] candidates;
    /** Rows of a node: positions from start to end of {@link #sample}. */
    private final int[] start;

    private final int[] end;
    private final int[] depth;
    private final int[] split;
    private final float[] value;

    IsolationTreeBuilder(double[][] rows, int sampleSize) {
        this.rows = rows;
        heightLimit = Integer.SIZE - Integer.numberOfLeadingZeros(sampleSize - 1);
        sample = new int[sampleSize];
        sorted = new int[sampleSize];
        candidates = new int[rows[0].length];
        int nodes = 2 * sampleSize - 1;
        start = new int[nodes];
        end = new int[nodes];
        depth = new int[nodes];
        split = new int[nodes];
        value = new float[nodes];
    }

    LevelOrderTree grow(long seed, BitSet drawn) {
        SplitMix64 random = new SplitMix64(seed);
        draw(random, drawn);
        for (int f = 0; f < candidates.length; f++) {
            candidates[f] = f;
        }
        start[0] = 0;
        end[0] = sample.length;
        depth[0] = 0;
        int nodes = 1;
        for (int node = 0; node < nodes; node++) {
            if (depth[node] < heightLimit && end[node] - start[node] > 1 && split(node, random)) {
                nodes = addChildren(node, nodes);
            } else {
                split[node] = LevelOrderTree.LEAF;
                value[node] = (float) (depth[node] + IsolationForest.averagePath(end[node] - start[node]));
            }
        }
        return new LevelOrderTree(Arrays.copyOf(split, nodes), Arrays.copyOf(value, nodes));
    }

    /** Draws distinct rows (Floyd's method, Bentley 1987). */
    private void draw(SplitMix64 random, BitSet drawn) {
        drawn.clear();
        int first = rows.length - sample.length;
        for (int i = 0; i < sample.length; i++) {
            int pick = random.below(first + i + 1);
            sample[i] = drawn.get(pick) ? first + i : pick;
            drawn.set(sample[i]);
        }
    }

    /** Draws features until one is not constant, then a threshold; false when all are constant. */
    private boolean split(int node, SplitMix64 random) {
        for (int left = candidates.length; left > 0; left--) {
            int pick = random.below(left);
            int feature = candidates[pick];
            candidates[pick] = candidates[left - 1];
            candidates[left - 1] = feature;
            float min = Float.POSITIVE_INFINITY;
            float max = Float.NEGATIVE_INFINITY;
            for (int i = start[node]; i < end[node]; i++) {
                float x = (float) rows[sample[i]][feature];
                min = x < min ? x : min;
                max = x > max ? x : max;
            }
            if (min < max) {
                double u = random.unit();
                float threshold = (float) (min * (1 - u) + max * u);
                value[node] = threshold > min && threshold <= max ? threshold : max;
                split[node] = LevelOrderTree.split(feature, missingLeft(node, feature));
                return true;
            }
        }
        return false;
    }

    private boolean missingLeft(int node, int feature) {
        int balance = 0;
        for (int i = start[node]; i < end[node]; i++) {
            float x = (float) rows[sample[i]][feature];
            if (!Float.isNaN(x)) {
                balance += x < value[node] ? 1 : -1;
            }
        }
        return balance >= 0;
    }

    /** Sorts the node's rows into left and right, each side in its old order. */
    private int addChildren(int node, int nodes) {
        int feature = split[node] >> 1;
        boolean missingLeft = (split[node] & 1) == 1;
        int left = start[node];
        int right = 0;
        for (int i = start[node]; i < end[node]; i++) {
            float x = (float) rows[sample[i]][feature];
            if (Float.isNaN(x) ? missingLeft : x < value[node]) {
                sample[left++] = sample[i];
            } else {
                sorted[right++] = sample[i];
            }
        }
        System.arraycopy(sorted, 0, sample, left, right);
        child(nodes, start[node], left, depth[node] + 1);
        child(nodes + 1, left, end[node], depth[node] + 1);
        return nodes + 2;
    }

    private void child(int node, int from, int to, int level) {
        start[node] = from;
        end[node] = to;
        depth[node] = level;
    }
}
