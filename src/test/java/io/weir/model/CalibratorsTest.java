package io.weir.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.weir.model.Calibrators.Candidate;
import io.weir.model.Calibrators.Choice;
import io.weir.model.IsotonicCalibrator.Knot;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibratorsTest {

    private static double[] logits(int rows, double mean, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        double[] logits = new double[rows];
        for (int i = 0; i < rows; i++) {
            logits[i] = mean + 2 * TestRows.gaussian(random);
        }
        return logits;
    }

    private static boolean[] drawn(double[] logits, Calibrator truth, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        boolean[] fraud = new boolean[logits.length];
        for (int i = 0; i < fraud.length; i++) {
            fraud[i] = random.unit() < truth.probability(logits[i]);
        }
        return fraud;
    }

    @Test
    void choose_truthIsALine_staysWithPlatt() {
        int plattChosen = 0;
        for (long seed = 0; seed < 10; seed++) {
            double[] logits = logits(20_000, -3, seed);
            boolean[] fraud = drawn(logits, new PlattCalibrator(0.8, -0.5), seed + 100);
            Choice choice = Calibrators.choose(logits, fraud);
            if (choice.calibrator().kind().equals("platt")) {
                plattChosen++;
                assertThat(choice.calibrator()).isEqualTo(PlattCalibrator.fit(logits, fraud));
                assertThat(choice.reason()).startsWith("platt: nothing richer");
            }
        }
        // one standard error lets a richer family in by chance about one time in six
        assertThat(plattChosen).isGreaterThanOrEqualTo(7);
    }

    @Test
    void choose_truthBends_takesBeta() {
        double[] logits = logits(40_000, -1, 1);
        boolean[] fraud = drawn(logits, new BetaCalibrator(0.2, 2, -1), 2);
        Choice choice = Calibrators.choose(logits, fraud);
        assertThat(choice.calibrator()).isEqualTo(BetaCalibrator.fit(logits, fraud));
        assertThat(choice.candidates()).extracting(Candidate::kind).containsExactly("platt", "beta", "isotonic");
    }

    @Test
    void choose_truthHasAStep_takesIsotonic() {
        double[] logits = logits(60_000, 0, 3);
        IsotonicCalibrator step = new IsotonicCalibrator(
                List.of(new Knot(-1, -5), new Knot(-0.9, -2), new Knot(0.9, -2), new Knot(1, 3)));
        boolean[] fraud = drawn(logits, step, 4);
        Choice choice = Calibrators.choose(logits, fraud);
        assertThat(choice.calibrator().kind()).isEqualTo("isotonic");
        assertThat(choice.reason()).startsWith("isotonic: better by more than one standard error");
        for (double z : new double[] {-3, 0, 3}) {
            assertThat(choice.calibrator().probability(z)).isCloseTo(step.probability(z), within(0.02));
        }
    }

    @Test
    void choose_underAThousandFrauds_isotonicDoesNotCompete() {
        double[] logits = logits(20_000, -5, 5);
        boolean[] fraud = drawn(logits, new PlattCalibrator(1, 0), 6);
        assertThat(Calibrators.choose(logits, fraud).candidates())
                .extracting(Candidate::kind)
                .containsExactly("platt", "beta");
    }

    /** Twin: the losses by their textbook formula, on the later half alone. */
    @Test
    void candidates_logLossAndGain_areThoseOfTheLaterHalf() {
        double[] logits = logits(4_000, -2, 7);
        boolean[] fraud = drawn(logits, new BetaCalibrator(0.5, 1.5, 0), 8);
        List<Candidate> candidates = Calibrators.choose(logits, fraud).candidates();
        double[] early = Arrays.copyOf(logits, 2_000);
        boolean[] truth = Arrays.copyOf(fraud, 2_000);
        PlattCalibrator platt = PlattCalibrator.fit(early, truth);
        BetaCalibrator beta = BetaCalibrator.fit(early, truth);
        double[] gains = new double[2_000];
        double plattLoss = 0;
        for (int i = 0; i < 2_000; i++) {
            double one = textbook(platt, logits[2_000 + i], fraud[2_000 + i]);
            plattLoss += one / 2_000;
            gains[i] = one - textbook(beta, logits[2_000 + i], fraud[2_000 + i]);
        }
        double mean = Arrays.stream(gains).average().orElseThrow();
        double variance = Arrays.stream(gains).map(g -> (g - mean) * (g - mean)).sum() / 1_999;
        assertThat(candidates.get(0).logLoss()).isCloseTo(plattLoss, within(1e-12));
        assertThat(candidates.get(1).gain()).isCloseTo(mean, within(1e-12));
        assertThat(candidates.get(1).logLoss()).isCloseTo(plattLoss - mean, within(1e-12));
        assertThat(candidates.get(1).gainError()).isCloseTo(Math.sqrt(variance / 2_000), within(1e-12));
    }

    private static double textbook(Calibrator calibrator, double logit, boolean fraud) {
        double p = calibrator.probability(logit);
        return -Math.log(fraud ? p : 1 - p);
    }

    @Test
    void choose_halfWithoutFrauds_fallsBackToPlattAndSaysWhy() {
        double[] logits = logits(1_000, -2, 9);
        boolean[] fraud = drawn(logits, new PlattCalibrator(1, 0), 10);
        Arrays.fill(fraud, 0, 500, false);
        Choice choice = Calibrators.choose(logits, fraud);
        assertThat(choice.calibrator()).isEqualTo(PlattCalibrator.fit(logits, fraud));
        assertThat(choice.candidates()).isEmpty();
        assertThat(choice.reason()).startsWith("platt: the halves of the calibration window have 0 and ");
    }

    @Test
    void choose_earlierHalfTurned_fallsBackToPlattAndSaysWhy() {
        double[] logits = logits(4_000, 0, 11);
        boolean[] fraud = drawn(logits, new PlattCalibrator(2, 0), 12);
        boolean[] weaklyTurned = drawn(logits, new BetaCalibrator(0.1, 0.1, 0), 13);
        for (int i = 0; i < 2_000; i++) {
            fraud[i] = !weaklyTurned[i];
        }
        Choice choice = Calibrators.choose(logits, fraud);
        assertThat(choice.calibrator().kind()).isEqualTo("platt");
        assertThat(choice.reason()).contains("earlier half alone the log-odds do not rank");
    }

    @Test
    void choose_ranksTurned_isRefused() {
        double[] logits = logits(4_000, 0, 14);
        boolean[] fraud = drawn(logits, new PlattCalibrator(1, 0), 15);
        for (int i = 0; i < fraud.length; i++) {
            fraud[i] = !fraud[i];
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Calibrators.choose(logits, fraud))
                .withMessageMatching("calibration on 4000 rows finds slope -\\d.*: the log-odds rank frauds no higher"
                        + " than the rest; allowed: above 0");
    }
}
