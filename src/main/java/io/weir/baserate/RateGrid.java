package io.weir.baserate;

/** The grid of shifts {@code x = ln A} from -3.2 to 3.2 on which beliefs about the base rate are kept, and rates along it. */
final class RateGrid {

    static final double STEP = 0.05;
    static final double END = 3.2;
    static final int SIZE = (int) Math.round(2 * END / STEP) + 1;

    private final double reference;
    private final double[] rates = new double[SIZE];
    private final double[] logRates = new double[SIZE];
    /** ln(1 + π(x)·(LR(b) - 1)), a row for each point of the grid. */
    private final double[][] logMixture = new double[SIZE][ScoreBins.COUNT];

    RateGrid(double reference) {
        this.reference = reference;
        for (int i = 0; i < SIZE; i++) {
            rates[i] = BaseRateShift.rate(reference, shift(i));
            logRates[i] = StrictMath.log(rates[i]);
            for (int b = 0; b < ScoreBins.COUNT; b++) {
                logMixture[i][b] = StrictMath.log(1 + rates[i] * (StrictMath.exp(ScoreBins.center(b)) - 1));
            }
        }
    }

    /** π0. */
    double reference() {
        return reference;
    }

    static double shift(int point) {
        return STEP * (point - (SIZE - 1) / 2);
    }

    /** Adds the log-likelihood of a Poisson count with mean {@code exposure·π}. */
    void addReports(double[] logLikelihood, double count, double exposure) {
        for (int i = 0; i < SIZE; i++) {
            logLikelihood[i] += count * logRates[i] - exposure * rates[i];
        }
    }

    /**
     * Adds a share of the log-likelihood of a cohort's scores, moved along x by the bias that they are known to have.
     *
     * @param weight 0 to 1
     */
    void addScores(double[] logLikelihood, Cohort cohort, double weight, double bias) {
        double[] ofScores = cohort.likelihood(this);
        for (int i = 0; i < SIZE; i++) {
            double at = Math.max(0, Math.min(SIZE - 1, i - bias / STEP));
            int below = Math.min((int) at, SIZE - 2);
            double value = ofScores[below] + (at - below) * (ofScores[below + 1] - ofScores[below]);
            logLikelihood[i] += weight * value;
        }
    }

    /** Log-likelihood of a histogram of scores at each point. */
    double[] ofScores(long[] scores) {
        double[] logLikelihood = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            double sum = 0;
            for (int b = 0; b < ScoreBins.COUNT; b++) {
                sum += scores[b] * logMixture[i][b];
            }
            logLikelihood[i] = sum;
        }
        return logLikelihood;
    }
}
