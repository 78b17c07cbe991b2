package io.weir.statistics;

/** Checks that the histograms of a test fit together. */
final class Histograms {

    private static final double TOLERANCE = 1e-6;

    private Histograms() {}

    /** The sum of the counts; none may be negative. */
    static long sum(String name, long[] counts) {
        long total = 0;
        for (int bin = 0; bin < counts.length; bin++) {
            if (counts[bin] < 0) {
                throw new IllegalArgumentException(
                        name + " has " + counts[bin] + " in bin " + bin + "; allowed: 0 or more");
            }
            total = Math.addExact(total, counts[bin]);
        }
        return total;
    }

    /** The sum of counts that are not all 0. */
    static long total(String name, long[] counts) {
        long total = sum(name, counts);
        if (total == 0) {
            throw new IllegalArgumentException(name + " is empty; allowed: one count or more");
        }
        return total;
    }

    /** The shares, divided by their sum, which must be 1 up to rounding. */
    static double[] shares(String name, double[] shares, int bins) {
        checkBins(name, shares.length, bins);
        double sum = 0;
        for (int bin = 0; bin < bins; bin++) {
            if (!(shares[bin] >= 0)) {
                throw new IllegalArgumentException(
                        name + " has " + shares[bin] + " in bin " + bin + "; allowed: 0 or more");
            }
            sum += shares[bin];
        }
        if (!(StrictMath.abs(sum - 1) <= TOLERANCE)) {
            throw new IllegalArgumentException(name + " sums to " + sum + "; allowed: 1");
        }
        double[] scaled = new double[bins];
        for (int bin = 0; bin < bins; bin++) {
            scaled[bin] = shares[bin] / sum;
        }
        return scaled;
    }

    static void checkBins(String name, int actual, int expected) {
        if (actual != expected) {
            throw new IllegalArgumentException(
                    name + " has " + actual + " bins; allowed: as many as are observed, " + expected);
        }
    }
}
