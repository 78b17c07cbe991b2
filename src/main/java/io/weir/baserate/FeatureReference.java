package io.weir.baserate;

import io.weir.statistics.PopulationStability;
import java.util.Arrays;

/**
 * How the values of one feature were spread in the calibration window, in at most ten bins and one for the missing.
 *
 * <p>Bins follow the window's quantiles: bin {@code i} holds {@code edges[i - 1] ≤ value < edges[i]}, the first all below the first
 * edge, the one after the last edge all from it on. The last bin of all holds NaN. Codes of categories are numbers like any
 * other. PSI and KS ({@link PopulationStability}) compare another time's counts with these; both look at the bins alone.
 *
 * @param name of the feature
 * @param edges finite, rising, at most nine
 * @param counts of the bins: two more than edges, the last for NaN
 * @param largestDailyPsi the largest of a day of the window against all of it: what varies without any change of the world
 * @param largestDailyKs likewise
 */
public record FeatureReference(
        String name, double[] edges, long[] counts, double largestDailyPsi, double largestDailyKs) {

    /** Bins without the one for NaN. */
    public static final int MOST_BINS = 10;

    /** @throws IllegalArgumentException naming the feature, the field, the value and what is allowed */
    public FeatureReference {
        edges = edges.clone();
        counts = counts.clone();
        if (edges.length >= MOST_BINS) {
            throw wrong(name, "edges are " + edges.length, "at most " + (MOST_BINS - 1));
        }
        for (int i = 0; i < edges.length; i++) {
            if (!Double.isFinite(edges[i]) || (i > 0 && edges[i] <= edges[i - 1])) {
                throw wrong(name, "edges[" + i + "] is " + edges[i], "finite numbers, rising");
            }
        }
        if (counts.length != edges.length + 2) {
            throw wrong(name, "counts are " + counts.length, "two more than its " + edges.length + " edges");
        }
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] < 0) {
                throw wrong(name, "counts[" + i + "] is " + counts[i], "0 or more");
            }
        }
        checkShift(name, "largest daily PSI", largestDailyPsi, Double.MAX_VALUE);
        checkShift(name, "largest daily KS", largestDailyKs, 1);
    }

    private static void checkShift(String name, String field, double value, double most) {
        if (!(value >= 0 && value <= most)) {
            throw wrong(name, field + " is " + value, most == 1 ? "0 to 1" : "a finite number, 0 or more");
        }
    }

    private static IllegalArgumentException wrong(String name, String what, String allowed) {
        return new IllegalArgumentException("reference of " + name + ": " + what + "; allowed: " + allowed);
    }

    @Override
    public double[] edges() {
        return edges.clone();
    }

    @Override
    public long[] counts() {
        return counts.clone();
    }

    /** Number of bins, with the one for NaN. */
    public int bins() {
        return counts.length;
    }

    /** The bin of a value. */
    public int bin(double value) {
        return bin(edges, value);
    }

    /** The bin of a value between edges; NaN has the one after the last. */
    public static int bin(double[] edges, double value) {
        if (Double.isNaN(value)) {
            return edges.length + 1;
        }
        int at = Arrays.binarySearch(edges, value + 0.0);
        return at >= 0 ? at + 1 : -at - 1;
    }

    /**
     * PSI of another time's counts against these.
     *
     * @return 0 for the same shares; NaN without any count
     * @throws IllegalArgumentException when there are not as many counts as bins
     */
    public double psi(long[] now) {
        return isAnyEmpty(checked(now)) ? Double.NaN : PopulationStability.psi(counts, now);
    }

    /** KS of another time's counts against these, 0 to 1; NaN without any count. */
    public double ks(long[] now) {
        return isAnyEmpty(checked(now)) ? Double.NaN : PopulationStability.kolmogorovSmirnov(counts, now);
    }

    private boolean isAnyEmpty(long[] now) {
        return Arrays.stream(counts).sum() == 0 || Arrays.stream(now).sum() == 0;
    }

    private long[] checked(long[] now) {
        if (now.length != counts.length) {
            throw wrong(name, "compared with " + now.length + " counts", String.valueOf(counts.length));
        }
        return now;
    }
}
