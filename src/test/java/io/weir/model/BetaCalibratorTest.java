package io.weir.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BetaCalibratorTest {

    private static boolean[] drawn(double[] logits, Calibrator truth, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        boolean[] fraud = new boolean[logits.length];
        for (int i = 0; i < fraud.length; i++) {
            fraud[i] = random.unit() < truth.probability(logits[i]);
        }
        return fraud;
    }

    private static double[] logits(int rows, double mean, double spread, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        double[] logits = new double[rows];
        for (int i = 0; i < rows; i++) {
            logits[i] = mean + spread * TestRows.gaussian(random);
        }
        return logits;
    }

    /** Tolerances are four standard errors, from the information matrix. */
    @Test
    void fit_logitsBentByAKnownCurve_findsTheCurve() {
        BetaCalibrator truth = new BetaCalibrator(0.6, 1.5, -0.4);
        double[] logits = logits(200_000, -0.5, 2, 1);
        BetaCalibrator fitted = BetaCalibrator.fit(logits, drawn(logits, truth, 2));
        assertThat(fitted.a()).isCloseTo(0.6, within(0.04));
        assertThat(fitted.b()).isCloseTo(1.5, within(0.07));
        assertThat(fitted.c()).isCloseTo(-0.4, within(0.09));
    }

    @Test
    void logit_equalWeights_isPlatts() {
        BetaCalibrator beta = new BetaCalibrator(0.7, 0.7, -1);
        PlattCalibrator platt = new PlattCalibrator(0.7, -1);
        for (double z = -700; z <= 700; z += 12.5) {
            assertThat(beta.logit(z)).isCloseTo(platt.logit(z), within(1e-12 * (1 + Math.abs(z))));
        }
    }

    @Test
    void logit_moderateProbabilities_isThePublishedFormula() {
        BetaCalibrator beta = new BetaCalibrator(0.4, 1.7, 0.3);
        for (double q = 0.01; q < 1; q += 0.01) {
            double formula = 0.4 * Math.log(q) - 1.7 * Math.log(1 - q) + 0.3;
            assertThat(beta.logit(Logit.logit(q))).isCloseTo(formula, within(1e-12));
        }
    }

    @Test
    void logit_farOut_risesAndStaysFinite() {
        for (BetaCalibrator beta : new BetaCalibrator[] {
            new BetaCalibrator(0.4, 1.7, 0.3), new BetaCalibrator(0, 2, 1), new BetaCalibrator(3, 0, 1)
        }) {
            double before = Double.NEGATIVE_INFINITY;
            for (double z = -700; z <= 700; z += 0.7) {
                double calibrated = beta.logit(z);
                assertThat(calibrated).isFinite().isGreaterThanOrEqualTo(before);
                before = calibrated;
            }
            assertThat(beta.logit(Double.NaN)).isNaN();
        }
    }

    /** Twin: the smallest loss on a grid around the solution, a and b from 0. */
    @Test
    void fit_freeMaximumOutOfBounds_isTheConstrainedMaximum() {
        for (long seed = 0; seed < 12; seed++) {
            double[] logits = logits(400, -1, 1.5, seed);
            boolean[] fraud = new boolean[400];
            SplitMix64 random = new SplitMix64(seed + 50);
            for (int i = 0; i < fraud.length; i++) {
                double p = seed % 2 == 0 ? (logits[i] > 0 ? 0.5 : 0.1) : (logits[i] > -2 ? 0.4 : 0.02);
                fraud[i] = random.unit() < p;
            }
            BetaCalibrator fitted = BetaCalibrator.fit(logits, fraud);
            double best = loss(fitted, logits, fraud);
            for (double a = 0; a <= 3; a += 0.3) {
                for (double b = a == 0 ? 0.05 : 0; b <= 3; b += 0.3) {
                    for (double c = fitted.c() - 1; c <= fitted.c() + 1; c += 0.2) {
                        assertThat(best).isLessThanOrEqualTo(loss(new BetaCalibrator(a, b, c), logits, fraud) + 1e-9);
                    }
                }
            }
        }
    }

    @Test
    void fit_curveThatIsFlatAtOneEnd_fixesAtZero() {
        double[] logits = logits(20_000, 0, 2, 7);
        boolean[] flatBelow = drawn(logits, new BetaCalibrator(0, 1, -2), 8);
        boolean[] flatAbove = drawn(logits, new BetaCalibrator(1, 0, 1), 9);
        for (int i = 0; i < logits.length; i++) {
            // a little more fraud at the very bottom than above it, so that the free maximum falls there
            flatBelow[i] |= logits[i] < -4 && i % 4 == 0;
            flatAbove[i] &= !(logits[i] > 4 && i % 4 == 0);
        }
        assertThat(BetaCalibrator.fit(logits, flatBelow).a()).isZero();
        assertThat(BetaCalibrator.fit(logits, flatAbove).b()).isZero();
    }

    private static double loss(Calibrator calibrator, double[] logits, boolean[] fraud) {
        double[] targets = Rows.plattTargets(fraud);
        double loss = 0;
        for (int i = 0; i < logits.length; i++) {
            double z = calibrator.logit(logits[i]);
            loss += Logit.softplus(z) - targets[i] * z;
        }
        return loss;
    }

    @Test
    void fit_logitsOfHundreds_staysFinite() {
        double[] logits = logits(2_000, 0, 100, 3);
        logits[0] = 700;
        logits[1] = -700;
        BetaCalibrator fitted = BetaCalibrator.fit(logits, drawn(logits, new PlattCalibrator(0.02, 0), 4));
        assertThat(fitted.a()).isCloseTo(0.02, within(0.006));
        assertThat(fitted.b()).isCloseTo(0.02, within(0.006));
    }

    @Test
    void fit_ranksTurned_isRefused() {
        double[] logits = logits(2_000, 0, 2, 5);
        boolean[] fraud = drawn(logits, new PlattCalibrator(1, 0), 6);
        for (int i = 0; i < fraud.length; i++) {
            fraud[i] = !fraud[i];
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BetaCalibrator.fit(logits, fraud))
                .withMessageContaining("the log-odds rank frauds no higher than the rest");
    }

    @Test
    void constructor_badValue_namesIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BetaCalibrator(-0.1, 1, 0))
                .withMessageContaining("a -0.1");
        assertThatIllegalArgumentException().isThrownBy(() -> new BetaCalibrator(0, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new BetaCalibrator(1, 1, Double.NaN));
    }
}
