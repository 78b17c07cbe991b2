package io.weir.training;

import io.weir.baserate.DelayCurve;
import io.weir.decision.Decider;
import io.weir.decision.ModelBundle;
import io.weir.decision.ModelBundle.FilterCut;
import io.weir.decision.Policy;
import io.weir.feature.FeatureCatalogue;
import io.weir.model.IsolationForest;
import io.weir.model.LogisticModel;
import io.weir.model.PlattCalibrator;
import io.weir.training.BoostedTreesTrainer.Parameters;
import io.weir.training.BoostedTreesTrainer.Trained;
import io.weir.training.Examples.Slice;
import io.weir.transaction.LabelledTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * One training run: history up to a moment in, bundle out.
 *
 * <p>Time is cut into four: a stretch that only warms the profiles; the models' training; a later slice that stops the
 * boosting; a last one, never resampled, for the calibrators, the filter's cut and the base rate π0. Transactions so recent
 * that a tenth of their frauds would not be known yet are left out: they would teach that fraud is legitimate. Between the
 * stretches there is no gap for labels to arrive: all labels are those known at the end.
 */
public final class TrainingRun {

    private static final int FOREST_TREES = 100;
    private static final int FOREST_SAMPLE = 256;
    private static final double CHEAP_L2 = 1.0;
    private static final double FOREST_CUT = 0.95;
    private static final double AUDIT_SHARE = 0.01;
    /** Share of the usable time, from its end: calibration, then the slice that stops boosting before it. */
    private static final double CALIBRATION_SHARE = 0.15;

    private static final double STOPPING_SHARE = 0.12;
    private static final double WARM_UP_SHARE = 1.0 / 3;
    private static final Duration WARM_UP = Duration.ofDays(37);
    private static final Duration LONGEST_CALIBRATION = Duration.ofDays(21);

    private final FeatureCatalogue catalogue;
    private final Policy policy;
    private final Parameters parameters;

    /** @throws IllegalArgumentException when a rule of the policy names a feature that the catalogue does not have */
    public TrainingRun(FeatureCatalogue catalogue, Policy policy, Parameters parameters) {
        policy.rules().check(catalogue.names());
        this.catalogue = catalogue;
        this.policy = policy;
        this.parameters = parameters;
    }

    /**
     * What came out.
     *
     * @param bundle ready to publish
     * @param report windows, counts and figures, by name: the bundle's provenance
     */
    public record Result(ModelBundle bundle, Map<String, Object> report) {}

    /**
     * Trains on what was known at {@code untilMillis}.
     *
     * @param fromMillis earlier transactions only warm the profiles; {@link Long#MIN_VALUE}: as the run sees fit
     * @param progress is told how many transactions were read
     * @throws IllegalArgumentException when the history is too short or knows too little fraud, and says so
     * @throws io.weir.transaction.InvalidRecordException when a transaction is in another currency than the policy's
     */
    public Result train(
            Iterator<LabelledTransaction> history, long fromMillis, long untilMillis, LongConsumer progress) {
        Examples examples = Examples.read(history, catalogue, policy, untilMillis, progress);
        Windows windows = Windows.of(examples, fromMillis, untilMillis);
        Slice train = windows.train(examples);
        IsolationForest forest = IsolationForest.fit(train.rows(), FOREST_TREES, FOREST_SAMPLE, parameters.seed());
        LogisticModel cheap = LogisticModel.fit(train.rows(), train.fraud(), CHEAP_L2);
        Slice stopping = windows.stopping(examples);
        Trained trained = new BoostedTreesTrainer(parameters)
                .train(withForest(train, forest), train.fraud(), withForest(stopping, forest), stopping.fraud());
        Slice last = windows.calibration(examples);
        CalibrationSlice calibration = new CalibrationSlice(last, forest, cheap, trained, policy);
        FilterCut filter = calibration.filter(FOREST_CUT, AUDIT_SHARE);
        PlattCalibrator passed = calibration.passedCalibrator(filter);
        PlattCalibrator held = calibration.heldCalibrator(filter);
        double baseRate = (double) last.frauds() / last.rows().length;
        ModelBundle bundle = new ModelBundle(
                catalogue,
                forest,
                cheap,
                trained.ensemble(),
                trained.correction().shift(),
                passed,
                held,
                filter,
                baseRate,
                windows.delays(),
                policy);
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("read", examples.size());
        report.put("until", Instant.ofEpochMilli(untilMillis).toString());
        describe(report, "training", train);
        describe(report, "stopping", stopping);
        describe(report, "calibration", last);
        report.put("trees", trained.ensemble().treeCount());
        report.put("library", trained.library());
        report.put("parameters", parameters.toString());
        report.put("base_rate", baseRate);
        calibration.describe(report, filter, passed, held);
        return new Result(bundle, report);
    }

    private static double[][] withForest(Slice slice, IsolationForest forest) {
        return Arrays.stream(slice.rows())
                .map(row -> Decider.stageTwoRow(row, forest.score(row)))
                .toArray(double[][]::new);
    }

    private static void describe(Map<String, Object> report, String name, Slice slice) {
        report.put(name + "_from", Instant.ofEpochMilli(slice.from()).toString());
        report.put(name + "_to", Instant.ofEpochMilli(slice.to()).toString());
        report.put(name + "_rows", slice.rows().length);
        report.put(name + "_frauds", slice.frauds());
    }

    /**
     * Where time is cut.
     *
     * @param delays G, from frauds old enough for all of their reports to be in
     */
    private record Windows(long from, long stop, long calibrate, long to, DelayCurve delays) {

        private static final int LEAST_FRAUDS = 20;

        static Windows of(Examples examples, long fromMillis, long untilMillis) {
            long[] delays = examples.delays();
            if (examples.size() == 0 || delays.length < LEAST_FRAUDS) {
                throw new IllegalArgumentException("training until " + Instant.ofEpochMilli(untilMillis) + " reads "
                        + examples.size() + " transactions with " + delays.length
                        + " frauds known by then; allowed: at least " + LEAST_FRAUDS + " known frauds");
            }
            long[] settled = settled(examples, delays, untilMillis);
            long maturity = quantile(settled, 0.9);
            long to = untilMillis - maturity + 1;
            long span = to - examples.firstTime();
            if (span <= 0) {
                throw new IllegalArgumentException("training until " + Instant.ofEpochMilli(untilMillis)
                        + ": labels need " + Duration.ofMillis(maturity) + ", and no transaction is that old");
            }
            long warm = Math.min(WARM_UP.toMillis(), (long) (span * WARM_UP_SHARE));
            long from = Math.max(fromMillis, examples.firstTime() + warm);
            long usable = to - from;
            long calibration = Math.min(LONGEST_CALIBRATION.toMillis(), (long) (usable * CALIBRATION_SHARE));
            long stopping = Math.min(LONGEST_CALIBRATION.toMillis(), (long) (usable * STOPPING_SHARE));
            return new Windows(from, to - calibration - stopping, to - calibration, to, DelayCurve.of(settled));
        }

        /**
         * Delays of frauds so old that 99 % of all delays seen would have passed; all delays where those are too few.
         * Recent frauds show only their short delays.
         */
        private static long[] settled(Examples examples, long[] delays, long untilMillis) {
            long[] old = examples.delaysUpTo(untilMillis - quantile(delays, 0.99));
            return old.length < LEAST_FRAUDS ? delays : old;
        }

        private static long quantile(long[] values, double share) {
            long[] sorted = values.clone();
            Arrays.sort(sorted);
            return sorted[(int) (share * (sorted.length - 1))];
        }

        Slice train(Examples examples) {
            return checked("training", examples.slice(from, stop));
        }

        Slice stopping(Examples examples) {
            return checked("stopping", examples.slice(stop, calibrate));
        }

        Slice calibration(Examples examples) {
            return checked("calibration", examples.slice(calibrate, to));
        }

        private static Slice checked(String name, Slice slice) {
            if (slice.frauds() == 0 || slice.frauds() == slice.rows().length) {
                throw new IllegalArgumentException("the " + name + " window, "
                        + Instant.ofEpochMilli(slice.from()) + " to " + Instant.ofEpochMilli(slice.to()) + ", has "
                        + slice.rows().length + " transactions and " + slice.frauds()
                        + " known frauds; allowed: some of both: give more history");
            }
            return slice;
        }
    }
}
