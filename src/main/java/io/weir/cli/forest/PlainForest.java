package io.weir.cli.forest;

import io.weir.model.IsolationForest;
import java.nio.ByteBuffer;

/**
 * An isolation forest walked as one would write it down: a tree after the other, a node after the other, missing values
 * asked for at each. The measure of what the forest's own evaluation gains, and its twin: scores are equal to the bit.
 */
public final class PlainForest {

    private static final int TREES_AT = 16;
    private static final int BYTES_A_NODE = Integer.BYTES + Float.BYTES;

    private final int[] roots;
    private final int[] feature;
    private final boolean[] missingLeft;
    private final float[] value;
    private final int[] left;
    private final double scale;

    /** Takes the trees from the forest's documented bytes. */
    public PlainForest(IsolationForest forest) {
        ByteBuffer in = ByteBuffer.wrap(forest.toBytes()).position(TREES_AT);
        roots = new int[in.getInt()];
        int most = in.remaining() / BYTES_A_NODE;
        feature = new int[most];
        missingLeft = new boolean[most];
        value = new float[most];
        left = new int[most];
        int root = 0;
        for (int tree = 0; tree < roots.length; tree++) {
            roots[tree] = root;
            root = readTree(in, root);
        }
        scale = -StrictMath.log(2) / (roots.length * averagePath(forest.sampleSize()));
    }

    private int readTree(ByteBuffer in, int root) {
        int end = root + in.getInt();
        int child = root + 1;
        for (int node = root; node < end; node++) {
            int split = in.getInt();
            value[node] = in.getFloat();
            feature[node] = split >> 1;
            missingLeft[node] = (split & 1) == 1;
            if (split >= 0) {
                left[node] = child;
                child += 2;
            }
        }
        return end;
    }

    private static double averagePath(int n) {
        return n == 2 ? 1 : 2 * (StrictMath.log(n - 1) + 0.5772156649) - 2.0 * (n - 1) / n;
    }

    /** What {@link IsolationForest#score} gives. */
    public double score(double[] row) {
        float sum = 0;
        for (int root : roots) {
            int node = root;
            while (feature[node] >= 0) {
                float x = (float) row[feature[node]];
                boolean goesLeft = Float.isNaN(x) ? missingLeft[node] : x < value[node];
                node = goesLeft ? left[node] : left[node] + 1;
            }
            sum += value[node];
        }
        return StrictMath.exp(sum * scale);
    }
}
