package io.weir.baserate;

import io.weir.transaction.Label;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cohorts, settings and champions made by hand. */
final class Cohorts {

    static final EstimatorSettings DAILY = settings(Duration.ofDays(1), Duration.ofDays(60));
    static final EstimatorSettings QUARTERS = settings(Duration.ofHours(6), Duration.ofDays(60));

    private Cohorts() {}

    static EstimatorSettings settings(Duration window, Duration retention) {
        EstimatorSettings standard = EstimatorSettings.standard();
        return new EstimatorSettings(
                window,
                standard.effectiveAfter(),
                standard.halfLife(),
                retention,
                standard.priorFrauds(),
                standard.control(),
                standard.segments());
    }

    static Champion champion(DelayCurve delays) {
        return new Champion("v1", SimulatedSource.REFERENCE, delays, Map.of(), null);
    }

    static Cohort cohort(int transactions, double reports, long @Nullable [] scores) {
        Cohort cohort = new Cohort();
        for (int i = 0; i < transactions; i++) {
            cohort.counts().transaction();
        }
        cohort.counts().report(Label.Source.CHARGEBACK, 1, reports);
        if (scores != null) {
            cohort.addScores(scores);
        }
        return cohort;
    }

    static AgedCohort aged(int age, double weight, int transactions, double reports) {
        return aged(age, weight, cohort(transactions, reports, null));
    }

    /** Of windows of a day. */
    static AgedCohort aged(int age, double weight, Cohort cohort) {
        return new AgedCohort(age, 1_000 - age, weight, 1, cohort);
    }

    static ReportDelays.Curves curves(EstimatorSettings settings, DelayCurve delays) {
        return new ReportDelays(settings).curves(champion(delays), List.of());
    }
}
