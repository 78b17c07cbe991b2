package io.weir.model;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The plain, recursive twin of {@link FlatTrees}: one object a node, read from the documented binary format. */
final class SlowTrees {

    private static final class Node {
        int split;
        float value;
        Node left = this;
        Node right = this;
    }

    private final List<Node> roots = new ArrayList<>();

    /** After tag, version, features and sample size. */
    static SlowTrees ofForest(byte[] bytes) {
        return new SlowTrees(ByteBuffer.wrap(bytes).position(16));
    }

    /** After tag, version, features and base margin. */
    static SlowTrees ofEnsemble(byte[] bytes) {
        return new SlowTrees(ByteBuffer.wrap(bytes).position(16));
    }

    private SlowTrees(ByteBuffer in) {
        int trees = in.getInt();
        for (int t = 0; t < trees; t++) {
            List<Node> nodes = new ArrayList<>();
            int size = in.getInt();
            for (int i = 0; i < size; i++) {
                Node node = new Node();
                node.split = in.getInt();
                node.value = in.getFloat();
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
            sum += output(root, row);
        }
        return sum;
    }

    private static float output(Node node, double[] row) {
        if (node.split < 0) {
            return node.value;
        }
        float x = (float) row[node.split / 2];
        boolean left = Float.isNaN(x) ? node.split % 2 == 1 : x < node.value;
        return output(left ? node.left : node.right, row);
    }
}
