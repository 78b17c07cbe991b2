package io.weir.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LogitTest {

    @Test
    void sigmoid_andLogit_invertEachOther() {
        for (double z = -27; z <= 27; z += 0.37) {
            double relative = z > 10 ? 1e-3 : 1e-9;
            assertThat(Logit.logit(Logit.sigmoid(z))).isCloseTo(z, within(relative));
        }
        assertThat(Logit.logit(0.01)).isCloseTo(-4.59511985013459, within(1e-14));
        assertThat(Logit.sigmoid(0)).isEqualTo(0.5);
    }

    @Test
    void sigmoid_farOut_staysInZeroToOne() {
        assertThat(Logit.sigmoid(-800)).isZero();
        assertThat(Logit.sigmoid(800)).isEqualTo(1);
        assertThat(Logit.sigmoid(Double.NaN)).isNaN();
        assertThat(Logit.logit(0)).isCloseTo(-27.63, within(0.01));
        assertThat(Logit.logit(1)).isCloseTo(27.63, within(0.01));
    }

    @Test
    void softplus_isTheLogLossOfNo() {
        assertThat(Logit.softplus(0)).isCloseTo(StrictMath.log(2), within(1e-15));
        assertThat(Logit.softplus(-1.5)).isCloseTo(-StrictMath.log(1 - Logit.sigmoid(-1.5)), within(1e-15));
        assertThat(Logit.softplus(1_000)).isEqualTo(1_000);
    }
}
