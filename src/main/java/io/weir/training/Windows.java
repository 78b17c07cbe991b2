package io.weir.training;

import io.weir.baserate.DelayCurve;
import io.weir.baserate.SourceDelays;
import io.weir.feature.Encodings;
import io.weir.training.Examples.Slice;
import io.weir.transaction.Label;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * Where a training run cuts time: warm-up, training, the slice that stops boosting, calibration, and what is too recent for its
 * labels to be known.
 *
 * @param from first event time of training
 * @param stop end of training, start of the slice that stops boosting
 * @param calibrate end of that slice, start of calibration
 * @param to end of calibration: labels of later transactions are still to come
 * @param until labels known by then count
 * @param maturity age at which nearly all frauds are known
 * @param delays G, from frauds old enough for all of their reports to be in
 * @param delaysBySource the same for each source that reported any of these
 */
record Windows(
        long from,
        long stop,
        long calibrate,
        long to,
        long until,
        long maturity,
        DelayCurve delays,
        Map<Label.Source, SourceDelays> delaysBySource) {

    /** Share of the usable time, from its end: calibration, then the slice that stops boosting before it. */
    private static final double CALIBRATION_SHARE = 0.15;

    /** Frauds that are not known yet count as legitimate: a tenth of them missing makes every probability a tenth too low. */
    private static final double MATURE = 0.98;

    private static final double STOPPING_SHARE = 0.12;
    private static final double WARM_UP_SHARE = 1.0 / 3;
    private static final Duration WARM_UP = Duration.ofDays(37);
    private static final Duration LONGEST_CALIBRATION = Duration.ofDays(21);
    private static final int LEAST_FRAUDS = 20;

    static Windows of(Examples examples, long fromMillis, long untilMillis) {
        long[] delays = examples.delays(untilMillis, untilMillis);
        if (examples.size() == 0 || delays.length < LEAST_FRAUDS) {
            throw new IllegalArgumentException("training until " + Instant.ofEpochMilli(untilMillis) + " reads "
                    + examples.size() + " transactions with " + delays.length
                    + " frauds known by then; allowed: at least " + LEAST_FRAUDS + " known frauds");
        }
        long settledBy = settledBy(examples, delays, untilMillis);
        long[] settled = examples.delays(settledBy, untilMillis);
        DelayCurve curve = DelayCurve.of(settled);
        long maturity = quantile(settled, MATURE);
        long to = untilMillis - maturity + 1;
        long span = to - examples.firstTime();
        if (span <= 0) {
            throw new IllegalArgumentException("training until " + Instant.ofEpochMilli(untilMillis) + ": labels need "
                    + Duration.ofMillis(maturity) + ", and no transaction is that old");
        }
        long warm = Math.min(WARM_UP.toMillis(), (long) (span * WARM_UP_SHARE));
        long from = Math.max(fromMillis, examples.firstTime() + warm);
        long usable = to - from;
        if (usable <= 0) {
            throw new IllegalArgumentException("training from " + Instant.ofEpochMilli(from) + " to "
                    + Instant.ofEpochMilli(to) + " has no time in it; allowed: a first day before "
                    + Instant.ofEpochMilli(to) + ", when labels known by " + Instant.ofEpochMilli(untilMillis)
                    + " are nearly all in");
        }
        long calibration = Math.min(LONGEST_CALIBRATION.toMillis(), (long) (usable * CALIBRATION_SHARE));
        long stopping = Math.min(LONGEST_CALIBRATION.toMillis(), (long) (usable * STOPPING_SHARE));
        return new Windows(
                from,
                to - calibration - stopping,
                to - calibration,
                to,
                untilMillis,
                maturity,
                curve,
                bySource(examples.delaysBySource(settledBy, untilMillis), settled.length, curve));
    }

    /**
     * Up to when frauds are so old that 99 % of all delays seen would have passed; the end where those are too few. Recent
     * frauds show only their short delays.
     */
    private static long settledBy(Examples examples, long[] delays, long untilMillis) {
        long old = untilMillis - quantile(delays, 0.99);
        return examples.delays(old, untilMillis).length < LEAST_FRAUDS ? untilMillis : old;
    }

    /** A source with too few frauds for a curve of its own has that of all sources together. */
    private static Map<Label.Source, SourceDelays> bySource(
            Map<Label.Source, long[]> delays, int settled, DelayCurve all) {
        Map<Label.Source, SourceDelays> sources = new EnumMap<>(Label.Source.class);
        delays.forEach((source, own) -> sources.put(
                source,
                new SourceDelays((double) own.length / settled, own.length < LEAST_FRAUDS ? all : DelayCurve.of(own))));
        return sources;
    }

    private static long quantile(long[] values, double share) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) (share * (sorted.length - 1))];
    }

    Examples.Training train(Examples examples) {
        Examples.Training training = examples.training(from, stop, until, maturity);
        checked("training", training.slice());
        return training;
    }

    Slice stopping(Examples examples, Encodings encodings) {
        return checked("stopping", examples.slice(stop, calibrate, until, encodings));
    }

    Slice calibration(Examples examples, Encodings encodings) {
        return checked("calibration", examples.slice(calibrate, to, until, encodings));
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
