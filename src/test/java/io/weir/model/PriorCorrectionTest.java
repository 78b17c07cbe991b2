package io.weir.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.weir.baserate.BaseRateShift;
import org.junit.jupiter.api.Test;

class PriorCorrectionTest {

    @Test
    void corrected_ofAHalf_afterBalancingOneInAThousand_isOneInAThousand() {
        PriorCorrection balanced = PriorCorrection.undersampled(1.0 / 999);
        assertThat(balanced.corrected(0.5)).isCloseTo(0.001, within(1e-17));
        assertThat(balanced.emitted(0.001)).isCloseTo(0.5, within(1e-15));
        assertThat(Logit.sigmoid(Logit.logit(0.5) + balanced.shift())).isCloseTo(0.001, within(1e-16));
    }

    @Test
    void corrected_weightOfFraud_dividesTheOdds() {
        PriorCorrection weighted = new PriorCorrection(1, 99, 1);
        assertThat(weighted.corrected(0.5)).isCloseTo(0.01, within(1e-16));
        assertThat(weighted.shift()).isCloseTo(-StrictMath.log(99), within(1e-15));
    }

    @Test
    void corrected_andEmitted_invertEachOtherAndAgreeWithTheShift() {
        SplitMix64 random = new SplitMix64(3);
        for (int i = 0; i < 10_000; i++) {
            PriorCorrection correction = any(random);
            double p = Logit.sigmoid(20 * random.unit() - 10);
            assertThat(correction.corrected(correction.emitted(p))).isCloseTo(p, within(1e-10));
            assertThat(correction.corrected(p))
                    .isCloseTo(Logit.sigmoid(Logit.logit(p) + correction.shift()), within(1e-12));
            assertThat(correction.emitted(p)).isBetween(0.0, 1.0);
        }
    }

    @Test
    void corrected_twoCorrectionsInARow_equalTheirProduct() {
        SplitMix64 random = new SplitMix64(4);
        for (int i = 0; i < 10_000; i++) {
            PriorCorrection a = any(random);
            PriorCorrection b = any(random);
            PriorCorrection both = new PriorCorrection(
                    a.undersampling() * b.undersampling(),
                    a.fraudWeight() * b.fraudWeight(),
                    a.oversampling() * b.oversampling());
            double p = random.unit();
            assertThat(b.corrected(a.corrected(p))).isCloseTo(both.corrected(p), within(1e-12));
            assertThat(a.shift() + b.shift()).isCloseTo(both.shift(), within(1e-12));
        }
    }

    @Test
    void corrected_thenMovedBaseRate_decidesAsTheMovedThresholdOnTheEmittedScale() {
        SplitMix64 random = new SplitMix64(5);
        for (int i = 0; i < 10_000; i++) {
            PriorCorrection correction = any(random);
            double shift = 8 * random.unit() - 4;
            double tau = 0.001 + 0.9 * random.unit();
            double emitted = random.unit();
            double atBundle = Logit.sigmoid(Logit.logit(emitted) + correction.shift());
            double current = BaseRateShift.posterior(atBundle, shift);
            double moved = BaseRateShift.threshold(tau, shift);
            if (Math.abs(current - tau) > 1e-9) {
                assertThat(current >= tau).isEqualTo(emitted >= correction.emitted(moved));
            }
        }
    }

    @Test
    void corrected_undersampling_isTheFormulaOfDalPozzolo() {
        for (double beta : new double[] {1, 0.5, 0.01}) {
            PriorCorrection correction = PriorCorrection.undersampled(beta);
            for (double p = 0; p <= 1; p += 0.01) {
                assertThat(correction.corrected(p)).isCloseTo(beta * p / (beta * p - p + 1), within(1e-14));
                assertThat(correction.emitted(p)).isCloseTo(p / (p + beta * (1 - p)), within(1e-14));
            }
        }
    }

    @Test
    void none_changesNothing() {
        assertThat(PriorCorrection.NONE.shift()).isZero();
        assertThat(PriorCorrection.NONE.corrected(0.123)).isCloseTo(0.123, within(1e-16));
    }

    @Test
    void constructor_badValue_namesIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PriorCorrection.undersampled(1.5))
                .withMessage("undersampling is 1.5; allowed: above 0, at most 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PriorCorrection(1, 0, 1))
                .withMessageContaining("fraud weight is 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PriorCorrection(1, 1, Double.NaN))
                .withMessageContaining("oversampling is NaN");
    }

    private static PriorCorrection any(SplitMix64 random) {
        return new PriorCorrection(1 - 0.999 * random.unit(), 0.1 + 50 * random.unit(), 1 + 20 * random.unit());
    }
}
