package io.weir.training;

import io.weir.baserate.FeatureReference;
import io.weir.training.Examples.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The spread of a feature in a window: bins by its quantiles, and how much their shares vary from day to day. */
final class FeatureFit {

    private FeatureFit() {}

    static FeatureReference of(String name, Slice window, int feature) {
        double[] values =
                Arrays.stream(window.rows()).mapToDouble(row -> row[feature]).toArray();
        double[] edges = edges(values);
        int[] bin = Arrays.stream(values)
                .mapToInt(value -> FeatureReference.bin(edges, value))
                .toArray();
        long[] counts = new long[edges.length + 2];
        Arrays.stream(bin).forEach(b -> counts[b]++);
        FeatureReference calm = new FeatureReference(name, edges, counts, 0, 0);
        long[][] days = DayCounts.of(window.times(), bin, counts.length, window.from(), window.to())
                .days();
        return new FeatureReference(
                name,
                edges,
                counts,
                Arrays.stream(days).mapToDouble(calm::psi).max().orElse(0),
                Arrays.stream(days).mapToDouble(calm::ks).max().orElse(0));
    }

    /**
     * First value of each bin but the first. Ten values or fewer have a bin each. Of more, a bin is closed before the value with
     * which it would be further from its share of what is left: a value that many rows share fills one bin, and the other bins
     * divide the rest. One that all rows share has its bin between two empty ones.
     */
    static double[] edges(double[] values) {
        double[] sorted = Arrays.stream(values)
                .filter(Double::isFinite)
                .map(value -> value + 0.0)
                .sorted()
                .toArray();
        if (sorted.length > 0 && endOfRun(sorted, 0) == sorted.length) {
            // What never varied may begin to: less, the same, more.
            return new double[] {sorted[0], Math.nextUp(sorted[0])};
        }
        boolean few = few(sorted);
        List<Double> edges = new ArrayList<>();
        int left = sorted.length;
        int inBin = 0;
        int end;
        for (int start = 0; start < sorted.length; start = end) {
            end = endOfRun(sorted, start);
            int binsLeft = FeatureReference.MOST_BINS - edges.size();
            boolean full = 2.0 * left / binsLeft <= 2.0 * inBin + (end - start);
            if (inBin > 0 && binsLeft > 1 && (few || full)) {
                edges.add(sorted[start]);
                left -= inBin;
                inBin = 0;
            }
            inBin += end - start;
        }
        return edges.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static boolean few(double[] sorted) {
        int values = 0;
        for (int i = 0; i < sorted.length && values <= FeatureReference.MOST_BINS; i = endOfRun(sorted, i)) {
            values++;
        }
        return values <= FeatureReference.MOST_BINS;
    }

    private static int endOfRun(double[] sorted, int start) {
        int end = start + 1;
        while (end < sorted.length && sorted[end] == sorted[start]) {
            end++;
        }
        return end;
    }
}
