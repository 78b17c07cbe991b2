package io.weir.baserate;

/**
 * A cohort as it stands when a window closes.
 *
 * @param age in windows: 0 for the one that has just closed
 * @param weight {@code 2^(-age / half-life)}
 */
record AgedCohort(int age, double weight, Cohort cohort) {

    double transactions() {
        return cohort.counts().transactions();
    }

    /** Frauds reported so far, less those reversed. */
    double reports() {
        return Math.max(0, cohort.counts().reports());
    }
}
