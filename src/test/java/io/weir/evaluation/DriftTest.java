package io.weir.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DriftTest {

    @Test
    void stabilityIndex_byHand_isTheSumOverBins() {
        long[] reference = {9, 19, 69};
        long[] current = {19, 19, 59};
        double[] p = {9.5 / 98.5, 19.5 / 98.5, 69.5 / 98.5};
        double[] q = {19.5 / 98.5, 19.5 / 98.5, 59.5 / 98.5};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            sum += (q[i] - p[i]) * Math.log(q[i] / p[i]);
        }
        assertThat(Drift.stabilityIndex(reference, current)).isCloseTo(sum, within(1e-12));
        assertThat(Drift.stabilityIndex(current, reference)).isCloseTo(sum, within(1e-12));
        assertThat(Drift.stabilityIndex(reference, reference)).isZero();
        assertThat(Drift.stabilityIndex(new long[] {100, 0}, new long[] {0, 100}))
                .isFinite()
                .isGreaterThan(1);
    }

    @Test
    void kolmogorovSmirnov_byHand_isTheLargestGapOfCumulativeShares() {
        assertThat(Drift.kolmogorovSmirnov(new long[] {10, 20, 70}, new long[] {40, 10, 50}))
                .isCloseTo(0.3, within(1e-12));
        assertThat(Drift.kolmogorovSmirnov(new long[] {1, 0}, new long[] {0, 5}))
                .isEqualTo(1);
    }

    @Test
    void badInput_isNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Drift.stabilityIndex(new long[2], new long[3]))
                .withMessageContaining("2 bins and 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Drift.stabilityIndex(new long[] {1, 2}, new long[] {1, -2}))
                .withMessage("bin 1 has -2 rows; allowed: 0 or more");
    }
}
