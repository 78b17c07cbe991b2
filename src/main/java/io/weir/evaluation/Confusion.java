package io.weir.evaluation;

/**
 * Alerts against the truth at one threshold, and the figures that need nothing else.
 *
 * @param hits frauds with an alert
 * @param falseAlerts legitimate rows with an alert
 * @param misses frauds without
 * @param passes legitimate rows without
 */
public record Confusion(long hits, long falseAlerts, long misses, long passes) {

    /** Hits / alerts; NaN without an alert. */
    public double precision() {
        return (double) hits / (hits + falseAlerts);
    }

    /** Hits / frauds, the true positive rate; NaN without a fraud. */
    public double recall() {
        return (double) hits / (hits + misses);
    }

    /** False alerts / legitimate rows; NaN without one. */
    public double falsePositiveRate() {
        return (double) falseAlerts / (falseAlerts + passes);
    }

    /**
     * Precision were the share of fraud π: π·TPR / (π·TPR + (1-π)·FPR). Precision depends on prevalence; this makes windows
     * comparable. NaN without an alert or where one class is missing.
     */
    public double precisionAt(double prevalence) {
        double found = prevalence * recall();
        return found / (found + (1 - prevalence) * falsePositiveRate());
    }

    /** F_β = (1+β²)·hits / ((1+β²)·hits + β²·misses + false alerts) (van Rijsbergen 1979); NaN when all three are 0. */
    public double f(double beta) {
        double square = beta * beta;
        return (1 + square) * hits / ((1 + square) * hits + square * misses + falseAlerts);
    }

    /** Matthews' correlation coefficient (Matthews 1975), -1 to 1; 0 where alerts or truth are all of one class. */
    public double matthews() {
        double alerts = hits + falseAlerts;
        double frauds = hits + misses;
        double quiet = misses + passes;
        double legitimate = falseAlerts + passes;
        double scale = Math.sqrt(alerts) * Math.sqrt(frauds) * Math.sqrt(quiet) * Math.sqrt(legitimate);
        return scale == 0 ? 0 : ((double) hits * passes - (double) falseAlerts * misses) / scale;
    }
}
