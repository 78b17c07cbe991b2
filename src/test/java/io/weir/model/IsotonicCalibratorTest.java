package io.weir.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.weir.model.IsotonicCalibrator.Knot;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class IsotonicCalibratorTest {

    @Test
    void fit_byHand_poolsViolatorsAndClipsTheEnds() {
        double[] logits = {-3, -2, -1, 0, 1, 2, 3};
        boolean[] fraud = {false, false, true, false, false, true, true};
        IsotonicCalibrator fitted = IsotonicCalibrator.fit(logits, fraud);
        // blocks: {-3, -2} none of 2; {-1, 0, 1} one of 3; {2, 3} two of 2
        assertThat(fitted.knots()).extracting(Knot::logit).containsExactly(-2.5, 0.0, 2.5);
        assertThat(fitted.probability(-2.5)).isCloseTo(0.5 / 3, within(1e-15));
        assertThat(fitted.probability(0)).isCloseTo(1.0 / 3, within(1e-15));
        assertThat(fitted.probability(2.5)).isCloseTo(2.5 / 3, within(1e-15));
    }

    @Test
    void logit_betweenAndBeyondTheKnots_isOnTheLineAndThenConstant() {
        IsotonicCalibrator calibrator =
                new IsotonicCalibrator(List.of(new Knot(-4, -6), new Knot(-1, -3), new Knot(1, -3), new Knot(2, 0)));
        assertThat(calibrator.logit(-700)).isEqualTo(-6);
        assertThat(calibrator.logit(-4)).isEqualTo(-6);
        assertThat(calibrator.logit(-2)).isCloseTo(-4, within(1e-15));
        assertThat(calibrator.logit(0.3)).isEqualTo(-3);
        assertThat(calibrator.logit(1.5)).isCloseTo(-1.5, within(1e-15));
        assertThat(calibrator.logit(700)).isZero();
        assertThat(calibrator.logit(Double.NaN)).isNaN();
    }

    /** Twin: the min-max formula, rate at x = max over s ≤ x of min over t ≥ x of the mean over [s, t]. */
    @Test
    void fit_randomRowsWithTies_equalsTheMinMaxFormula() {
        for (int seed = 0; seed < 60; seed++) {
            SplitMix64 random = new SplitMix64(seed);
            int n = 6 + seed;
            double[] logits = new double[n];
            boolean[] fraud = new boolean[n];
            TreeMap<Double, int[]> counts = new TreeMap<>();
            for (int i = 0; i < n; i++) {
                logits[i] = random.below(seed % 2 == 0 ? 6 : 1_000_000);
                fraud[i] = i == 0 || (i > 1 && random.unit() < logits[i] / (seed % 2 == 0 ? 8 : 1_200_000));
                int[] count = counts.computeIfAbsent(logits[i], z -> new int[2]);
                count[0]++;
                count[1] += fraud[i] ? 1 : 0;
            }
            List<Knot> knots = AdjacentViolators.pool(logits, fraud);
            double[] exact =
                    counts.keySet().stream().mapToDouble(z -> minMax(counts, z)).toArray();
            double[] distinct = java.util.Arrays.stream(exact).distinct().toArray();
            assertThat(knots).hasSize(distinct.length);
            for (int k = 0; k < distinct.length; k++) {
                double rate = Logit.sigmoid(knots.get(k).calibrated());
                if (distinct[k] > 0 && distinct[k] < 1) {
                    assertThat(rate).isCloseTo(distinct[k], within(1e-9));
                } else {
                    assertThat(rate).isStrictlyBetween(0.0, 1.0);
                }
            }
        }
    }

    private static double minMax(NavigableMap<Double, int[]> counts, double at) {
        double max = 0;
        for (double s : counts.headMap(at, true).keySet()) {
            double min = 1;
            for (double t : counts.tailMap(at, true).keySet()) {
                int rows = 0;
                int frauds = 0;
                for (int[] count : counts.subMap(s, true, t, true).values()) {
                    rows += count[0];
                    frauds += count[1];
                }
                min = Math.min(min, (double) frauds / rows);
            }
            max = Math.max(max, min);
        }
        return max;
    }

    @Test
    void fit_smallEndBlocks_neverFalls() {
        // one legitimate row, then 1 fraud in 1,000: half a fraud in two rows would be above it
        double[] logits = new double[1_003];
        boolean[] fraud = new boolean[1_003];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = i == 0 ? -5 : i <= 1_000 ? 0 : 4 + i;
            fraud[i] = i == 500 || i > 1_000;
        }
        IsotonicCalibrator fitted = IsotonicCalibrator.fit(logits, fraud);
        assertThat(fitted.probability(-5)).isCloseTo(0.001, within(1e-12));
        assertThat(fitted.probability(0)).isCloseTo(0.001, within(1e-12));
        assertThat(fitted.probability(2_000)).isCloseTo(2.5 / 3, within(1e-12));
    }

    @Test
    void logit_anyFit_neverFalls() {
        SplitMix64 random = new SplitMix64(11);
        double[] logits = new double[5_000];
        boolean[] fraud = new boolean[5_000];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = 3 * TestRows.gaussian(random);
            fraud[i] = random.unit() < Logit.sigmoid(logits[i] - 2);
        }
        IsotonicCalibrator fitted = IsotonicCalibrator.fit(logits, fraud);
        double before = Double.NEGATIVE_INFINITY;
        for (double z = -15; z < 15; z += 0.001) {
            assertThat(fitted.logit(z)).isFinite().isGreaterThanOrEqualTo(before);
            before = fitted.logit(z);
        }
        assertThat(fitted.probability(0)).isCloseTo(Logit.sigmoid(-2), within(0.05));
    }

    @Test
    void fit_ranksTurned_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        IsotonicCalibrator.fit(new double[] {1, 2, 3, 4}, new boolean[] {true, true, false, false}))
                .withMessageContaining("the log-odds rank frauds no higher than the rest");
    }

    @Test
    void constructor_knotsOutOfOrder_namesThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IsotonicCalibrator(List.of(new Knot(0, 1))))
                .withMessageContaining("1 knots");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IsotonicCalibrator(List.of(new Knot(0, 1), new Knot(0, 2))))
                .withMessageContaining("knot 1 ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IsotonicCalibrator(List.of(new Knot(0, 1), new Knot(1, 0.5))))
                .withMessageContaining("knot 1 ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IsotonicCalibrator(List.of(new Knot(0, 1), new Knot(1, 1))))
                .withMessageContaining("a rising curve");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new IsotonicCalibrator(List.of(new Knot(0, 1), new Knot(1, Double.NaN))));
    }
}
