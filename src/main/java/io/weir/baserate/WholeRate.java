package io.weir.baserate;

import io.weir.baserate.BaseRateVersion.Cause;
import io.weir.baserate.BaseRateVersion.Interval;
import io.weir.baserate.EstimatorSettings.Control;
import org.jspecify.annotations.Nullable;

/** The base rate of all traffic at the end of a window: from labels, from scores, and from both. */
final class WholeRate {

    private static final int FILTER_DAYS = 60;
    private static final int SCORES_ALONE_DAYS = 3;
    private static final double TAIL = 0.025;
    private static final double NORMAL_TAIL = 1.959963984540054;
    /** Scores count no more once nearly all labels are in. */
    private static final double LEAST_WEIGHT = 0.05;

    private final ClosedWindow now;
    private final RateGrid grid;
    private final Nowcast labels;
    private final RateFilter.Belief belief;
    private final @Nullable ScoreEstimate latest;

    WholeRate(ClosedWindow now, RateGrid grid) {
        this.now = now;
        this.grid = grid;
        labels = Nowcast.of(
                ClosedWindow.believed(now.cohorts),
                now.curves,
                ModelBias.of(now.month, 0),
                now.reference,
                now.settings.priorFrauds());
        // Two beliefs, one standard deviation of the bias from its mean on either side: as uncertain as both.
        belief = belief(ModelBias.of(now.month, -1)).with(belief(ModelBias.of(now.month, 1)));
        latest = ScoreEstimate.of(now.latestScores(SCORES_ALONE_DAYS), now.reference);
    }

    /** What labels alone say. */
    Nowcast labels() {
        return labels;
    }

    /** What scores alone say, and labels of their bias; null: there are none. */
    @Nullable
    Interval scores() {
        if (latest == null) {
            return null;
        }
        double visible = now.visible();
        double middle = BaseRateShift.logOdds(latest.rate(), now.reference)
                + ModelBias.of(now.month, 0).ofAll(visible);
        double deviation = (ModelBias.of(now.month, 1).ofAll(visible)
                        - ModelBias.of(now.month, -1).ofAll(visible))
                / 2;
        double wide = NORMAL_TAIL * StrictMath.sqrt(1 / latest.information() + deviation * deviation);
        return new Interval(rate(middle), rate(middle - wide), rate(middle + wide));
    }

    /** What both say; in doubt whether labels or scores are wrong, the interval has room for either. */
    Interval both(World world) {
        Interval both = new Interval(rate(belief.mean()), rate(belief.quantile(TAIL)), rate(belief.quantile(1 - TAIL)));
        return world == World.NORMAL ? both : inDoubt(both, labels.interval(), scores());
    }

    private static Interval inDoubt(Interval both, Interval labels, @Nullable Interval scores) {
        double lower = Math.min(both.lower(), labels.lower());
        double upper = Math.max(both.upper(), labels.upper());
        return scores == null
                ? new Interval(both.estimate(), lower, upper)
                : new Interval(both.estimate(), Math.min(lower, scores.lower()), Math.max(upper, scores.upper()));
    }

    /** From labels and scores together. */
    private RateFilter.Belief belief(ModelBias bias) {
        RateFilter filter = new RateFilter(1.0 / now.perDay);
        int at = now.cohorts.size() - 1;
        int oldest = Math.min(
                FILTER_DAYS * now.perDay, at < 0 ? 0 : now.cohorts.get(at).age() + 1);
        for (int age = oldest - 1; age >= 0; age--) {
            while (at > 0 && now.cohorts.get(at).age() > age) {
                at--;
            }
            AgedCohort cohort = now.cohorts.get(at);
            filter.step(cohort.age() == age ? evidence(cohort, bias) : new double[RateGrid.SIZE]);
        }
        return filter.belief();
    }

    private double[] evidence(AgedCohort cohort, ModelBias bias) {
        double[] logLikelihood = new double[RateGrid.SIZE];
        double reported = cohort.cohort().isDoubted() ? 0 : now.curves.reported(cohort.age());
        if (reported >= BaseRateEstimator.MIN_REPORTED) {
            grid.addReports(logLikelihood, cohort.reports(), cohort.exposure(reported, bias));
        }
        double visible = cohort.cohort().counts().visible();
        double toCome = 1 - reported;
        if (cohort.cohort().scores() != null && toCome > LEAST_WEIGHT) {
            grid.addScores(logLikelihood, cohort.cohort(), toCome, bias.ofAll(visible));
        }
        return logLikelihood;
    }

    /** Where the shift goes in a world. */
    ShiftControl.Move move(World world) {
        double deployed = now.state.shifts(EvidenceWindows.WHOLE).newest();
        Control control = now.settings.control();
        double evidence = labels.frauds() + (latest == null ? 0 : latest.information());
        return switch (world) {
            case FROZEN -> new ShiftControl.Move(deployed, Cause.FROZEN);
            case WATCH -> new ShiftControl(control, 0.5 / now.perDay).move(deployed, belief, evidence);
            // Scores have just misled: labels alone, until they agree again.
            case RECOVERED -> labels.move(control, 0.5 / now.perDay, deployed, now.reference, labels.frauds());
            case NORMAL -> new ShiftControl(control, 1.0 / now.perDay).move(deployed, belief, evidence);
        };
    }

    private double rate(double shift) {
        return BaseRateShift.rate(now.reference, shift);
    }
}
