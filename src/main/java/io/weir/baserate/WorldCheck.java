package io.weir.baserate;

/** Puts what is known at the end of a window before {@link WorldTests}. */
final class WorldCheck {

    /** What G may be wrong by, relative. */
    private static final double DELAY_ERROR = 0.15;

    private static final double YOUNG_DELAY_ERROR = 0.3;
    /** G from which a cohort's residual counts. */
    private static final double SETTLED = 0.5;

    private final ClosedWindow now;
    private final EstimatorState state;

    WorldCheck(ClosedWindow now) {
        this.now = now;
        this.state = now.state;
    }

    WorldTests tests() {
        WorldTests tests = new WorldTests();
        WorldReference known = now.champion.world();
        int young = (int) (EvidenceWindows.YOUNG.toMillis() / now.length);
        if (known != null) {
            ScoreCounts day = new ScoreCounts();
            state.lastDay.forEach(day::add);
            // Night and day differ: a part of a day is not held against whole ones.
            if (state.lastDay.size() == now.perDay) {
                tests.features(known, day);
                tests.scores(known, day);
            }
            tests.youngFrauds(day.visible(known.fraudShares()), youngScores(young));
        }
        tests.gap("a month", now.month, DELAY_ERROR);
        tests.youngGap(LabelGap.ofAllDays(now.cohorts, now.curves, young, 0, now.reference), YOUNG_DELAY_ERROR);
        judge(tests);
        return tests;
    }

    private long[] youngScores(int young) {
        long[] sum = new long[ScoreBins.COUNT];
        for (AgedCohort cohort : now.cohorts) {
            long[] scores = cohort.cohort().counts().youngScores();
            boolean ofChampion = now.end - (cohort.age() + 1) * now.length >= state.championFrom;
            if (cohort.age() < young && scores != null && ofChampion) {
                ScoreBins.add(sum, scores);
            }
        }
        return sum;
    }

    /** Residuals of the cohorts of which half is known by now for the first time, oldest first. */
    private void judge(WorldTests tests) {
        for (int i = now.cohorts.size() - 1; i >= 0; i--) {
            AgedCohort cohort = now.cohorts.get(i);
            long start = now.end - (cohort.age() + 1) * now.length;
            double g = now.curves.reported(cohort.age());
            if (start > state.judged && g >= SETTLED) {
                state.judged = start;
                CohortCounts counts = cohort.cohort().counts();
                double expected = counts.expected() - counts.declined();
                if (expected > 0) {
                    double residual = (Math.max(0, counts.reports()) / g - expected) / (expected + 1);
                    boolean moved = state.residuals.add(Math.max(-1, Math.min(1, residual)));
                    tests.residuals(moved, state.residuals.mean());
                }
            }
        }
    }
}
