package io.weir.baserate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.junit.jupiter.api.Test;

class NowcastTest {

    /** G rises evenly over ten days: a cohort of age j days has (j + 1/2) / 10, being spread over its day. */
    private static final ReportDelays.Curves TEN_DAYS =
            Cohorts.curves(Cohorts.DAILY, DelayCurve.ofQuantiles(new long[] {0, 10 * SimulatedSource.DAY}));

    @Test
    void nowcast_ofCohorts_isThePosteriorByHand() {
        Nowcast labels = Nowcast.of(
                List.of(
                        Cohorts.aged(0, 0.9, 1_000, 80),
                        Cohorts.aged(1, 0.8, 1_800, 3),
                        Cohorts.aged(4, 0.5, 1_500, 40),
                        Cohorts.aged(11, 0.2, 800, 8)),
                TEN_DAYS,
                ModelBias.NONE,
                0.01,
                5);
        // the youngest has G = 0.05, below a tenth
        double frauds = 0.8 * 3 + 0.5 * 40 + 0.2 * 8;
        double exposure = 0.8 * 1_800 * 0.15 + 0.5 * 1_500 * 0.45 + 0.2 * 800;
        assertThat(labels.frauds()).isCloseTo(frauds, within(1e-9));
        assertThat(labels.exposure()).isCloseTo(exposure, within(1e-9));
        assertThat(labels.estimate()).isCloseTo((5 + frauds) / (500 + exposure), within(1e-14));
        GammaDistribution posterior = new GammaDistribution(5 + frauds, 1 / (500 + exposure));
        assertThat(labels.interval().lower()).isCloseTo(posterior.inverseCumulativeProbability(0.025), within(1e-9));
        assertThat(labels.interval().upper()).isCloseTo(posterior.inverseCumulativeProbability(0.975), within(1e-9));
        double shift = labels.shift(0.3, 0.02);
        assertThat(BaseRateShift.rate(0.02, shift))
                .isCloseTo(posterior.inverseCumulativeProbability(0.3), within(1e-9));
    }

    @Test
    void nowcast_ofNothing_isThePrior() {
        Nowcast labels = Nowcast.of(List.of(), TEN_DAYS, ModelBias.NONE, 0.01, 5);
        assertThat(labels.estimate()).isEqualTo(0.01);
        assertThat(labels.exposure()).isZero();
        assertThat(labels.quantile(0.5)).isBetween(0.009, 0.01);
    }

    @Test
    void nowcast_ofMoreReversalsThanReports_isThatOfNone() {
        Nowcast reversed = Nowcast.of(List.of(Cohorts.aged(20, 1, 1_000, -3)), TEN_DAYS, ModelBias.NONE, 0.01, 5);
        assertThat(reversed.frauds()).isZero();
        assertThat(reversed.estimate()).isCloseTo(5 / 1_500.0, within(1e-15));
    }

    @Test
    void nowcast_ofMoreFraudsThanTransactions_isStillARate() {
        Nowcast wild = Nowcast.of(List.of(Cohorts.aged(20, 1, 10, 5_000)), TEN_DAYS, ModelBias.NONE, 0.9, 1);
        assertThat(wild.interval().estimate()).isLessThan(1);
        assertThat(wild.interval().upper()).isLessThan(1);
        assertThat(wild.shift(0.5, 0.5)).isFinite();
        assertThat(Nowcast.of(List.of(Cohorts.aged(20, 1, 1_000_000, 0)), TEN_DAYS, ModelBias.NONE, 0.001, 1e-9)
                        .shift(0.001, 0.5))
                .as("quantile of a rate that is next to nothing")
                .isFinite();
    }
}
