package io.weir.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds what makes an offline evaluation too good to be true: a test window that training has seen, rows in both, a feature
 * that knows the answer, a feature that depends on labels not known yet (Kaufman, Rosset, Perlich, Stitelman 2012).
 */
public final class LeakageGuard {

    private static final int LEAST_FRAUDS = 50;
    private static final double NEAR_PERFECT_AUC = 0.99;
    private static final double FAR_LOWER_AUC = 0.95;
    private static final double NEAR_PERFECT_PRECISION = 0.9;
    private static final double FAR_LOWER_PRECISION = 0.5;
    private static final int SHOWN = 3;

    private LeakageGuard() {}

    /**
     * Refuses a test that starts before the labels of training were in.
     *
     * @param trainEnd time of the last training transaction, epoch milliseconds
     * @param delay how long labels take, milliseconds
     * @param testStart time of the first test transaction
     * @throws IllegalArgumentException unless trainEnd + delay ≤ testStart
     */
    public static void checkTimeOrder(long trainEnd, long delay, long testStart) {
        if (delay < 0 || trainEnd > testStart - delay) {
            throw new IllegalArgumentException("training ends at " + Instant.ofEpochMilli(trainEnd) + ", labels need "
                    + Duration.ofMillis(delay) + ", and the test starts at " + Instant.ofEpochMilli(testStart)
                    + "; allowed: a test from the end of training plus the delay of labels");
        }
    }

    /**
     * Refuses transactions that are in both windows.
     *
     * @throws IllegalArgumentException with how many there are, and some of them
     */
    public static void checkIds(Collection<String> train, Collection<String> test) {
        Set<String> seen = new HashSet<>(train);
        List<String> both = test.stream().distinct().filter(seen::contains).toList();
        if (!both.isEmpty()) {
            throw new IllegalArgumentException(both.size() + " transactions of the test are in training too, such as "
                    + String.join(", ", both.subList(0, Math.min(SHOWN, both.size()))) + "; allowed: none");
        }
    }

    /**
     * A feature that alone ranks frauds.
     *
     * @param feature its name
     * @param auc area under the ROC curve, by falling or rising values, whichever is larger
     * @param averagePrecision likewise
     */
    public record Suspect(String feature, double auc, double averagePrecision) {
        boolean nearPerfect() {
            return auc >= NEAR_PERFECT_AUC || averagePrecision >= NEAR_PERFECT_PRECISION;
        }
    }

    /**
     * Features that alone are near perfect on a later window while all others are far lower: an AUC of 0.99 or more, the
     * others' 0.95 at most, or an average precision of 0.9 or more, the others' 0.5 at most. A warning, not proof. Values
     * are ranked from high to low and from low to high, missing ones at either end; a leak that is neither high nor low is
     * not found. With fewer than 50 frauds chance alone comes that far, and nothing is said.
     *
     * @param names of the columns
     * @param rows features of each row; NaN is missing
     * @param fraud truth of each row
     */
    public static List<Suspect> suspects(List<String> names, double[][] rows, boolean[] fraud) {
        if (rows.length != fraud.length) {
            throw new IllegalArgumentException(fraud.length + " labels for " + rows.length + " rows");
        }
        checkColumns(names, rows);
        int frauds = 0;
        for (boolean f : fraud) {
            frauds += f ? 1 : 0;
        }
        if (frauds < LEAST_FRAUDS || frauds == rows.length) {
            return List.of();
        }
        List<Suspect> all = new ArrayList<>();
        for (int f = 0; f < names.size(); f++) {
            all.add(alone(names.get(f), f, rows, fraud));
        }
        List<Suspect> others = all.stream().filter(s -> !s.nearPerfect()).toList();
        double auc = others.stream().mapToDouble(Suspect::auc).max().orElse(0.5);
        double precision =
                others.stream().mapToDouble(Suspect::averagePrecision).max().orElse(0);
        return all.stream()
                .filter(s -> (s.auc() >= NEAR_PERFECT_AUC && auc <= FAR_LOWER_AUC)
                        || (s.averagePrecision() >= NEAR_PERFECT_PRECISION && precision <= FAR_LOWER_PRECISION))
                .toList();
    }

    private static Suspect alone(String name, int feature, double[][] rows, boolean[] fraud) {
        double auc = 0;
        double precision = 0;
        double[] values = new double[rows.length];
        for (int sign = -1; sign <= 1; sign += 2) {
            for (double missing : new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY}) {
                for (int i = 0; i < rows.length; i++) {
                    values[i] = Double.isNaN(rows[i][feature]) ? missing : sign * rows[i][feature];
                }
                ThresholdCurve curve = ThresholdCurve.of(values, fraud);
                auc = Math.max(auc, curve.rocAuc());
                precision = Math.max(precision, curve.averagePrecision());
            }
        }
        return new Suspect(name, auc, precision);
    }

    /**
     * A feature that changes when labels reported after the transaction are hidden.
     *
     * @param feature its name
     * @param rows how many rows it changes in
     * @param row the first of them
     * @param withAllLabels its value there with all labels known
     * @param withLabelsByThen its value with those known at the time of the transaction
     */
    public record FutureLabel(String feature, int rows, int row, double withAllLabels, double withLabelsByThen) {}

    /**
     * Features that look into the future: the same rows computed twice must be equal to the last bit.
     *
     * @param names of the columns
     * @param withAllLabels features of each row, computed with every label known
     * @param withLabelsByThen features of the same rows, each with the labels known at the time of its transaction
     * @return one entry for each such feature, in order of the columns; empty is good
     */
    public static List<FutureLabel> futureLabels(
            List<String> names, double[][] withAllLabels, double[][] withLabelsByThen) {
        if (withAllLabels.length != withLabelsByThen.length) {
            throw new IllegalArgumentException(withAllLabels.length + " rows with all labels and "
                    + withLabelsByThen.length + " with those known by then; allowed: as many");
        }
        checkColumns(names, withAllLabels);
        checkColumns(names, withLabelsByThen);
        List<FutureLabel> found = new ArrayList<>();
        for (int f = 0; f < names.size(); f++) {
            int first = -1;
            int rows = 0;
            for (int i = withAllLabels.length - 1; i >= 0; i--) {
                if (!same(withAllLabels[i][f], withLabelsByThen[i][f])) {
                    first = i;
                    rows++;
                }
            }
            if (rows > 0) {
                found.add(new FutureLabel(
                        names.get(f), rows, first, withAllLabels[first][f], withLabelsByThen[first][f]));
            }
        }
        return found;
    }

    private static void checkColumns(List<String> names, double[][] rows) {
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != names.size()) {
                throw new IllegalArgumentException(
                        "row " + i + " has " + rows[i].length + " features; there are " + names.size() + " names");
            }
        }
    }

    private static boolean same(double a, double b) {
        return a == b || (Double.isNaN(a) && Double.isNaN(b));
    }
}
