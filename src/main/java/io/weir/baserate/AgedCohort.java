package io.weir.baserate;

/**
 * A cohort as it stands when a window closes.
 *
 * @param age in windows: 0 for the one that has just closed
 * @param day of event time in which it began
 * @param weight {@code 2^(-age / half-life)}
 * @param independence how many reports of weight 1 one unit of reports is worth, at most 1
 */
record AgedCohort(int age, long day, double weight, double independence, Cohort cohort) {

    /** Frauds reported so far, less those reversed; as many as they are worth. */
    double reports() {
        return independence * Math.max(0, cohort.counts().reports());
    }

    /** Transactions whose fraud would have been reported by now, when a share g is reported by this age; on the scale of {@link #reports}. */
    double exposure(double g, ModelBias bias) {
        return independence
                * cohort.counts().transactions()
                * bias.corrected(cohort.counts().visible())
                * g;
    }
}
