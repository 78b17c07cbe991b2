package io.weir.baserate;

import java.util.Arrays;

/** How far the counts of a time are from those of another, over the same bins. */
final class FeatureShift {

    private FeatureShift() {}

    /** {@code Σ (a - e)·ln(a / e)} over shares, half a count added to each bin of both; NaN where one has no count. */
    static double psi(long[] expected, long[] actual) {
        long expectedSum = Arrays.stream(expected).sum();
        long actualSum = Arrays.stream(actual).sum();
        if (expectedSum == 0 || actualSum == 0) {
            return Double.NaN;
        }
        double half = 0.5 * expected.length;
        double psi = 0;
        for (int b = 0; b < expected.length; b++) {
            double e = (expected[b] + 0.5) / (expectedSum + half);
            double a = (actual[b] + 0.5) / (actualSum + half);
            psi += (a - e) * StrictMath.log(a / e);
        }
        return psi;
    }

    /** The largest difference between cumulative shares; NaN where one has no count. */
    static double ks(long[] expected, long[] actual) {
        double expectedSum = Arrays.stream(expected).sum();
        double actualSum = Arrays.stream(actual).sum();
        long expectedSoFar = 0;
        long actualSoFar = 0;
        double largest = expectedSum == 0 || actualSum == 0 ? Double.NaN : 0;
        for (int b = 0; b < expected.length; b++) {
            expectedSoFar += expected[b];
            actualSoFar += actual[b];
            largest = Math.max(largest, Math.abs(expectedSoFar / expectedSum - actualSoFar / actualSum));
        }
        return largest;
    }
}
