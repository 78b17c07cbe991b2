package io.weir.model;

import io.weir.model.TreeEnsemble.Arithmetic;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Feature values as ints that compare as a library compares the values, so that one loop serves every library: a value goes
 * right at a split exactly when its key is not below the split's.
 *
 * <p>In float32 the key is the number's bits in the order of the numbers. In float64 there are more values than ints, but
 * only the order among the thresholds of a feature matters: the key is how many of them are below the value.
 */
final class OrderKeys {

    /** Within this of 0 LightGBM takes a value for 0. */
    private static final double ZERO = 1e-35f;

    private final Arithmetic arithmetic;
    private final double[][] thresholds;

    OrderKeys(int features, Arithmetic arithmetic, List<LevelOrderTree> trees) {
        this.arithmetic = arithmetic;
        thresholds = new double[features][0];
        if (arithmetic != Arithmetic.FLOAT32) {
            List<DoubleStream.Builder> found = IntStream.range(0, features)
                    .mapToObj(f -> DoubleStream.builder())
                    .toList();
            for (LevelOrderTree tree : trees) {
                for (int node = 0; node < tree.size(); node++) {
                    if (!tree.isLeaf(node)) {
                        found.get(tree.feature(node)).add(positiveZero(tree.value()[node]));
                    }
                }
            }
            Arrays.setAll(
                    thresholds, f -> found.get(f).build().sorted().distinct().toArray());
        }
    }

    boolean isMissing(double x) {
        return Double.isNaN(x) || (arithmetic == Arithmetic.FLOAT64_ZERO_MISSING && Math.abs(x) <= ZERO);
    }

    /** Key of a value that is not missing. */
    int of(int feature, double x) {
        if (arithmetic == Arithmetic.FLOAT32) {
            return inOrder((float) x);
        }
        return below(feature, Math.abs(x) <= ZERO ? 0 : x);
    }

    /** Least key that goes right at a threshold. */
    int ofThreshold(int feature, double threshold) {
        if (arithmetic == Arithmetic.FLOAT32) {
            return inOrder((float) threshold);
        }
        return below(feature, positiveZero(threshold)) + 1;
    }

    /** How many thresholds of the feature are below; a search by halves whose steps do not depend on the outcome. */
    private int below(int feature, double x) {
        double[] sorted = thresholds[feature];
        int from = 0;
        for (int left = sorted.length; left > 0; ) {
            int half = (left + 1) >>> 1;
            from += sorted[from + half - 1] < x ? half : 0;
            left -= half;
        }
        return from;
    }

    /** Negative numbers' bits grow with their magnitude: turned over. Both zeros get one key. */
    private static int inOrder(float x) {
        int bits = Float.floatToRawIntBits(x + 0f);
        return bits ^ (bits >> 31 & Integer.MAX_VALUE);
    }

    private static double positiveZero(double x) {
        return x + 0.0;
    }
}
