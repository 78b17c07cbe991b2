package io.weir.baserate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.weir.baserate.WindowEvidence.CohortCount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BaseRateEstimatorTest {

    private static final long DAY = 86_400_000L;
    private static final EstimatorSettings DAILY = new EstimatorSettings(
            Duration.ofDays(1), Duration.ofHours(6), Duration.ofDays(14), Duration.ofDays(60), 5, 10, 2.08);

    private static BaseRateEstimator estimator(int partitions) {
        return new BaseRateEstimator("all", partitions, DAILY, new EstimatorState());
    }

    private static WindowEvidence evidence(int partition, long day, CohortCount... counts) {
        return new WindowEvidence(partition, (day + 1) * DAY, List.of(counts));
    }

    @Test
    void estimate_is_the_gamma_poisson_posterior_with_decay_and_reported_share() {
        BaseRateEstimator estimator = estimator(1);
        DelayCurve week = DelayCurve.fixed(7 * DAY);
        List<BaseRateVersion> versions = new ArrayList<>();
        for (long day = 0; day < 9; day++) {
            CohortCount fresh = new CohortCount(day * DAY, 1000, 0);
            versions.addAll(estimator.accept(
                    day < 8 ? evidence(0, day, fresh) : evidence(0, day, fresh, new CohortCount(0, 0, 30)),
                    0.01,
                    week));
        }
        BaseRateVersion last = versions.get(8);
        // cohorts of day 0 (age 8.5 days) and day 1 (7.5) are fully reported, younger ones not at all
        double w0 = Math.pow(2, -8.5 / 14);
        double w1 = Math.pow(2, -7.5 / 14);
        assertThat(last.version()).isEqualTo(9);
        assertThat(last.windowEndMillis()).isEqualTo(9 * DAY);
        assertThat(last.effectiveFromMillis()).isEqualTo(9 * DAY + DAY / 4);
        assertThat(last.frauds()).isCloseTo(30 * w0, within(1e-12));
        assertThat(last.exposure()).isCloseTo(1000 * (w0 + w1), within(1e-9));
        assertThat(last.estimate()).isCloseTo((5 + 30 * w0) / (500 + 1000 * (w0 + w1)), within(1e-14));
        assertThat(last.deployed()).isEqualTo(last.estimate());
        assertThat(last.lower()).isLessThan(last.estimate());
        assertThat(last.upper()).isGreaterThan(last.estimate());
        assertThat(versions.get(0).deployed()).as("no evidence yet").isEqualTo(0.01);
    }

    /** Windows of a day, half-life 10 days, kept 12 days; G rises evenly over 10 days; the window ends on day 20. */
    @Test
    void estimate_partly_reported_cohorts_count_by_the_share_reported_and_forgotten_ones_not_at_all() {
        EstimatorSettings settings = new EstimatorSettings(
                Duration.ofDays(1), Duration.ofHours(6), Duration.ofDays(10), Duration.ofDays(12), 5, 10, 2.08);
        BaseRateEstimator estimator = new BaseRateEstimator("all", 1, settings, new EstimatorState());
        WindowEvidence evidence = evidence(
                0,
                19,
                new CohortCount(7 * DAY, 7_000, 700),
                new CohortCount(8 * DAY, 800, 8),
                new CohortCount(15 * DAY, 1_500, 45),
                new CohortCount(15 * DAY, 0, -5),
                new CohortCount(18 * DAY, 1_800, 3),
                new CohortCount(19 * DAY, 1_900, 190));
        BaseRateVersion version = estimator
                .accept(evidence, 0.01, DelayCurve.ofQuantiles(new long[] {0, 10 * DAY}))
                .get(0);
        // day 7 lies before the twelve days kept; day 19, aged half a day, has G = 0.05, below 0.1
        double w8 = Math.pow(2, -11.5 / 10);
        double w15 = Math.pow(2, -4.5 / 10);
        double w18 = Math.pow(2, -1.5 / 10);
        double frauds = 8 * w8 + 40 * w15 + 3 * w18;
        double exposure = 800 * w8 + 1_500 * 0.45 * w15 + 1_800 * 0.15 * w18;
        assertThat(version.frauds()).isCloseTo(frauds, within(1e-10));
        assertThat(version.exposure()).isCloseTo(exposure, within(1e-8));
        assertThat(version.estimate()).isCloseTo((5 + frauds) / (500 + exposure), within(1e-14));
        assertThat(version.deployed()).isEqualTo(version.estimate());
        var posterior = new org.apache.commons.math3.distribution.GammaDistribution(5 + frauds, 1 / (500 + exposure));
        assertThat(version.lower()).isCloseTo(posterior.inverseCumulativeProbability(0.025), within(1e-9));
        assertThat(version.upper()).isCloseTo(posterior.inverseCumulativeProbability(0.975), within(1e-9));
    }

    @Test
    void estimate_more_frauds_reversed_than_reported_is_that_of_none() {
        BaseRateVersion version = estimator(1)
                .accept(evidence(0, 0, new CohortCount(0, 1_000, -3)), 0.01, DelayCurve.ofQuantiles(new long[] {0, DAY
                }))
                .get(0);
        // aged half a day: half of the fraud would be known
        double exposure = 500 * Math.pow(2, -0.5 / 14);
        assertThat(version.frauds()).isZero();
        assertThat(version.estimate()).isCloseTo(5 / (500 + exposure), within(1e-14));
        assertThat(version.deployed()).isEqualTo(0.01);
    }

    @Test
    void posterior_of_certainty_stays_certain_and_of_any_probability_in_range() {
        for (double shift = -700; shift <= 700; shift += 0.37) {
            assertThat(BaseRateShift.posterior(0, shift)).isZero();
            assertThat(BaseRateShift.posterior(1, shift)).isEqualTo(1);
            for (double p : new double[] {Double.MIN_VALUE, 1e-12, 0.3, 1 - 1e-12, Math.nextDown(1.0)}) {
                assertThat(BaseRateShift.posterior(p, shift)).isBetween(0.0, 1.0);
            }
        }
    }

    @Test
    void threshold_shift_is_bounded() {
        BaseRateEstimator estimator = estimator(1);
        BaseRateVersion wild = estimator
                .accept(evidence(0, 0, new CohortCount(0, 1000, 900)), 0.001, DelayCurve.fixed(0))
                .get(0);
        assertThat(wild.shift()).isCloseTo(2.08, within(1e-12));
        assertThat(wild.deployed()).isLessThan(wild.estimate());
    }

    @Test
    void window_closes_when_the_last_partition_has_passed_and_only_once() {
        BaseRateEstimator estimator = estimator(2);
        DelayCurve now = DelayCurve.fixed(0);
        assertThat(estimator.accept(evidence(0, 0), 0.01, now)).isEmpty();
        assertThat(estimator.accept(evidence(0, 1), 0.01, now)).isEmpty();
        assertThat(estimator.accept(evidence(1, 3), 0.01, now))
                .extracting(BaseRateVersion::windowEndMillis)
                .containsExactly(DAY, 2 * DAY);
        assertThat(estimator.accept(evidence(1, 3, new CohortCount(0, 9, 9)), 0.01, now))
                .as("evidence sent twice")
                .isEmpty();
    }

    @Test
    void versions_do_not_depend_on_the_order_of_partitions_nor_on_restarts() {
        List<BaseRateVersion> ordered = run(new SplittableRandom(1), false);
        List<BaseRateVersion> shuffled = run(new SplittableRandom(2), true);
        assertThat(ordered).hasSize(40).isEqualTo(shuffled);
    }

    /** Three partitions send 40 days; which partition sends next is random, and so is where the state is reloaded. */
    private static List<BaseRateVersion> run(SplittableRandom order, boolean restart) {
        BaseRateEstimator estimator = estimator(3);
        DelayCurve delays = DelayCurve.ofQuantiles(new long[] {0, 3 * DAY, 30 * DAY});
        int[] next = new int[3];
        List<BaseRateVersion> versions = new ArrayList<>();
        while (next[0] + next[1] + next[2] < 120) {
            int partition = order.nextInt(3);
            int day = next[partition];
            if (day < 40) {
                next[partition]++;
                CohortCount[] counts = {
                    new CohortCount(day * DAY, 100 + partition, 0),
                    new CohortCount(Math.max(0, day - 5) * DAY, 0, 1 + partition)
                };
                versions.addAll(estimator.accept(evidence(partition, day, counts), 0.02, delays));
                if (restart) {
                    byte[] state = estimator.state().toBytes();
                    estimator = new BaseRateEstimator("all", 3, DAILY, EstimatorState.fromBytes(state));
                    assertThat(estimator.state().toBytes()).isEqualTo(state);
                }
            }
        }
        return versions;
    }

    @Test
    void shift_gives_the_worked_numbers_and_both_forms_decide_alike() {
        double shift = BaseRateShift.logOdds(0.003, 0.01);
        assertThat(BaseRateShift.threshold(0.0099, shift)).isCloseTo(0.0325, within(5e-5));
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 100_000; i++) {
            double p = random.nextDouble();
            double tau = random.nextDouble(1e-4, 1 - 1e-4);
            double s = random.nextDouble(-3, 3);
            double shifted = BaseRateShift.posterior(p, s);
            if (Math.abs(shifted - tau) > 1e-12) {
                assertThat(shifted >= tau).isEqualTo(p >= BaseRateShift.threshold(tau, s));
            }
        }
        assertThatThrownBy(() -> BaseRateShift.logOdds(0, 0.01)).hasMessageContaining("current base rate is 0.0");
    }

    @Test
    void delay_curve_is_a_step_for_a_fixed_delay_and_the_share_of_delays_otherwise() {
        DelayCurve week = DelayCurve.fixed(7 * DAY);
        assertThat(week.reported(7 * DAY - 1)).isZero();
        assertThat(week.reported(7 * DAY)).isEqualTo(1);
        long[] delays = new SplittableRandom(5).longs(5000, 0, 30 * DAY).toArray();
        DelayCurve curve = DelayCurve.of(delays);
        for (long age = 0; age < 31 * DAY; age += DAY / 3) {
            long limit = age;
            double share =
                    java.util.Arrays.stream(delays).filter(d -> d <= limit).count() / 5000.0;
            assertThat(curve.reported(age)).isCloseTo(share, within(0.012));
        }
    }
}
