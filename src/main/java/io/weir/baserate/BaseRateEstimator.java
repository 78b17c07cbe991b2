package io.weir.baserate;

import io.weir.baserate.WindowEvidence.CohortCount;
import io.weir.statistics.GammaDistribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Estimates the base rate of one segment from labels that arrive late, window by window.
 *
 * <p>Cohort d: n_d transactions, y_d frauds reported so far at age ℓ_d, {@code y_d ~ Poisson(n_d·π·G(ℓ_d))}, prior
 * Gamma(a, b) with mean π0: {@code π̂ = (a + Σ w_d·y_d) / (b + Σ w_d·n_d·G(ℓ_d))}, {@code w_d = 2^(-age/half-life)},
 * interval from the Gamma quantiles (a power-discounted likelihood, Ibrahim, Chen 2000; nowcasting after Lawless 1994).
 * Cohorts younger than {@code G = 0.1} are left out: their few reports say little and their exposure is uncertain.
 *
 * <p>A window closes when every partition has passed its end. Evidence for a window counts once for each partition, so
 * redelivered evidence changes nothing; versions depend on the evidence alone, not on the order in which partitions sent it.
 * {@link #state()} is all that it remembers, live: keep its bytes.
 */
public final class BaseRateEstimator {

    private static final double MIN_REPORTED = 0.1;
    private static final double LN2 = StrictMath.log(2);

    private final String segment;
    private final int partitions;
    private final EstimatorSettings settings;
    private final EstimatorState state;

    public BaseRateEstimator(String segment, int partitions, EstimatorSettings settings, EstimatorState state) {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions is " + partitions + "; allowed: 1 or more");
        }
        this.segment = segment;
        this.partitions = partitions;
        this.settings = settings;
        this.state = state;
    }

    public EstimatorState state() {
        return state;
    }

    /**
     * Counts a partition's evidence and returns the versions of the windows that it closes, oldest first.
     *
     * @param reference π0, the base rate of the champion's calibration window
     * @param delays G
     */
    public List<BaseRateVersion> accept(WindowEvidence evidence, double reference, DelayCurve delays) {
        if (evidence.partition() < 0 || evidence.partition() >= partitions) {
            throw new IllegalArgumentException(
                    "evidence of partition " + evidence.partition() + "; allowed: 0 to " + (partitions - 1));
        }
        List<BaseRateVersion> closed = new ArrayList<>();
        if (!state.pend(evidence)) {
            return closed;
        }
        for (long end : state.closable(partitions)) {
            for (CohortCount count : state.close(end)) {
                state.count(count);
            }
            state.forgetBefore(end - settings.retention().toMillis());
            closed.add(version(end, reference, delays));
        }
        return closed;
    }

    private BaseRateVersion version(long end, double reference, DelayCurve delays) {
        double frauds = 0;
        double exposure = 0;
        long half = settings.window().toMillis() / 2;
        for (Map.Entry<Long, long[]> cohort : state.cohorts().entrySet()) {
            long age = end - cohort.getKey() - half;
            double reported = delays.reported(age);
            if (reported >= MIN_REPORTED) {
                double weight = StrictMath.exp(-LN2 * age / settings.halfLife().toMillis());
                exposure += weight * cohort.getValue()[0] * reported;
                frauds += weight * cohort.getValue()[1];
            }
        }
        frauds = Math.max(0, frauds);
        double shape = settings.priorFrauds() + frauds;
        double rate = settings.priorFrauds() / reference + exposure;
        double estimate = shape / rate;
        double deployed = deployed(estimate, frauds, reference);
        return new BaseRateVersion(
                segment,
                state.nextVersion(),
                end,
                end + settings.effectiveAfter().toMillis(),
                estimate,
                GammaDistribution.quantile(shape, 0.025) / rate,
                GammaDistribution.quantile(shape, 0.975) / rate,
                deployed,
                BaseRateShift.logOdds(deployed, reference),
                reference,
                frauds,
                exposure);
    }

    private double deployed(double estimate, double frauds, double reference) {
        if (frauds < settings.minFrauds()) {
            return reference;
        }
        double shift = BaseRateShift.logOdds(Math.min(estimate, 1 - 1e-9), reference);
        double bounded = Math.max(-settings.maxShift(), Math.min(settings.maxShift(), shift));
        return bounded == shift ? estimate : BaseRateShift.rate(reference, bounded);
    }
}
