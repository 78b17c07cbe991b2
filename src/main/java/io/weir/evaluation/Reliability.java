package io.weir.evaluation;

import io.weir.model.CalibrationLine;
import io.weir.model.Logit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Whether probabilities mean what they say. At a base rate of 0.1 % the expected calibration error is nearly blind, so it is
 * not here.
 *
 * @param logLoss mean of -ln p(truth), natural logarithm; p clamped to [1e-12, 1 - 1e-12]
 * @param brier mean of (p - truth)² (Brier 1950)
 * @param brierSkill 1 - Brier / Brier of the constant observed rate: 0 is as good as the constant, 1 is
 *     perfect; NaN when one class is missing
 * @param slope a of the logistic regression of truth on a·logit p + b (Cox 1958): 1 when calibrated, below 1 when too extreme;
 *     NaN when one class is missing or p separates the classes
 * @param intercept b: 0 when calibrated; NaN as above
 * @param observed frauds
 * @param expected Σ p
 * @param bins from the smallest probabilities to the largest, each with about the same Σ p
 */
public record Reliability(
        double logLoss,
        double brier,
        double brierSkill,
        double slope,
        double intercept,
        long observed,
        double expected,
        List<Bin> bins) {

    /** Of no rows: nothing is known. */
    static final Reliability NONE =
            new Reliability(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0, 0, List.of());

    private static final double Z95 = 1.959963984540054;

    /**
     * Rows of neighbouring probabilities.
     *
     * @param rows how many
     * @param frauds how many of them are fraud
     * @param meanProbability what the model says
     * @param rate what happened: frauds / rows
     * @param lower lower end of the 95 % binomial interval of the rate (Wilson 1927)
     * @param upper upper end
     */
    public record Bin(int rows, int frauds, double meanProbability, double rate, double lower, double upper) {}

    public Reliability {
        bins = List.copyOf(bins);
    }

    /** Observed over expected frauds: 1 when calibrated in the large. */
    public double observedToExpected() {
        return observed / expected;
    }

    /**
     * Observed over expected frauds where it matters: among the rows whose odds are within a factor of 2 of their threshold's,
     * ½·odds(τ) ≤ odds(p) ≤ 2·odds(τ). NaN when there are none.
     *
     * @param probabilities each in [0, 1]
     * @param fraud truth of each row
     * @param thresholds τ of each row, in [0, 1]
     */
    public static double observedToExpectedNear(double[] probabilities, boolean[] fraud, double[] thresholds) {
        check(probabilities, fraud, 1);
        long observed = 0;
        double expected = 0;
        for (int i = 0; i < fraud.length; i++) {
            double p = probabilities[i];
            double row = p * (1 - thresholds[i]);
            double bar = thresholds[i] * (1 - p);
            if (2 * row >= bar && row <= 2 * bar) {
                observed += fraud[i] ? 1 : 0;
                expected += p;
            }
        }
        return observed / expected;
    }

    /**
     * Measures probabilities against the truth.
     *
     * @param probabilities each in [0, 1]; at least one
     * @param fraud truth of each row
     * @param bins at most this many, 1 or more; equal probabilities are never parted
     */
    public static Reliability of(double[] probabilities, boolean[] fraud, int bins) {
        check(probabilities, fraud, bins);
        int n = fraud.length;
        double logLoss = 0;
        double brier = 0;
        double expected = 0;
        int frauds = 0;
        for (int i = 0; i < n; i++) {
            double p = Logit.clamp(probabilities[i]);
            logLoss -= fraud[i] ? StrictMath.log(p) : StrictMath.log1p(-p);
            double error = probabilities[i] - (fraud[i] ? 1 : 0);
            brier += error * error;
            expected += probabilities[i];
            frauds += fraud[i] ? 1 : 0;
        }
        double constant = frauds * (1 - (double) frauds / n);
        double[] line = line(probabilities, fraud, frauds);
        List<Bin> binned = bins(probabilities, fraud, expected / bins);
        double skill = constant > 0 ? 1 - brier / constant : Double.NaN;
        return new Reliability(logLoss / n, brier / n, skill, line[0], line[1], frauds, expected, binned);
    }

    private static void check(double[] probabilities, boolean[] fraud, int bins) {
        if (probabilities.length == 0 || probabilities.length != fraud.length) {
            throw new IllegalArgumentException(fraud.length + " labels for " + probabilities.length
                    + " probabilities; allowed: as many, 1 or more");
        }
        if (bins < 1) {
            throw new IllegalArgumentException("bins is " + bins + "; allowed: 1 or more");
        }
        for (int i = 0; i < probabilities.length; i++) {
            if (!(probabilities[i] >= 0 && probabilities[i] <= 1)) {
                throw new IllegalArgumentException(
                        "probability of row " + i + " is " + probabilities[i] + "; allowed: 0 to 1");
            }
        }
    }

    private static double[] line(double[] probabilities, boolean[] fraud, int frauds) {
        double[] logits = Arrays.stream(probabilities).map(Logit::logit).toArray();
        double leastFraud = Double.POSITIVE_INFINITY;
        double mostFraud = Double.NEGATIVE_INFINITY;
        double leastOther = Double.POSITIVE_INFINITY;
        double mostOther = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < logits.length; i++) {
            if (fraud[i]) {
                leastFraud = Math.min(leastFraud, logits[i]);
                mostFraud = Math.max(mostFraud, logits[i]);
            } else {
                leastOther = Math.min(leastOther, logits[i]);
                mostOther = Math.max(mostOther, logits[i]);
            }
        }
        boolean separated = leastFraud >= mostOther || leastOther >= mostFraud;
        if (frauds == 0 || frauds == fraud.length || separated) {
            return new double[] {Double.NaN, Double.NaN};
        }
        CalibrationLine fitted = CalibrationLine.of(logits, fraud);
        return new double[] {fitted.slope(), fitted.intercept()};
    }

    private static List<Bin> bins(double[] probabilities, boolean[] fraud, double sumEach) {
        Integer[] order = new Integer[probabilities.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> probabilities[i]));
        List<Bin> bins = new ArrayList<>();
        double before = 0;
        double sum = 0;
        int rows = 0;
        int frauds = 0;
        for (int i = 0; i < order.length; i++) {
            double p = probabilities[order[i]];
            sum += p;
            rows++;
            frauds += fraud[order[i]] ? 1 : 0;
            boolean last = i + 1 == order.length;
            boolean full = before + sum >= sumEach * (bins.size() + 1) * (1 - 1e-12);
            if (last || (full && probabilities[order[i + 1]] != p)) {
                bins.add(bin(rows, frauds, sum));
                before += sum;
                sum = 0;
                rows = 0;
                frauds = 0;
            }
        }
        return bins;
    }

    private static Bin bin(int rows, int frauds, double sum) {
        double rate = (double) frauds / rows;
        double z2 = Z95 * Z95;
        double centre = rate + z2 / (2 * rows);
        double half = Z95 * Math.sqrt(rate * (1 - rate) / rows + z2 / (4.0 * rows * rows));
        double lower = frauds == 0 ? 0 : (centre - half) / (1 + z2 / rows);
        double upper = frauds == rows ? 1 : (centre + half) / (1 + z2 / rows);
        return new Bin(rows, frauds, sum / rows, rate, lower, upper);
    }
}
