package io.weir.baserate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the frauds reported are from those that the scores called for, over the same cohorts: {@code F = Σ n_c·π_EM·G_c} with
 * π_EM of each day's scores, {@code Y = Σ y_c}. Under label shift Y/F is 1 but for chance; a world that has changed in another way
 * moves one and not the other.
 *
 * @param reported Y
 * @param expected F
 * @param information of ln π_EM, in frauds
 */
record LabelGap(double reported, double expected, double information) {

    /** What scores may be biased by before any label has come, standard deviation of ln π_EM. */
    private static final double BIAS = 0.2;

    /**
     * Over cohorts younger than an age.
     *
     * @param cohorts by age, youngest first
     * @param least cohorts with a smaller G are left out
     */
    static LabelGap of(
            List<AgedCohort> cohorts,
            ReportDelays.Curves curves,
            int maxAge,
            int perDay,
            double least,
            double reference) {
        double reported = 0;
        double expected = 0;
        double information = 0;
        double start = start(cohorts, maxAge, reference);
        for (int from = 0; from < cohorts.size() && cohorts.get(from).age() < maxAge; ) {
            int day = cohorts.get(from).age() / perDay;
            long[] scores = new long[ScoreBins.COUNT];
            double exposure = 0;
            int to = from;
            for (; to < cohorts.size() && cohorts.get(to).age() / perDay == day; to++) {
                AgedCohort cohort = cohorts.get(to);
                double g = curves.reported(cohort.age());
                long[] more = cohort.cohort().scores();
                if (more != null && g >= least && cohort.age() < maxAge) {
                    for (int b = 0; b < scores.length; b++) {
                        scores[b] += more[b];
                    }
                    exposure += cohort.transactions() * g;
                    reported += cohort.reports();
                }
            }
            from = to;
            @Nullable ScoreEstimate estimate = ScoreEstimate.of(scores, start);
            if (estimate != null) {
                expected += exposure * estimate.rate();
                information += estimate.information();
            }
        }
        return new LabelGap(reported, expected, information);
    }

    /**
     * The rate of all the scores, from which each day's starts: half a fraud of it is up front. Were that the reference, or the
     * estimate of the day before, a month of small days would drift by half a fraud a day, towards the one or away from the other.
     */
    private static double start(List<AgedCohort> cohorts, int maxAge, double reference) {
        long[] all = new long[ScoreBins.COUNT];
        for (AgedCohort cohort : cohorts) {
            long[] scores = cohort.cohort().scores();
            for (int b = 0; scores != null && cohort.age() < maxAge && b < all.length; b++) {
                all[b] += scores[b];
            }
        }
        ScoreEstimate estimate = ScoreEstimate.of(all, reference);
        return estimate == null ? reference : estimate.rate();
    }

    /** b: what to add to the logarithm of a rate that scores alone have given; shrunk to 0 by what is not known of it. */
    double bias() {
        return ratio() * BIAS * BIAS / (BIAS * BIAS + noise());
    }

    /** Variance of what {@link #bias} leaves. */
    double biasVariance() {
        return BIAS * BIAS * noise() / (BIAS * BIAS + noise());
    }

    /** ln(Y/F). */
    double ratio() {
        return StrictMath.log((reported + 0.5) / (expected + 0.5));
    }

    /** Variance of the ratio without any bias. */
    private double noise() {
        return 1 / (expected + 0.5) + 1 / (information + 1);
    }

    /**
     * {@code 2(√(Y + 3/8) - √(F + 3/8))} over its standard error, which holds for few frauds as well (Anscombe 1948): beyond 4 there is
     * no doubt.
     *
     * @param delayError what G itself may be wrong by, relative
     */
    double z(double delayError) {
        double difference = 2 * (StrictMath.sqrt(reported + 0.375) - StrictMath.sqrt(expected + 0.375));
        double ofExpected = expected * (1 / (information + 1) + delayError * delayError);
        return difference / StrictMath.sqrt(1 + ofExpected);
    }
}
