package io.weir.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Histograms drawn from shares, and shares of known shapes, for simulations. */
final class Draws {

    private Draws() {}

    static long[] counts(SplittableRandom random, double[] shares, int n) {
        double[] edges = shares.clone();
        Arrays.parallelPrefix(edges, Double::sum);
        long[] counts = new long[shares.length];
        for (int i = 0; i < n; i++) {
            int found = Arrays.binarySearch(edges, random.nextDouble() * edges[edges.length - 1]);
            counts[found >= 0 ? found + 1 : -found - 1]++;
        }
        return counts;
    }

    /** Shares of a normal distribution on even bins from -10 to 10, the tails in the outer bins. */
    static double[] normal(int bins, double mean, double deviation) {
        double[] shares = new double[bins];
        double before = 0;
        for (int bin = 0; bin < bins; bin++) {
            double edge = -10 + 20.0 * (bin + 1) / bins;
            double below = bin == bins - 1 ? 1 : NormalDistribution.cumulative((edge - mean) / deviation);
            shares[bin] = below - before;
            before = below;
        }
        return shares;
    }

    static double[] even(int bins) {
        double[] shares = new double[bins];
        Arrays.fill(shares, 1.0 / bins);
        return shares;
    }

    static double[] mixed(double share, double[] first, double[] second) {
        double[] mixed = new double[first.length];
        Arrays.setAll(mixed, bin -> share * first[bin] + (1 - share) * second[bin]);
        return mixed;
    }
}
