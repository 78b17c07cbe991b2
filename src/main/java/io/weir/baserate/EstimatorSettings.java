package io.weir.baserate;

import io.weir.transaction.Transaction;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the base rate is estimated and how far it may move the threshold.
 *
 * @param window length of a window and of a cohort; a version is published for each window
 * @param effectiveAfter event time between a window's end and the version taking effect
 * @param halfLife age at which a cohort counts half in what the labels alone say
 * @param retention age at which a cohort is forgotten; longer than labels take
 * @param priorFrauds strength of the prior, in frauds; the prior's mean is the reference rate
 * @param control how the shift moves
 * @param segments which part of the traffic has an estimate of its own
 */
public record EstimatorSettings(
        Duration window,
        Duration effectiveAfter,
        Duration halfLife,
        Duration retention,
        double priorFrauds,
        Control control,
        Segments segments) {

    /**
     * How the shift {@code s = ln A} follows the estimate.
     *
     * @param minFrauds effective frauds, the precision of ln π, below which it does not move
     * @param confidence of the interval that has to exclude the deployed shift before it moves
     * @param deadband by which it has to exclude it
     * @param maxShiftPerDay bound on |Δs| per day of event time
     * @param maxShift bound on |s|
     */
    public record Control(
            double minFrauds, double confidence, double deadband, double maxShiftPerDay, double maxShift) {

        /** @throws IllegalArgumentException naming the setting, the value and what is allowed */
        public Control {
            range("min-frauds", minFrauds, 0, 1e9);
            range("confidence", confidence, 0.5, 0.999);
            range("deadband", deadband, 0, 5);
            range("max-shift-per-day", maxShiftPerDay, 0, 100);
            range("max-shift", maxShift, 0, 3);
        }

        /** Ten frauds; an interval of 90 % with a deadband of 0.05; at most 1 a day, at most ln 8. */
        public static Control standard() {
            return new Control(10, 0.9, 0.05, 1, 2.08);
        }
    }

    /**
     * Segments by the values of a categorical attribute; each shrinks to the whole.
     *
     * @param attribute null: no segments
     * @param strength frauds' worth of belief in the whole
     */
    public record Segments(@Nullable String attribute, double strength) {

        /** No segments. */
        public static final Segments NONE = new Segments(null, 20);

        /** @throws IllegalArgumentException naming the setting, the value and what is allowed */
        public Segments {
            range("segment-strength", strength, 0.001, 1e9);
        }

        /** The segment of a transaction, {@code attribute=value}; null: none. */
        public @Nullable String of(Transaction transaction) {
            String value = attribute == null ? null : transaction.categorical().get(attribute);
            return value == null ? null : attribute + "=" + value;
        }
    }

    /** @throws IllegalArgumentException naming the setting, the value and what is allowed */
    public EstimatorSettings {
        positive("window", window);
        positive("half-life", halfLife);
        if (window.compareTo(Duration.ofMinutes(15)) < 0
                || window.compareTo(Duration.ofDays(1)) > 0
                || Duration.ofDays(1).toMillis() % window.toMillis() != 0) {
            throw wrong("window", window, "a whole part of a day, PT15M to P1D, for example PT6H");
        }
        if (effectiveAfter.isNegative()) {
            throw wrong("effective-after", effectiveAfter, "PT0S or more");
        }
        if (retention.compareTo(Duration.ofDays(2)) < 0 || retention.compareTo(Duration.ofDays(730)) > 0) {
            throw wrong("retention", retention, "P2D to P730D");
        }
        range("prior-frauds", priorFrauds, 1e-9, 1e9);
    }

    /** Windows of 6 hours in effect 6 hours later, half-life 14 days, kept 120 days, no segments. */
    public static EstimatorSettings standard() {
        return new EstimatorSettings(
                Duration.ofHours(6),
                Duration.ofHours(6),
                Duration.ofDays(14),
                Duration.ofDays(120),
                5,
                Control.standard(),
                Segments.NONE);
    }

    /** The same with another way to control the shift. */
    public EstimatorSettings withControl(Control changed) {
        return new EstimatorSettings(window, effectiveAfter, halfLife, retention, priorFrauds, changed, segments);
    }

    /** The same with other segments. */
    public EstimatorSettings withSegments(Segments changed) {
        return new EstimatorSettings(window, effectiveAfter, halfLife, retention, priorFrauds, control, changed);
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw wrong(name, value, "above PT0S, for example PT6H");
        }
    }

    private static void range(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw wrong(name, value, least + " to " + most);
        }
    }

    private static IllegalArgumentException wrong(String name, Object value, String allowed) {
        return new IllegalArgumentException("base-rate." + name + " is " + value + "; allowed: " + allowed);
    }
}
