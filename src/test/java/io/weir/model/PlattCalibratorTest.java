package io.weir.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PlattCalibratorTest {

    @Test
    void fit_logitsOffByAKnownLine_findsTheLine() {
        SplitMix64 random = new SplitMix64(8);
        int n = 200_000;
        double[] logits = new double[n];
        boolean[] fraud = new boolean[n];
        for (int i = 0; i < n; i++) {
            logits[i] = -2 + 2 * TestRows.gaussian(random);
            fraud[i] = random.unit() < Logit.sigmoid(0.7 * logits[i] - 1);
        }
        PlattCalibrator fitted = PlattCalibrator.fit(logits, fraud);
        assertThat(fitted.slope()).isCloseTo(0.7, within(0.02));
        assertThat(fitted.intercept()).isCloseTo(-1, within(0.03));
        assertThat(fitted.probability(1)).isCloseTo(Logit.sigmoid(-0.3), within(0.01));
        assertThat(PlattCalibrator.fit(logits, fraud)).isEqualTo(fitted);
    }

    @Test
    void fit_atItsMaximum_gradientOfPlattsLossIsZero() {
        SplitMix64 random = new SplitMix64(9);
        double[] logits = new double[300];
        boolean[] fraud = new boolean[300];
        int frauds = 0;
        for (int i = 0; i < logits.length; i++) {
            logits[i] = 30 * random.unit() - 20;
            fraud[i] = i < 5;
            frauds += fraud[i] ? 1 : 0;
        }
        PlattCalibrator fitted = PlattCalibrator.fit(logits, fraud);
        double bySlope = 0;
        double byIntercept = 0;
        for (int i = 0; i < logits.length; i++) {
            double target = fraud[i] ? (frauds + 1.0) / (frauds + 2) : 1.0 / (logits.length - frauds + 2);
            double error = fitted.probability(logits[i]) - target;
            bySlope += error * logits[i];
            byIntercept += error;
        }
        assertThat(bySlope).isCloseTo(0, within(1e-5));
        assertThat(byIntercept).isCloseTo(0, within(1e-6));
    }

    @Test
    void fit_separableClasses_staysFinite() {
        PlattCalibrator fitted =
                PlattCalibrator.fit(new double[] {-3, -2, -1, 2, 3}, new boolean[] {false, false, false, true, true});
        assertThat(fitted.slope()).isBetween(0.1, 10.0);
        assertThat(fitted.probability(2.5)).isCloseTo(0.75, within(0.1));
        assertThat(fitted.probability(-2)).isCloseTo(0.2, within(0.1));
    }

    @Test
    void fit_ranksTurned_isRefused() {
        double[] logits = {-3, -2, -1, 2, 3};
        boolean[] fraud = {true, true, true, false, false};
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlattCalibrator.fit(logits, fraud))
                .withMessageContaining("the log-odds rank frauds no higher than the rest; allowed: above 0");
        assertThat(PlattCalibrator.fitIfRising(logits, fraud)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PlattCalibrator(0, 1))
                .withMessage("calibrator has slope 0.0 and intercept 1.0; allowed: finite numbers, the slope above 0");
    }

    @Test
    void calibrationLine_calibratedLogits_isTheIdentity() {
        SplitMix64 random = new SplitMix64(10);
        double[] logits = new double[100_000];
        boolean[] fraud = new boolean[logits.length];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = -3 + TestRows.gaussian(random);
            fraud[i] = random.unit() < Logit.sigmoid(logits[i]);
        }
        CalibrationLine fitted = CalibrationLine.of(logits, fraud);
        assertThat(fitted.slope()).isCloseTo(1, within(0.04));
        assertThat(fitted.intercept()).isCloseTo(0, within(0.1));
    }

    @Test
    void fit_badInput_namesIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlattCalibrator.fit(new double[] {1, 2}, new boolean[2]))
                .withMessage("0 of 2 rows are fraud; allowed: at least one of each class");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PlattCalibrator.fit(new double[] {1}, new boolean[2]))
                .withMessage("2 labels for 1 rows");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        PlattCalibrator.fit(new double[] {1, Double.POSITIVE_INFINITY}, new boolean[] {true, false}))
                .withMessageContaining("log-odds of row 1 are Infinity");
    }
}
