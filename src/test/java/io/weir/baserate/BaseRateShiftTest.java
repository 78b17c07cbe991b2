package io.weir.baserate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BaseRateShiftTest {

    @Test
    void threshold_ofTheWorkedExample_isItsNumber() {
        double shift = BaseRateShift.logOdds(0.003, 0.01);
        assertThat(Math.exp(shift)).isCloseTo(0.003 * 0.99 / (0.01 * 0.997), within(1e-15));
        assertThat(BaseRateShift.threshold(0.0099, shift)).isCloseTo(0.0325, within(5e-5));
        assertThat(BaseRateShift.rate(0.01, shift)).isCloseTo(0.003, within(1e-15));
    }

    @Test
    void shiftedProbability_passesTheThreshold_whereThePlainOnePassesTheShifted() {
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
    }

    @Test
    void posterior_ofCertainty_staysCertainAndOfAnyProbabilityInRange() {
        for (double shift = -700; shift <= 700; shift += 0.37) {
            assertThat(BaseRateShift.posterior(0, shift)).isZero();
            assertThat(BaseRateShift.posterior(1, shift)).isEqualTo(1);
            for (double p : new double[] {Double.MIN_VALUE, 1e-12, 0.3, 1 - 1e-12, Math.nextDown(1.0)}) {
                assertThat(BaseRateShift.posterior(p, shift)).isBetween(0.0, 1.0);
            }
        }
    }

    @Test
    void logOdds_ofWhatIsNoRate_isRefused() {
        for (double wrong : new double[] {0, 1, -0.1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> BaseRateShift.logOdds(wrong, 0.01))
                    .withMessage("current base rate is " + wrong + "; allowed: above 0 and below 1");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> BaseRateShift.logOdds(0.01, wrong))
                    .withMessageContaining("reference base rate is " + wrong);
        }
    }
}
