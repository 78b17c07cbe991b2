package io.weir.baserate;

import java.time.Duration;

/**
 * How the base rate is estimated and how far it may move the threshold.
 *
 * @param window length of a window and of a cohort; a version is published for each window that saw traffic
 * @param effectiveAfter event time between a window's end and the version taking effect
 * @param halfLife age at which a cohort counts half
 * @param retention age at which a cohort is forgotten
 * @param priorFrauds strength of the prior, in frauds; the prior's mean is the reference rate
 * @param minFrauds below this much evidence (decayed frauds) the reference stays deployed
 * @param maxShift bound on |ln A|
 */
public record EstimatorSettings(
        Duration window,
        Duration effectiveAfter,
        Duration halfLife,
        Duration retention,
        double priorFrauds,
        double minFrauds,
        double maxShift) {

    /** @throws IllegalArgumentException naming the setting, the value and what is allowed */
    public EstimatorSettings {
        positive("base-rate.window", window);
        positive("base-rate.half-life", halfLife);
        positive("base-rate.retention", retention);
        if (effectiveAfter.isNegative()) {
            throw new IllegalArgumentException(
                    "base-rate.effective-after is " + effectiveAfter + "; allowed: PT0S or more");
        }
        if (!(priorFrauds > 0) || !(minFrauds >= 0) || !(maxShift >= 0)) {
            throw new IllegalArgumentException("base-rate.prior-frauds is " + priorFrauds + ", min-frauds " + minFrauds
                    + ", max-shift " + maxShift + "; allowed: above 0, 0 or more, 0 or more");
        }
    }

    /** Windows of 6 hours in effect 6 hours later, half-life 14 days, kept 120 days, shift at most ln 8. */
    public static EstimatorSettings standard() {
        return new EstimatorSettings(
                Duration.ofHours(6), Duration.ofHours(6), Duration.ofDays(14), Duration.ofDays(120), 5, 10, 2.08);
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " is " + value + "; allowed: above PT0S, for example PT6H");
        }
    }
}
