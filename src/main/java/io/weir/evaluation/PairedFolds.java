package io.weir.evaluation;

/**
 * Two ways of deciding compared on the same prequential folds: the mean difference of a figure, with Student's interval of
 * n - 1 degrees of freedom. Pairing removes what makes a fold easy or hard for both.
 *
 * <p>Folds that share training data are not independent, so the interval is somewhat too narrow: a win that it barely shows
 * is no win.
 *
 * @param folds n
 * @param meanDifference candidate less baseline
 * @param standardError of the mean difference
 * @param lower lower end of the 95 % interval
 * @param upper upper end
 */
public record PairedFolds(int folds, double meanDifference, double standardError, double lower, double upper) {

    private static final double CONFIDENCE = 0.95;

    /**
     * Compares a figure fold by fold.
     *
     * @param candidate figure of each fold
     * @param baseline figure of the same folds, in the same order
     * @throws IllegalArgumentException with fewer than 2 folds, or a figure that is not finite
     */
    public static PairedFolds of(double[] candidate, double[] baseline) {
        int n = candidate.length;
        if (n < 2 || baseline.length != n) {
            throw new IllegalArgumentException(n + " folds of the candidate and " + baseline.length
                    + " of the baseline; allowed: as many, 2 or more");
        }
        double sum = 0;
        for (int i = 0; i < n; i++) {
            if (!Double.isFinite(candidate[i]) || !Double.isFinite(baseline[i])) {
                throw new IllegalArgumentException("figures of fold " + i + " are " + candidate[i] + " and "
                        + baseline[i] + "; allowed: finite numbers");
            }
            sum += candidate[i] - baseline[i];
        }
        double mean = sum / n;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double off = candidate[i] - baseline[i] - mean;
            squares += off * off;
        }
        double error = Math.sqrt(squares / (n - 1) / n);
        double half = StudentT.quantile(CONFIDENCE, n - 1) * error;
        return new PairedFolds(n, mean, error, mean - half, mean + half);
    }

    /** True when the interval leaves 0 out: the sign of the mean difference is not by chance. */
    public boolean settled() {
        return lower > 0 || upper < 0;
    }
}
