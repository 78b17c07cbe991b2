package io.weir.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Trees as an ONNX file with one node, {@code TreeEnsembleRegressor} of {@code ai.onnx.ml} 3: rows of floats to margins.
 *
 * <p>A protocol buffer by hand: field number and wire type, then a varint, four bytes, or a length and bytes. Numbers are those of
 * onnx.proto.
 */
final class OnnxModel {

    private static final int VARINT = 0;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private static final int FLOAT_TYPE = 1;
    private static final int INT = 2;
    private static final int STRING = 3;
    private static final int FLOATS = 6;
    private static final int INTS = 7;
    private static final int STRINGS = 8;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    static byte[] of(PlainTrees trees, int features, float baseMargin) {
        OnnxModel model = new OnnxModel();
        model.number(1, 8);
        model.message(7, graph -> {
            graph.message(1, node -> node.regressor(trees, baseMargin));
            graph.text(2, "trees");
            graph.message(11, input -> input.tensor("rows", features));
            graph.message(12, output -> output.tensor("margins", 1));
        });
        model.message(8, operators -> {
            operators.text(1, "ai.onnx.ml");
            operators.number(2, 3);
        });
        return model.out.toByteArray();
    }

    private void tensor(String name, int columns) {
        text(1, name);
        message(
                2,
                type -> type.message(1, tensor -> {
                    tensor.number(1, FLOAT_TYPE);
                    tensor.message(2, shape -> {
                        shape.message(1, rows -> rows.text(2, "n"));
                        shape.message(1, width -> width.number(1, columns));
                    });
                }));
    }

    private void regressor(PlainTrees trees, float baseMargin) {
        int[] roots = trees.roots();
        int[] feature = trees.feature();
        int[] left = trees.left();
        int nodes = feature.length;
        int[] tree = new int[nodes];
        for (int t = 0; t + 1 < roots.length; t++) {
            Arrays.fill(tree, roots[t], roots[t + 1], t);
        }
        int[] leaves = IntStream.range(0, nodes).filter(n -> feature[n] < 0).toArray();
        text(1, "rows");
        text(2, "margins");
        text(4, "TreeEnsembleRegressor");
        text(7, "ai.onnx.ml");
        ints("nodes_treeids", nodes, n -> tree[n]);
        ints("nodes_nodeids", nodes, n -> n - roots[tree[n]]);
        ints("nodes_featureids", nodes, n -> Math.max(feature[n], 0));
        attribute("nodes_modes", STRINGS, a -> {
            for (int n = 0; n < nodes; n++) {
                a.text(9, feature[n] < 0 ? "LEAF" : "BRANCH_LT");
            }
        });
        floats("nodes_values", nodes, n -> feature[n] < 0 ? 0 : Float.floatToIntBits(trees.value()[n]));
        ints("nodes_truenodeids", nodes, n -> feature[n] < 0 ? 0 : left[n] - roots[tree[n]]);
        ints("nodes_falsenodeids", nodes, n -> feature[n] < 0 ? 0 : left[n] + 1 - roots[tree[n]]);
        ints("nodes_missing_value_tracks_true", nodes, n -> trees.missingLeft()[n] ? 1 : 0);
        ints("target_treeids", leaves.length, i -> tree[leaves[i]]);
        ints("target_nodeids", leaves.length, i -> leaves[i] - roots[tree[leaves[i]]]);
        ints("target_ids", leaves.length, i -> 0);
        floats("target_weights", leaves.length, i -> Float.floatToIntBits(trees.value()[leaves[i]]));
        floats("base_values", 1, i -> Float.floatToIntBits(baseMargin));
        attribute("n_targets", INT, a -> a.number(3, 1));
        attribute("aggregate_function", STRING, a -> a.text(4, "SUM"));
        attribute("post_transform", STRING, a -> a.text(4, "NONE"));
    }

    private void ints(String name, int count, IntUnaryOperator values) {
        attribute(name, INTS, a -> {
            for (int i = 0; i < count; i++) {
                a.number(8, values.applyAsInt(i));
            }
        });
    }

    private void floats(String name, int count, IntUnaryOperator bits) {
        attribute(name, FLOATS, a -> {
            for (int i = 0; i < count; i++) {
                a.varint(7 << 3 | FIXED32);
                int value = bits.applyAsInt(i);
                for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
                    a.out.write(value >>> shift);
                }
            }
        });
    }

    private void attribute(String name, int type, Consumer<OnnxModel> value) {
        message(5, attribute -> {
            attribute.text(1, name);
            value.accept(attribute);
            attribute.number(20, type);
        });
    }

    private void number(int field, long value) {
        varint((long) field << 3 | VARINT);
        varint(value);
    }

    private void text(int field, String text) {
        bytes(field, text.getBytes(UTF_8));
    }

    private void message(int field, Consumer<OnnxModel> content) {
        OnnxModel inner = new OnnxModel();
        content.accept(inner);
        bytes(field, inner.out.toByteArray());
    }

    private void bytes(int field, byte[] content) {
        varint((long) field << 3 | BYTES);
        varint(content.length);
        out.writeBytes(content);
    }

    private void varint(long value) {
        long rest = value;
        while (rest >>> 7 != 0) {
            out.write((int) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
