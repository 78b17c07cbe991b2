package io.weir.baserate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.weir.transaction.IdHash;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class ScoreBinsTest {

    @Test
    void of_edges_isTheBinAboveAndJustBelowTheOneBelow() {
        assertThat(ScoreBins.COUNT).isEqualTo(96);
        BigDecimal edge = new BigDecimal("-7.0");
        for (int bin = 1; bin < ScoreBins.COUNT; bin++) {
            double at = edge.doubleValue();
            assertThat(ScoreBins.of(at)).as("%s", at).isEqualTo(bin);
            assertThat(ScoreBins.of(Math.nextDown(at))).as("below %s", at).isEqualTo(bin - 1);
            edge = edge.add(new BigDecimal("0.2"));
        }
        assertThat(edge).isEqualByComparingTo("12.0");
    }

    @Test
    void of_knownValues_isGolden() {
        assertThat(ScoreBins.of(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(ScoreBins.of(-27.6)).isZero();
        assertThat(ScoreBins.of(-7)).isEqualTo(1);
        assertThat(ScoreBins.of(0)).isEqualTo(36);
        assertThat(ScoreBins.of(-0.0)).as("no less than 0").isEqualTo(36);
        assertThat(ScoreBins.of(4.65)).isEqualTo(59);
        assertThat(ScoreBins.of(11.8)).isEqualTo(95);
        assertThat(ScoreBins.of(Double.POSITIVE_INFINITY)).isEqualTo(95);
    }

    @Test
    void center_ofABin_isInItAndHalfAWidthFromItsEdge() {
        for (int bin = 0; bin < ScoreBins.COUNT; bin++) {
            assertThat(ScoreBins.of(ScoreBins.center(bin))).isEqualTo(bin);
            assertThat(ScoreBins.center(bin)).isCloseTo(-7.1 + 0.2 * bin, within(1e-12));
        }
        assertThat(ScoreBins.center(0)).isEqualTo(-7.1);
        assertThat(ScoreBins.center(95)).isEqualTo(11.9);
    }

    @Test
    void of_anyValue_isWhereASlowSearchFindsIt() {
        for (int i = 0; i < 10_000; i++) {
            double logRatio = IdHash.unit("ratio" + i, 7) * 24 - 10;
            int slow = 0;
            for (BigDecimal edge = new BigDecimal("-7.0");
                    slow < 95 && new BigDecimal(logRatio).compareTo(edge) >= 0;
                    edge = edge.add(new BigDecimal("0.2"))) {
                slow++;
            }
            assertThat(ScoreBins.of(logRatio)).as("%s", logRatio).isEqualTo(slow);
        }
    }

    @Test
    void logRatio_ofAProbability_isItsLogOddsOverThoseOfTheReference() {
        assertThat(ScoreBins.logRatio(0.01, 0.01)).isZero();
        assertThat(ScoreBins.logRatio(0.5, 0.01)).isCloseTo(4.595119850134589, within(1e-12));
        assertThat(ScoreBins.logRatio(0.0087, 0.02)).isCloseTo(-0.8438738892676869, within(1e-12));
        assertThat(ScoreBins.logRatio(0, 0.5)).isCloseTo(-27.6310211, within(1e-6));
        assertThat(ScoreBins.logRatio(1, 0.5)).isCloseTo(27.6310211, within(1e-3));
        assertThat(ScoreBins.logRatio(1e-30, 0.5)).isEqualTo(ScoreBins.logRatio(0, 0.5));
    }

    @Test
    void bins_whatIsNoNumberOrNoBin_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScoreBins.of(Double.NaN))
                .withMessage("log-likelihood ratio is NaN; allowed: a number");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScoreBins.logRatio(Double.NaN, 0.01))
                .withMessage("calibrated probability is NaN; allowed: 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScoreBins.logRatio(0.5, 0))
                .withMessage("reference base rate is 0.0; allowed: above 0 and below 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScoreBins.center(96))
                .withMessage("score bin is 96; allowed: 0 to 95");
    }
}
