package io.weir.baserate;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A window that has just closed: all cohorts as they stand, and what is known of delays and scores. */
final class ClosedWindow {

    /** How far back scores are kept and held against labels. */
    static final int SCORE_DAYS = 30;

    private static final int RECENT_DAYS = 60;
    private static final double LN2 = StrictMath.log(2);

    final EstimatorSettings settings;
    final EstimatorState state;
    final Champion champion;
    /** The champion's own base rate. */
    final double reference;

    final long end;
    final long length;
    final int perDay;
    /** By age, youngest first. */
    final List<AgedCohort> cohorts;

    final ReportDelays.Curves curves;
    /** Labels against scores over {@link #SCORE_DAYS}. */
    final LabelGap month;

    private ClosedWindow(EstimatorSettings settings, EstimatorState state, Champion champion, long end) {
        this.settings = settings;
        this.state = state;
        this.champion = champion;
        this.reference = champion.baseRate();
        this.end = end;
        this.length = settings.window().toMillis();
        this.perDay = state.windowsPerDay;
        double independence = independence();
        this.cohorts = aged(state.cohorts, independence);
        observeDelays();
        this.curves = state.delays.curves(champion, believed(cohorts));
        doubt();
        this.month = LabelGap.of(cohorts, curves, SCORE_DAYS * perDay, BaseRateEstimator.MIN_REPORTED, reference);
    }

    /** Takes the evidence of a window into the state, forgets what is too old, and weighs what is known then. */
    static ClosedWindow close(EstimatorSettings settings, EstimatorState state, Champion champion, long end) {
        WindowIntake intake = new WindowIntake(settings, state, champion, end);
        intake.welcomeChampion();
        intake.takeEvidence();
        intake.forget();
        return new ClosedWindow(settings, state, champion, end);
    }

    /** (Σ w) / Σ w² of the reports of the last weeks: below 1 where few that were let through stand for many that were declined. */
    private double independence() {
        double reports = 0;
        double squares = 0;
        for (Cohort cohort : state.cohorts
                .tailMap(end - (long) RECENT_DAYS * perDay * length)
                .values()) {
            reports += cohort.counts().reports();
            squares += cohort.counts().squares();
        }
        return squares > reports && reports > 0 ? reports / squares : 1;
    }

    private void observeDelays() {
        state.delays.fade();
        for (AgedCohort cohort : cohorts) {
            state.delays.observe(cohort.age(), cohort.cohort());
        }
    }

    /** Labels of days of which far more was reported than scores call for, as of few others, count for nothing from then on. */
    private void doubt() {
        int month = SCORE_DAYS * perDay;
        Set<Long> days = LabelGap.of(cohorts, curves, month, 0, reference).doubted();
        for (AgedCohort cohort : cohorts) {
            // Those without scores, as after another champion, cannot be judged anew.
            if (cohort.age() < month && cohort.cohort().scores() != null) {
                cohort.cohort().doubt(days.contains(cohort.day()));
            }
        }
    }

    /** Those whose labels are not doubted. */
    static List<AgedCohort> believed(List<AgedCohort> cohorts) {
        return cohorts.stream().filter(cohort -> !cohort.cohort().isDoubted()).toList();
    }

    /** Cohorts of a segment, those that are doubted in the whole left out. */
    List<AgedCohort> ofSegment(String segment) {
        NavigableMap<Long, Cohort> known = state.segments.getOrDefault(segment, new TreeMap<>());
        Set<Long> doubted = new TreeSet<>();
        state.cohorts.forEach((start, cohort) -> {
            if (cohort.isDoubted()) {
                doubted.add(start);
            }
        });
        NavigableMap<Long, Cohort> believed = new TreeMap<>(known);
        believed.keySet().removeAll(doubted);
        return aged(believed, independence());
    }

    /** By age, youngest first; what is of a later time than the window has to wait. */
    private List<AgedCohort> aged(NavigableMap<Long, Cohort> known, double independence) {
        List<AgedCohort> aged = new ArrayList<>(known.size());
        known.headMap(end, false).descendingMap().forEach((start, cohort) -> {
            int age = (int) ((end - start) / length) - 1;
            double halfLives = (age + 0.5) * length / settings.halfLife().toMillis();
            long day = Math.floorDiv(start, perDay * length);
            aged.add(new AgedCohort(age, day, StrictMath.exp(-LN2 * halfLives), independence, cohort));
        });
        return aged;
    }

    /** Share of the frauds of a month, as expected, that can be reported. */
    double visible() {
        return 1 - unseen(cohorts);
    }

    /** Share of the expected frauds of a month that were declined. */
    double unseen(List<AgedCohort> known) {
        double declined = 0;
        double expected = 0;
        for (AgedCohort cohort : known) {
            if (cohort.age() < SCORE_DAYS * perDay) {
                declined += cohort.cohort().counts().declined();
                expected += cohort.cohort().counts().expected();
            }
        }
        return expected == 0 ? 0 : declined / expected;
    }

    /** Scores of the last days. */
    long[] latestScores(int days) {
        long[] scores = new long[ScoreBins.COUNT];
        for (AgedCohort cohort : cohorts) {
            long[] more = cohort.cohort().scores();
            if (cohort.age() < days * perDay && more != null) {
                ScoreBins.add(scores, more);
            }
        }
        return scores;
    }
}
