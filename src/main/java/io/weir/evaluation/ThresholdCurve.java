package io.weir.evaluation;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * What every threshold on a score would find: one point for each distinct score, from high to low; rows at or above it are
 * alerts. Equal scores share a point, so nothing here depends on the order of the rows.
 *
 * <p>Figures over all thresholds are stepwise sums, without interpolation.
 */
public final class ThresholdCurve {

    private final double[] thresholds;
    private final int[] hits;
    private final int[] falseAlerts;
    private final long frauds;
    private final long legitimate;

    private ThresholdCurve(double[] frauds, double[] legitimate) {
        Arrays.sort(frauds);
        Arrays.sort(legitimate);
        this.frauds = frauds.length;
        this.legitimate = legitimate.length;
        int most = frauds.length + legitimate.length;
        double[] at = new double[most];
        int[] found = new int[most];
        int[] wrong = new int[most];
        int size = 0;
        int f = frauds.length;
        int l = legitimate.length;
        while (f > 0 || l > 0) {
            double next =
                    f == 0 ? legitimate[l - 1] : l == 0 ? frauds[f - 1] : Math.max(frauds[f - 1], legitimate[l - 1]);
            while (f > 0 && frauds[f - 1] == next) {
                f--;
            }
            while (l > 0 && legitimate[l - 1] == next) {
                l--;
            }
            at[size] = next;
            found[size] = frauds.length - f;
            wrong[size] = legitimate.length - l;
            size++;
        }
        thresholds = Arrays.copyOf(at, size);
        hits = Arrays.copyOf(found, size);
        falseAlerts = Arrays.copyOf(wrong, size);
    }

    /**
     * The curve of these rows.
     *
     * @param scores any numbers but NaN
     * @param fraud truth of each row
     */
    public static ThresholdCurve of(double[] scores, boolean[] fraud) {
        if (scores.length != fraud.length) {
            throw new IllegalArgumentException(fraud.length + " labels for " + scores.length + " scores");
        }
        double[] frauds = new double[scores.length];
        double[] legitimate = new double[scores.length];
        int f = 0;
        int l = 0;
        for (int i = 0; i < scores.length; i++) {
            if (Double.isNaN(scores[i])) {
                throw new IllegalArgumentException("score of row " + i + " is NaN; allowed: any number");
            }
            if (fraud[i]) {
                frauds[f++] = scores[i];
            } else {
                legitimate[l++] = scores[i];
            }
        }
        return new ThresholdCurve(Arrays.copyOf(frauds, f), Arrays.copyOf(legitimate, l));
    }

    /** Distinct scores. */
    public int size() {
        return thresholds.length;
    }

    /** The i-th highest score. */
    public double threshold(int i) {
        return thresholds[i];
    }

    /** What the i-th highest score would find as a threshold. */
    public Confusion confusion(int i) {
        return new Confusion(hits[i], falseAlerts[i], frauds - hits[i], legitimate - falseAlerts[i]);
    }

    /** What any threshold would find. */
    public Confusion at(double threshold) {
        int reached = reached(threshold);
        return reached == 0 ? new Confusion(0, 0, frauds, legitimate) : confusion(reached - 1);
    }

    /** Distinct scores at or above a threshold. */
    int reached(double threshold) {
        int low = 0;
        int high = size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (thresholds[middle] >= threshold) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * Average precision Σ (Rₙ - Rₙ₋₁)·Pₙ. It depends on prevalence: compare windows of equal base rate only, or at a
     * reference. NaN when no row is fraud.
     */
    public double averagePrecision() {
        return averagePrecision(i -> (double) hits[i] / (hits[i] + falseAlerts[i]));
    }

    /**
     * Average precision were the share of fraud π, in (0, 1): each Pₙ is {@link Confusion#precisionAt}. NaN when one class is
     * missing.
     */
    public double averagePrecision(double prevalence) {
        return averagePrecision(i -> confusion(i).precisionAt(prevalence));
    }

    private double averagePrecision(IntToDoubleFunction precision) {
        double sum = 0;
        int before = 0;
        for (int i = 0; i < size(); i++) {
            if (hits[i] > before) {
                sum += (hits[i] - before) * precision.applyAsDouble(i);
                before = hits[i];
            }
        }
        return frauds == 0 ? Double.NaN : sum / frauds;
    }

    /**
     * Area under the ROC curve: the chance that a fraud scores above a legitimate row, a tie counting half (Mann, Whitney
     * 1947). NaN when one class is missing.
     */
    public double rocAuc() {
        double wins = 0;
        for (int i = 0; i < size(); i++) {
            int hitsBefore = i == 0 ? 0 : hits[i - 1];
            int wrongBefore = i == 0 ? 0 : falseAlerts[i - 1];
            wins += (falseAlerts[i] - wrongBefore) * (hitsBefore + (hits[i] - hitsBefore) / 2.0);
        }
        return wins / ((double) frauds * legitimate);
    }

    /** Largest |TPR - FPR|: the distance between the two classes' scores (Kolmogorov, Smirnov). NaN when one is missing. */
    public double kolmogorovSmirnov() {
        double most = frauds == 0 || legitimate == 0 ? Double.NaN : 0;
        for (int i = 0; i < size(); i++) {
            most = Math.max(most, Math.abs((double) hits[i] / frauds - (double) falseAlerts[i] / legitimate));
        }
        return most;
    }

    /** The largest recall of a threshold whose precision is at least this; 0 when none is that precise, NaN without fraud. */
    public double recallAtPrecision(double precision) {
        double most = frauds == 0 ? Double.NaN : 0;
        for (int i = 0; i < size(); i++) {
            if (hits[i] >= precision * (hits[i] + falseAlerts[i])) {
                most = Math.max(most, (double) hits[i] / frauds);
            }
        }
        return most;
    }

    /**
     * The threshold of the largest F_β, the highest of several. On calibrated probabilities it is F* / (1 + β²), whatever
     * errors cost (Lipton, Elkan, Naryanaswamy 2014 for β = 1): report it, never decide by it. Infinity without fraud.
     */
    public double bestF(double beta) {
        double best = Double.POSITIVE_INFINITY;
        double most = 0;
        for (int i = 0; i < size(); i++) {
            double f = confusion(i).f(beta);
            if (f > most) {
                most = f;
                best = thresholds[i];
            }
        }
        return best;
    }
}
