package io.weir.model;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The plain, recursive twin of {@link FlatTrees}: one object a node, read from the documented binary format. */
final class SlowTrees {

    private static final class Node {
        int split;
        double value;
        Node left = this;
        Node right = this;
    }

    private final List<Node> roots = new ArrayList<>();
    private final boolean wide;
    private final boolean zeroMissing;

    /** After tag, version, features and sample size. */
    static SlowTrees ofForest(byte[] bytes) {
        return new SlowTrees(ByteBuffer.wrap(bytes).position(16), false, false);
    }

    /** After tag, version, features and base margin. */
    static SlowTrees ofEnsemble(byte[] bytes) {
        return new SlowTrees(ByteBuffer.wrap(bytes).position(16), false, false);
    }

    /** Format 2: after tag, version, features, the flag that 0 is missing, and base margin. */
    static SlowTrees ofWideEnsemble(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new SlowTrees(in.position(24), true, in.getInt(12) == 1);
    }

    private SlowTrees(ByteBuffer in, boolean wide, boolean zeroMissing) {
        this.wide = wide;
        this.zeroMissing = zeroMissing;
        int trees = in.getInt();
        for (int t = 0; t < trees; t++) {
            List<Node> nodes = new ArrayList<>();
            int size = in.getInt();
            for (int i = 0; i < size; i++) {
                Node node = new Node();
                node.split = in.getInt();
                node.value = wide ? in.getDouble() : in.getFloat();
                nodes.add(node);
            }
            int next = 1;
            for (Node node : nodes) {
                if (node.split >= 0) {
                    node.left = nodes.get(next++);
                    node.right = nodes.get(next++);
                }
            }
            roots.add(nodes.get(0));
        }
    }

    float sum(double[] row, float start) {
        float sum = start;
        for (Node root : roots) {
            sum += (float) output(root, row);
        }
        return sum;
    }

    double wideSum(double[] row, double start) {
        double sum = start;
        for (Node root : roots) {
            sum += output(root, row);
        }
        return sum;
    }

    private double output(Node node, double[] row) {
        if (node.split < 0) {
            return node.value;
        }
        boolean left = goesLeft(row[node.split / 2], node.value, node.split % 2 == 1);
        return output(left ? node.left : node.right, row);
    }

    private boolean goesLeft(double x, double threshold, boolean missingLeft) {
        boolean zero = wide && Math.abs(x) <= 1e-35f;
        if (Double.isNaN(x) || (zero && zeroMissing)) {
            return missingLeft;
        }
        return wide ? (zero ? 0 : x) <= threshold : (float) x < (float) threshold;
    }
}
