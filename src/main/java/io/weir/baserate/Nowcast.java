package io.weir.baserate;

import io.weir.baserate.BaseRateVersion.Cause;
import io.weir.baserate.BaseRateVersion.Interval;
import io.weir.baserate.EstimatorSettings.Control;
import io.weir.statistics.GammaDistribution;
import java.util.List;

/**
 * What labels alone say of a rate: Gamma(a, b) after {@code y_d ~ Poisson(n_d·π·G_d)}, with weights that fade.
 *
 * @param frauds Σ w_d·y_d
 * @param exposure Σ w_d·n_d·G_d
 * @param shape prior and {@code frauds}
 * @param rate prior and {@code exposure}
 */
record Nowcast(double frauds, double exposure, double shape, double rate) {

    private static final double TAIL = 0.025;

    /**
     * @param bias of the scores, which say how much fraud was declined
     * @param priorFrauds strength of the prior with this mean
     */
    static Nowcast of(
            List<AgedCohort> cohorts,
            ReportDelays.Curves curves,
            ModelBias bias,
            double priorMean,
            double priorFrauds) {
        double frauds = 0;
        double exposure = 0;
        for (AgedCohort cohort : cohorts) {
            double reported = curves.reported(cohort.age());
            if (reported >= BaseRateEstimator.MIN_REPORTED) {
                exposure += cohort.weight() * cohort.exposure(reported, bias);
                frauds += cohort.weight() * cohort.reports();
            }
        }
        return new Nowcast(frauds, exposure, priorFrauds + frauds, priorFrauds / priorMean + exposure);
    }

    double estimate() {
        return shape / rate;
    }

    double quantile(double probability) {
        return Math.min(GammaDistribution.quantile(shape, probability) / rate, 1 - 1e-9);
    }

    Interval interval() {
        return new Interval(Math.min(estimate(), 1 - 1e-9), quantile(TAIL), quantile(1 - TAIL));
    }

    /**
     * Where a shift goes by this alone.
     *
     * @param days event time's worth of movement that is allowed now
     * @param reference rate at shift 0
     * @param evidence in frauds
     */
    ShiftControl.Move move(Control control, double days, double deployed, double reference, double evidence) {
        if (evidence < control.minFrauds()) {
            return new ShiftControl.Move(deployed, Cause.UNCERTAIN);
        }
        double tail = (1 - control.confidence()) / 2;
        return new ShiftControl(control, days)
                .move(
                        deployed,
                        BaseRateShift.logOdds(Math.min(estimate(), 1 - 1e-9), reference),
                        shift(tail, reference),
                        shift(1 - tail, reference));
    }

    /** As the shift from a reference at which it holds this much of the belief. */
    double shift(double probability, double reference) {
        return BaseRateShift.logOdds(Math.max(quantile(probability), 1e-12), reference);
    }
}
