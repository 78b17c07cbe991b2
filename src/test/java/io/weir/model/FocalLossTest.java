package io.weir.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FocalLossTest {

    private static final FocalLoss USUAL = new FocalLoss(2, 0.25);

    @Test
    void emitted_ofOneInAThousand_isFiveInAHundred() {
        assertThat(USUAL.emitted(0.001)).isCloseTo(0.050, within(0.0005));
        assertThat(USUAL.corrected(USUAL.emitted(0.001))).isCloseTo(0.001, within(1e-12));
    }

    @Test
    void corrected_isThePublishedFormula() {
        for (double q = 0.01; q < 1; q += 0.01) {
            double odds = 0.75 * weight(1 - q) / (0.25 * weight(q));
            assertThat(USUAL.corrected(q)).isCloseTo(odds / (1 + odds), within(1e-12));
        }
    }

    private static double weight(double q) {
        return (1 - q) * (1 - q) / q - 2 * (1 - q) * Math.log(q);
    }

    /** Twin: the expected focal loss itself, on a fine grid. */
    @Test
    void emitted_minimisesTheExpectedFocalLoss() {
        for (double p : new double[] {0.01, 0.2, 0.5, 0.9}) {
            double best = Double.POSITIVE_INFINITY;
            double at = 0;
            for (double q = 0.0005; q < 1; q += 0.0005) {
                double loss = -p * 0.25 * (1 - q) * (1 - q) * Math.log(q) - (1 - p) * 0.75 * q * q * Math.log(1 - q);
                if (loss < best) {
                    best = loss;
                    at = q;
                }
            }
            assertThat(USUAL.emitted(p)).isCloseTo(at, within(0.0006));
        }
    }

    @Test
    void corrected_gammaZero_isAWeightOfFraud() {
        FocalLoss plain = new FocalLoss(0, 0.8);
        PriorCorrection weighted = new PriorCorrection(1, 4, 1);
        for (double q = 0.01; q < 1; q += 0.01) {
            assertThat(plain.corrected(q)).isCloseTo(weighted.corrected(q), within(1e-12));
            assertThat(plain.emitted(q)).isCloseTo(weighted.emitted(q), within(1e-12));
        }
    }

    @Test
    void correctedLogit_farOut_risesAndStaysFinite() {
        double before = Double.NEGATIVE_INFINITY;
        for (double z = -700; z <= 700; z += 0.5) {
            double corrected = USUAL.correctedLogit(z);
            assertThat(corrected).isFinite().isGreaterThan(before);
            before = corrected;
        }
    }

    @Test
    void constructor_badValue_namesIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FocalLoss(-1, 0.5))
                .withMessage("focal gamma is -1.0; allowed: 0 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FocalLoss(2, 1))
                .withMessage("focal alpha is 1.0; allowed: above 0 and below 1");
    }
}
