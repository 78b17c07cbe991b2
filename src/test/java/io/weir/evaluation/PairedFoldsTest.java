package io.weir.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.weir.transaction.IdHash;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;

class PairedFoldsTest {

    @Test
    void of_byHand_isStudentsPairedInterval() {
        PairedFolds folds = PairedFolds.of(new double[] {5, 7, 6, 9, 8}, new double[] {4, 5, 5, 6, 8});
        // differences 1, 2, 1, 3, 0: mean 1.4, variance 1.3; t(0.975, 4) = 2.776445
        assertThat(folds.folds()).isEqualTo(5);
        assertThat(folds.meanDifference()).isCloseTo(1.4, within(1e-12));
        assertThat(folds.standardError()).isCloseTo(Math.sqrt(1.3 / 5), within(1e-12));
        assertThat(folds.lower()).isCloseTo(1.4 - 2.776445 * Math.sqrt(0.26), within(1e-5));
        assertThat(folds.upper()).isCloseTo(1.4 + 2.776445 * Math.sqrt(0.26), within(1e-5));
        assertThat(folds.settled()).isFalse();
        assertThat(PairedFolds.of(new double[] {1, 2, 3}, new double[] {2, 3.1, 4})
                        .settled())
                .isTrue();
    }

    @Test
    void studentT_quantile_isThatOfTheReferenceLibrary() {
        for (int freedom = 1; freedom <= 60; freedom++) {
            TDistribution reference = new TDistribution(null, freedom);
            for (double confidence : new double[] {0.5, 0.9, 0.95, 0.99}) {
                double expected = reference.inverseCumulativeProbability((1 + confidence) / 2);
                assertThat(StudentT.quantile(confidence, freedom)).isCloseTo(expected, within(1e-6 * expected));
            }
        }
    }

    /** Of 2,000 experiments with no difference, about 5 in 100 find one. */
    @Test
    void interval_withoutADifference_leavesZeroOutFiveTimesInAHundred() {
        NormalDistribution normal = new NormalDistribution(null, 0, 1);
        int found = 0;
        for (int experiment = 0; experiment < 2_000; experiment++) {
            double[] a = new double[6];
            double[] b = new double[6];
            for (int i = 0; i < a.length; i++) {
                double hard = 10 * IdHash.unit("fold" + i, experiment);
                a[i] = hard + normal.inverseCumulativeProbability(IdHash.unit("a" + i, experiment));
                b[i] = hard + normal.inverseCumulativeProbability(IdHash.unit("b" + i, experiment));
            }
            found += PairedFolds.of(a, b).settled() ? 1 : 0;
        }
        assertThat(found / 2_000.0).isBetween(0.035, 0.065);
    }

    @Test
    void of_badInput_namesIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairedFolds.of(new double[1], new double[1]))
                .withMessageContaining("allowed: as many, 2 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PairedFolds.of(new double[] {1, Double.NaN}, new double[2]))
                .withMessageContaining("figures of fold 1 are NaN and 0.0");
    }
}
