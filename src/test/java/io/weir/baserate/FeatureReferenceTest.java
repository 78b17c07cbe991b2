package io.weir.baserate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FeatureReferenceTest {

    private static final FeatureReference AMOUNT =
            new FeatureReference("amount", new double[] {0, 10.5}, new long[] {10, 30, 40, 20}, 0.25, 0.1);

    @Test
    void bin_ofAValue_startsAtItsEdgeAndMissingIsLast() {
        assertThat(AMOUNT.bins()).isEqualTo(4);
        assertThat(AMOUNT.bin(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(AMOUNT.bin(-1e-300)).isZero();
        assertThat(AMOUNT.bin(-0.0)).as("no less than 0").isEqualTo(1);
        assertThat(AMOUNT.bin(0)).isEqualTo(1);
        assertThat(AMOUNT.bin(Math.nextDown(10.5))).isEqualTo(1);
        assertThat(AMOUNT.bin(10.5)).isEqualTo(2);
        assertThat(AMOUNT.bin(Double.POSITIVE_INFINITY)).isEqualTo(2);
        assertThat(AMOUNT.bin(Double.NaN)).isEqualTo(3);
    }

    @Test
    void bin_ofAConstant_isOneForAllNumbers() {
        FeatureReference constant = new FeatureReference("weekend", new double[0], new long[] {5, 0}, 0, 0);
        assertThat(constant.bin(-3)).isZero();
        assertThat(constant.bin(7)).isZero();
        assertThat(constant.bin(Double.NaN)).isEqualTo(1);
    }

    @Test
    void psi_ofOtherShares_isTheSumByHand() {
        // 30.5/102 against 10.5/102, and the other way round: twice (20/102)·ln(30.5/10.5)
        long[] turned = {30, 10, 40, 20};
        assertThat(AMOUNT.psi(turned)).isCloseTo(2 * 20 / 102.0 * Math.log(30.5 / 10.5), within(1e-12));
        assertThat(AMOUNT.psi(AMOUNT.counts())).isZero();
        assertThat(AMOUNT.psi(new long[] {0, 0, 0, 100})).as("empty bins").isFinite();
        assertThat(AMOUNT.psi(new long[4])).isNaN();
    }

    @Test
    void ks_ofOtherShares_isTheLargestDistance() {
        assertThat(AMOUNT.ks(new long[] {30, 10, 40, 20})).isCloseTo(0.2, within(1e-12));
        assertThat(AMOUNT.ks(new long[] {0, 0, 0, 1})).isCloseTo(0.8, within(1e-12));
        assertThat(AMOUNT.ks(new long[] {100, 300, 400, 200})).isZero();
        assertThat(AMOUNT.ks(new long[4])).isNaN();
    }

    @Test
    void reference_wrongParts_areNamed() {
        refused(new double[10], new long[12], 0, 0, "reference of f: edges are 10; allowed: at most 9");
        refused(
                new double[] {1, 1},
                new long[4],
                0,
                0,
                "reference of f: edges[1] is 1.0; allowed: finite numbers, rising");
        refused(
                new double[] {Double.NaN},
                new long[3],
                0,
                0,
                "reference of f: edges[0] is NaN; allowed: finite numbers, rising");
        refused(
                new double[] {1},
                new long[2],
                0,
                0,
                "reference of f: counts are 2; allowed: two more than its 1 edges");
        refused(new double[0], new long[] {0, -1}, 0, 0, "reference of f: counts[1] is -1; allowed: 0 or more");
        refused(
                new double[0],
                new long[2],
                Double.POSITIVE_INFINITY,
                0,
                "reference of f: largest daily PSI is Infinity; allowed: a finite number, 0 or more");
        refused(new double[0], new long[2], 0, 1.5, "reference of f: largest daily KS is 1.5; allowed: 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AMOUNT.psi(new long[3]))
                .withMessage("reference of amount: compared with 3 counts; allowed: 4");
    }

    private static void refused(double[] edges, long[] counts, double psi, double ks, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeatureReference("f", edges, counts, psi, ks))
                .withMessage(message);
    }
}
