package io.weir.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.baserate.BaseRateShift;
import io.weir.decision.Policy.Thresholds;
import io.weir.transaction.IdHash;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Shifting the probability and shifting the thresholds the other way decide the same: p' ≥ τ ⇔ p ≥ τ'. Where the two sides are
 * equal but for rounding, either answer is right.
 */
class ShiftedThresholdsTest {

    private static final double[] EDGES = {0, Double.MIN_VALUE, 1e-300, 1e-12, 0.5, 1 - 1e-12, Math.nextDown(1.0), 1};
    private static final double[] SHIFTS = {-30, -2.08, -1e-9, 0, 1e-9, 2.08, 30};
    private static final double ROUNDING = 1e-12;

    private long seed = 4;

    /** In [0, 1). */
    private double random() {
        return (IdHash.mix(seed++) >>> 11) * 0x1p-53;
    }

    /** Of any size: half of them near 0 or 1. */
    private double probability() {
        double u = random();
        double small = Math.pow(10, -12 * random());
        return u < 0.5 ? random() : u < 0.75 ? small : 1 - small;
    }

    @Test
    void posteriorForm_andThresholdForm_decideTheSame() {
        for (int i = 0; i < 200_000; i++) {
            assertSame(probability(), probability(), 8 * random() - 4);
        }
    }

    @Test
    void posteriorForm_andThresholdForm_decideTheSameAtTheExtremes() {
        for (double p : EDGES) {
            for (double threshold : EDGES) {
                for (double shift : SHIFTS) {
                    assertSame(p, threshold, shift);
                }
            }
        }
    }

    /** A rate of any size against any other, as an override may set it. */
    @Test
    void posteriorForm_andThresholdForm_decideTheSameForAnyTwoRates() {
        for (int i = 0; i < 100_000; i++) {
            double shift = BaseRateShift.logOdds(inside(probability()), inside(probability()));
            assertSame(probability(), probability(), shift);
        }
    }

    private static double inside(double rate) {
        return Math.max(1e-9, Math.min(1 - 1e-9, rate));
    }

    private static void assertSame(double p, double threshold, double shift) {
        double posterior = BaseRateShift.posterior(p, shift);
        double moved = BaseRateShift.threshold(threshold, shift);
        assertThat(posterior).isBetween(0.0, 1.0);
        assertThat(moved).isBetween(0.0, 1.0);
        if (!near(posterior, threshold) && !near(p, moved)) {
            assertThat(p >= moved)
                    .as("p %s, threshold %s, shift %s: p' %s, t' %s", p, threshold, shift, posterior, moved)
                    .isEqualTo(posterior >= threshold);
        }
    }

    private static boolean near(double a, double b) {
        return Math.abs(a - b) <= ROUNDING * Math.max(a, b)
                || Math.abs((1 - a) - (1 - b)) <= ROUNDING * Math.max(1 - a, 1 - b);
    }

    @Test
    void policy_ofThreeActions_decidesTheSameInEitherForm() {
        int[] actions = new int[Action.values().length];
        for (int i = 0; i < 200_000; i++) {
            Policy policy = policy();
            Thresholds thresholds = policy.thresholds(5_000 * random() * random());
            if (random() < 0.5) {
                thresholds = thresholds.widened(Policy.DOUBT);
            }
            double shift = 8 * random() - 4;
            double p = probability();
            Thresholds moved = new Thresholds(
                    BaseRateShift.threshold(thresholds.review(), shift),
                    BaseRateShift.threshold(thresholds.decline(), shift));
            double posterior = BaseRateShift.posterior(p, shift);
            boolean tie = near(posterior, thresholds.review())
                    || near(posterior, thresholds.decline())
                    || near(p, moved.review())
                    || near(p, moved.decline());
            Action action = thresholds.action(posterior);
            if (!tie) {
                assertThat(moved.action(p))
                        .as("p %s, shift %s, %s", p, shift, thresholds)
                        .isEqualTo(action);
                actions[Arrays.asList(Action.values()).indexOf(action)]++;
            }
        }
        assertThat(actions).doesNotContain(0);
        assertThat(Arrays.stream(actions).min().orElse(0)).isGreaterThan(5_000);
    }

    private Policy policy() {
        Policy standard = Policy.standard("USD");
        return new Policy(
                standard.id(),
                standard.version(),
                standard.currency(),
                new Policy.Costs(random(), 1 + 30 * random(), random(), 0.1 + 5 * random()),
                new Policy.Review(6 * random(), random(), random() * random(), 0, Double.POSITIVE_INFINITY),
                standard.routing(),
                standard.rules());
    }

    @Test
    void widened_backByTheInverse_isWhatItWas() {
        for (int i = 0; i < 10_000; i++) {
            Thresholds plain = policy().thresholds(5_000 * random());
            Thresholds back = plain.widened(Policy.DOUBT).widened(1 / Policy.DOUBT);
            assertThat(near(plain.review(), back.review()) && near(plain.decline(), back.decline()))
                    .as("%s", plain)
                    .isTrue();
        }
    }
}
