package io.weir.training.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the report of a training run tells. NaN is a figure that is not known; an empty curve or list is one that there is
 * none of, and the report says so.
 *
 * @param title for example "Training run 2018-07-31"
 * @param summary one sentence: what was trained on what
 * @param cost of the test window, in money
 * @param quality of the probabilities on the test window
 * @param precisionRecall recall to the right, precision upwards, both in [0, 1]
 * @param reliability bins of about equal Σp, from the smallest probabilities up
 * @param costByThreshold probability to the right, cost of declining from it on upwards
 * @param scores of the test window
 * @param filter stage one's certificate; null when the run has none
 * @param gain total gain of each feature in the boosted trees, in any order
 * @param forest mean absolute contribution of each feature to the isolation forest's score, in any order
 * @param leakage warnings, one sentence each
 * @param calibrators that were tried
 * @param windows that time was cut into, in order
 * @param world what the stream compares the world with; null when the bundle has no reference
 * @param tables further ones, shown as they are
 * @param parameters by name, in the order given
 * @param versions of libraries and data, by name, in the order given
 * @param digests SHA-256 by name, in the order given
 */
public record ReportData(
        String title,
        String summary,
        Cost cost,
        Quality quality,
        Curve precisionRecall,
        List<Bin> reliability,
        Curve costByThreshold,
        Densities scores,
        @Nullable Filter filter,
        Map<String, Double> gain,
        Map<String, Double> forest,
        List<String> leakage,
        List<Calibrator> calibrators,
        List<Window> windows,
        @Nullable World world,
        List<Table> tables,
        Map<String, String> parameters,
        Map<String, String> versions,
        Map<String, String> digests) {

    /** Copies lists and maps. */
    public ReportData {
        reliability = List.copyOf(reliability);
        gain = copy(gain);
        forest = copy(forest);
        leakage = List.copyOf(leakage);
        calibrators = List.copyOf(calibrators);
        windows = List.copyOf(windows);
        tables = List.copyOf(tables);
        parameters = copy(parameters);
        versions = copy(versions);
        digests = copy(digests);
    }

    private static <V> Map<String, V> copy(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /**
     * Money that decisions cost in the test window.
     *
     * @param currency ISO 4217
     * @param chosen by the policy of the bundle
     * @param atHalf declining from a probability of 0.5 on
     * @param atBestF1 declining from the threshold with the best F1 on
     * @param approveAll declining nothing
     */
    public record Cost(String currency, double chosen, double atHalf, double atBestF1, double approveAll) {}

    /**
     * How good the probabilities are.
     *
     * @param slope of the calibration, 1 when right
     * @param observedToExpected frauds over Σp, 1 when right
     * @param baseRate share of frauds in the test window
     */
    public record Quality(
            double averagePrecision,
            double auc,
            double slope,
            double observedToExpected,
            double baseRate,
            long transactions,
            long frauds) {}

    /**
     * A line through points, in the order given, and points of interest.
     *
     * @param x as long as y
     */
    public record Curve(double[] x, double[] y, List<Mark> marks) {

        /** @throws IllegalArgumentException when x and y differ in length */
        public Curve {
            sameLength(x, y);
            marks = List.copyOf(marks);
        }
    }

    /**
     * A point of interest.
     *
     * @param chosen whether it is the one that the bundle uses
     */
    public record Mark(String label, double x, double y, boolean chosen) {}

    /**
     * Rows of neighbouring probabilities.
     *
     * @param predicted mean probability
     * @param observed share of frauds
     * @param lower end of its 95 % binomial interval
     * @param upper end
     */
    public record Bin(double predicted, double observed, double lower, double upper, long rows, long frauds) {}

    /**
     * How calibrated probabilities are spread.
     *
     * @param logits where the densities are taken, ascending
     * @param fraud density of the frauds' log-odds there
     * @param legitimate density of the others'
     */
    public record Densities(double[] logits, double[] fraud, double[] legitimate) {

        /** @throws IllegalArgumentException when the arrays differ in length */
        public Densities {
            sameLength(logits, fraud);
            sameLength(logits, legitimate);
        }
    }

    /**
     * What is certain of the filter: with confidence 1 - δ it misses at most a share U of the frauds.
     *
     * @param bound share of traffic that passes to the right, U upwards, both in [0, 1]
     * @param alpha the most that U may be
     * @param delta δ, for example 0.05
     * @param open true when no cut holds the bound and everything passes
     * @param passShare share of traffic that passes at the cut
     * @param missBound U at the cut
     * @param frauds n: matured frauds that were judged, one a card
     * @param missed m: those held back
     * @param missedMoney what the missed ones took, in the currency of the costs
     */
    public record Filter(
            Curve bound,
            double alpha,
            double delta,
            boolean open,
            double passShare,
            double missBound,
            long frauds,
            long missed,
            double missedMoney) {}

    /**
     * A way to calibrate.
     *
     * @param logLoss on rows that it was not fitted to
     * @param chosen whether the bundle uses it
     */
    public record Calibrator(String name, double logLoss, boolean chosen) {}

    /**
     * A stretch of time.
     *
     * @param name for example "train", "gap", "calibration", "test"
     * @param fromMillis inclusive, milliseconds since 1970
     * @param toMillis exclusive
     * @param rows 0 where none are used
     */
    public record Window(String name, long fromMillis, long toMillis, long rows, long frauds) {}

    /**
     * What the bundle knows of its calibration window.
     *
     * @param features number of features with a reference
     * @param attributes number of categorical attributes with one
     * @param dispersion φ: by how much the scores of a day vary more than by chance
     * @param dailyVolume transactions a day
     * @param dailyPsi largest PSI of a day against the window, by feature, the largest first
     */
    public record World(
            int features,
            int attributes,
            double dispersion,
            double dailyVolume,
            Map<String, Double> dailyPsi,
            List<Delay> delays) {

        /** Copies map and list. */
        public World {
            dailyPsi = copy(dailyPsi);
            delays = List.copyOf(delays);
        }
    }

    /**
     * How late a source of labels reports.
     *
     * @param share of the frauds that it reported
     * @param medianMillis delay of half of its reports at most
     * @param ninetiethMillis delay of nine tenths of them at most
     */
    public record Delay(String source, double share, long medianMillis, long ninetiethMillis) {}

    /**
     * A table as it is shown.
     *
     * @param caption one sentence that says what to see
     * @param rows each as long as the header
     */
    public record Table(String title, String caption, List<String> header, List<List<String>> rows) {

        /** @throws IllegalArgumentException when a row is not as long as the header */
        public Table {
            header = List.copyOf(header);
            rows = rows.stream().map(List::copyOf).toList();
            for (List<String> row : rows) {
                if (row.size() != header.size()) {
                    throw new IllegalArgumentException(
                            "table " + title + ": a row has " + row.size() + " cells; the header has " + header.size());
                }
            }
        }
    }

    private static void sameLength(double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException(
                    "a curve has " + x.length + " and " + y.length + " values; allowed: as many");
        }
    }
}
