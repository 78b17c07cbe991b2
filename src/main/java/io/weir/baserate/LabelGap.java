package io.weir.baserate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How far the frauds reported are from those that the scores called for, over the same cohorts: {@code F = Σ n_c·v_c·π_EM·G_c} with
 * π_EM of each day's scores and v_c the share of fraud that was not declined, {@code Y = Σ y_c}. Under label shift Y/F is 1 but for chance; a world that has changed in another way
 * moves one and not the other.
 *
 * @param reported Y
 * @param expected F
 * @param called Σ n_c·v_c·π_EM: what scores call for in the end, however late
 * @param information of ln π_EM, in frauds
 * @param doubted days on which far more was reported than scores call for in the end, if they are few: wrong reports come in
 *     bursts, a changed world stays; reports that only come sooner than they did are no more in the end
 */
record LabelGap(double reported, double expected, double called, double information, Set<Long> doubted) {

    /** What scores may be biased by before any label has come, standard deviation of ln π_EM. */
    private static final double BIAS = 0.2;

    private static final double DOUBT_Z = 4;
    private static final double DOUBT_RATIO = 0.6;
    private static final double FEW = 0.25;

    /**
     * Over cohorts younger than an age, without the days that are doubted.
     *
     * @param cohorts by age, youngest first
     * @param least cohorts with a smaller G are left out
     */
    static LabelGap of(
            List<AgedCohort> cohorts, ReportDelays.Curves curves, int maxAge, double least, double reference) {
        return of(cohorts, curves, maxAge, least, reference, FEW);
    }

    /** The same with no day left out. */
    static LabelGap ofAllDays(
            List<AgedCohort> cohorts, ReportDelays.Curves curves, int maxAge, double least, double reference) {
        return of(cohorts, curves, maxAge, least, reference, 0);
    }

    private static LabelGap of(
            List<AgedCohort> cohorts,
            ReportDelays.Curves curves,
            int maxAge,
            double least,
            double reference,
            double few) {
        double start = start(cohorts, maxAge, reference);
        TreeMap<Long, List<AgedCohort>> byDay = new TreeMap<>();
        for (AgedCohort cohort : cohorts) {
            if (cohort.age() < maxAge) {
                byDay.computeIfAbsent(cohort.day(), day -> new ArrayList<>()).add(cohort);
            }
        }
        TreeMap<Long, LabelGap> days = new TreeMap<>();
        byDay.forEach((day, ofDay) -> {
            LabelGap gap = ofDay(ofDay, curves, least, start);
            if (gap != null) {
                days.put(day, gap);
            }
        });
        Set<Long> doubted = new TreeSet<>();
        days.forEach((day, gap) -> {
            if (gap.exceedsAllCalledFor()) {
                doubted.add(day);
            }
        });
        return doubted.size() <= few * days.size() ? sum(days, doubted) : sum(days, Set.of());
    }

    private static LabelGap sum(TreeMap<Long, LabelGap> days, Set<Long> doubted) {
        double reported = 0;
        double expected = 0;
        double called = 0;
        double information = 0;
        for (Map.Entry<Long, LabelGap> day : days.entrySet()) {
            if (!doubted.contains(day.getKey())) {
                reported += day.getValue().reported();
                expected += day.getValue().expected();
                called += day.getValue().called();
                information += day.getValue().information();
            }
        }
        return new LabelGap(reported, expected, called, information, doubted);
    }

    private static @Nullable LabelGap ofDay(
            List<AgedCohort> day, ReportDelays.Curves curves, double least, double start) {
        long[] scores = new long[ScoreBins.COUNT];
        double reported = 0;
        double exposure = 0;
        double inTheEnd = 0;
        for (AgedCohort cohort : day) {
            double g = curves.reported(cohort.age());
            long[] more = cohort.cohort().scores();
            if (more != null && g >= least) {
                ScoreBins.add(scores, more);
                exposure += cohort.exposure(g, ModelBias.NONE);
                inTheEnd += cohort.exposure(1, ModelBias.NONE);
                reported += cohort.reports();
            }
        }
        ScoreEstimate estimate = ScoreEstimate.of(scores, start);
        return estimate == null
                ? null
                : new LabelGap(
                        reported,
                        exposure * estimate.rate(),
                        inTheEnd * estimate.rate(),
                        estimate.information(),
                        Set.of());
    }

    /**
     * The rate of all the scores, from which each day's starts: half a fraud of it is up front. Were that the reference, or the
     * estimate of the day before, a month of small days would drift by half a fraud a day, towards the one or away from the other.
     */
    private static double start(List<AgedCohort> cohorts, int maxAge, double reference) {
        long[] all = new long[ScoreBins.COUNT];
        for (AgedCohort cohort : cohorts) {
            long[] scores = cohort.cohort().scores();
            if (scores != null && cohort.age() < maxAge) {
                ScoreBins.add(all, scores);
            }
        }
        ScoreEstimate estimate = ScoreEstimate.of(all, reference);
        return estimate == null ? reference : estimate.rate();
    }

    /** b: ln of how much more fraud there is among what can be reported than scores say; shrunk to 0 by what is not known of it. */
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

    /** Far more is reported than scores call for in the end; when it is reported does not matter then. */
    boolean exceedsAllCalledFor() {
        LabelGap inTheEnd = new LabelGap(reported, called, called, information, doubted);
        return inTheEnd.z(0) > DOUBT_Z && inTheEnd.ratio() > DOUBT_RATIO;
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
