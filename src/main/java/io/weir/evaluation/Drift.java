package io.weir.evaluation;

/** How far a distribution has moved, from counts over the same bins. */
public final class Drift {

    private Drift() {}

    /**
     * Population stability index Σ (q - p)·ln(q/p) over the bins, with half a row added to each bin so that an empty one
     * counts, but not for ever. By custom 0.1 is a small and 0.25 a large move.
     *
     * @param reference rows by bin, then
     * @param current rows by the same bins, now
     */
    public static double stabilityIndex(long[] reference, long[] current) {
        double before = total(reference, current.length);
        double after = total(current, reference.length);
        double sum = 0;
        for (int i = 0; i < reference.length; i++) {
            double p = (reference[i] + 0.5) / before;
            double q = (current[i] + 0.5) / after;
            sum += (q - p) * StrictMath.log(q / p);
        }
        return sum;
    }

    /** Largest distance between the two cumulative shares (Kolmogorov, Smirnov), at the bins' edges. */
    public static double kolmogorovSmirnov(long[] reference, long[] current) {
        double before = total(reference, current.length) - reference.length / 2.0;
        double after = total(current, reference.length) - current.length / 2.0;
        long p = 0;
        long q = 0;
        double most = 0;
        for (int i = 0; i < reference.length; i++) {
            p += reference[i];
            q += current[i];
            most = Math.max(most, Math.abs(p / before - q / after));
        }
        return most;
    }

    private static double total(long[] counts, int bins) {
        if (counts.length != bins || bins == 0) {
            throw new IllegalArgumentException(counts.length + " bins and " + bins + "; allowed: as many, 1 or more");
        }
        double sum = 0;
        for (int i = 0; i < bins; i++) {
            if (counts[i] < 0) {
                throw new IllegalArgumentException("bin " + i + " has " + counts[i] + " rows; allowed: 0 or more");
            }
            sum += counts[i] + 0.5;
        }
        return sum;
    }
}
