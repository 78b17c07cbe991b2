package io.weir.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class QuantileSketchTest {

    @Test
    void rank_ofTrainingScores_isTheExactShareToOneStep() {
        SplitMix64 random = new SplitMix64(5);
        for (int n : new int[] {1, 2, 10, 1_000, 20_000, 200_000}) {
            double[] scores = new double[n];
            for (int i = 0; i < n; i++) {
                scores[i] = StrictMath.round(TestRows.gaussian(random) * 1e4) / 1e4;
            }
            QuantileSketch sketch = QuantileSketch.of(scores);
            double[] sorted = scores.clone();
            Arrays.sort(sorted);
            for (int i = 0; i < n; i += Math.max(1, n / 5_000)) {
                double exact = smaller(sorted, scores[i]);
                double step = exact >= 1 - 1.0 / 1024 ? 1.0 / 65_536 : 1.0 / 1024;
                assertThat(sketch.rank(scores[i])).isCloseTo(exact, within(step + 1.0 / n * 0.001));
            }
        }
    }

    private static double smaller(double[] sorted, double score) {
        int at = 0;
        while (at < sorted.length && sorted[at] < score) {
            at++;
        }
        return (double) at / sorted.length;
    }

    @Test
    void rank_isMonotoneFromZeroToOne() {
        SplitMix64 random = new SplitMix64(6);
        double[] scores = new double[5_000];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = random.below(50) / 10.0;
        }
        QuantileSketch sketch = QuantileSketch.of(scores);
        double last = 0;
        for (double x = -1; x < 6; x += 0.001) {
            double rank = sketch.rank(x);
            assertThat(rank).isBetween(last, 1.0);
            last = rank;
        }
        assertThat(sketch.rank(-1)).isZero();
        assertThat(sketch.rank(0)).isZero();
        assertThat(sketch.rank(5)).isEqualTo(1);
    }

    @Test
    void rank_ofAScoreThatAllRowsShare_isZeroAndAboveItOne() {
        double[] scores = new double[100];
        Arrays.fill(scores, 0.5);
        QuantileSketch sketch = QuantileSketch.of(scores);
        assertThat(sketch.rank(0.5)).isZero();
        assertThat(sketch.rank(Math.nextUp(0.5))).isEqualTo(1);
    }
}
