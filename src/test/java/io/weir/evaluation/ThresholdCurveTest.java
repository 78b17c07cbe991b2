package io.weir.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.weir.model.Logit;
import io.weir.transaction.IdHash;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThresholdCurveTest {

    private static final int SEEDS = 40;

    private static double[] scores(int seed) {
        return IntStream.range(0, 5 + seed * 3)
                .mapToDouble(i -> Math.floor(IdHash.unit("score" + i, seed) * (seed % 2 == 0 ? 8 : 1e9)) - 4)
                .toArray();
    }

    private static boolean[] truth(int seed) {
        boolean[] fraud = new boolean[5 + seed * 3];
        for (int i = 0; i < fraud.length; i++) {
            fraud[i] = i == 0 || (i != 1 && IdHash.unit("fraud" + i, seed) < 0.25);
        }
        return fraud;
    }

    /** Twin: count anew for each threshold. */
    private static Confusion slow(double[] scores, boolean[] fraud, double threshold) {
        long hits = 0;
        long wrong = 0;
        long misses = 0;
        long passes = 0;
        for (int i = 0; i < scores.length; i++) {
            boolean alert = scores[i] >= threshold;
            hits += alert && fraud[i] ? 1 : 0;
            wrong += alert && !fraud[i] ? 1 : 0;
            misses += !alert && fraud[i] ? 1 : 0;
            passes += !alert && !fraud[i] ? 1 : 0;
        }
        return new Confusion(hits, wrong, misses, passes);
    }

    private static double[] distinct(double[] scores) {
        return Arrays.stream(scores)
                .distinct()
                .map(s -> -s)
                .sorted()
                .map(s -> -s)
                .toArray();
    }

    @Test
    void points_randomRowsWithTies_equalTheirSlowTwins() {
        for (int seed = 0; seed < SEEDS; seed++) {
            double[] scores = scores(seed);
            boolean[] fraud = truth(seed);
            ThresholdCurve curve = ThresholdCurve.of(scores, fraud);
            double[] thresholds = distinct(scores);
            assertThat(curve.size()).isEqualTo(thresholds.length);
            for (int i = 0; i < thresholds.length; i++) {
                assertThat(curve.threshold(i)).isEqualTo(thresholds[i]);
                assertThat(curve.confusion(i)).isEqualTo(slow(scores, fraud, thresholds[i]));
                assertThat(curve.at(thresholds[i])).isEqualTo(curve.confusion(i));
                assertThat(curve.at(thresholds[i] + 0.5)).isEqualTo(slow(scores, fraud, thresholds[i] + 0.5));
            }
        }
    }

    @Test
    void figures_randomRowsWithTies_equalTheirSlowTwins() {
        for (int seed = 0; seed < SEEDS; seed++) {
            double[] scores = scores(seed);
            boolean[] fraud = truth(seed);
            ThresholdCurve curve = ThresholdCurve.of(scores, fraud);
            double average = 0;
            double before = 0;
            double furthest = 0;
            double recallAtHalf = 0;
            double bestF = 0;
            for (double threshold : distinct(scores)) {
                Confusion c = slow(scores, fraud, threshold);
                double precision = 0.01 * c.recall() / (0.01 * c.recall() + 0.99 * c.falsePositiveRate());
                average += (c.recall() - before) * precision;
                before = c.recall();
                furthest = Math.max(furthest, Math.abs(c.recall() - c.falsePositiveRate()));
                recallAtHalf = c.precision() >= 0.5 ? Math.max(recallAtHalf, c.recall()) : recallAtHalf;
                bestF = Math.max(bestF, c.f(2));
            }
            assertThat(curve.averagePrecision(0.01)).isCloseTo(average, within(1e-12));
            assertThat(curve.kolmogorovSmirnov()).isCloseTo(furthest, within(1e-12));
            assertThat(curve.recallAtPrecision(0.5)).isCloseTo(recallAtHalf, within(1e-12));
            assertThat(slow(scores, fraud, curve.bestF(2)).f(2)).isCloseTo(bestF, within(1e-12));
        }
    }

    @Test
    void averagePrecision_atItsOwnPrevalence_isThePlainOne() {
        for (int seed = 0; seed < SEEDS; seed++) {
            boolean[] fraud = truth(seed);
            double prevalence =
                    IntStream.range(0, fraud.length).filter(i -> fraud[i]).count() / (double) fraud.length;
            ThresholdCurve curve = ThresholdCurve.of(scores(seed), fraud);
            assertThat(curve.averagePrecision(prevalence)).isCloseTo(curve.averagePrecision(), within(1e-12));
        }
    }

    /** Each legitimate row ten times over: what the data would be at a tenth of the odds. */
    @Test
    void averagePrecision_atAReferencePrevalence_isThatOfReplicatedData() {
        double[] scores = scores(30);
        boolean[] fraud = truth(30);
        int[] rows = IntStream.range(0, scores.length)
                .flatMap(i -> IntStream.generate(() -> i).limit(fraud[i] ? 1 : 10))
                .toArray();
        boolean[] more = new boolean[rows.length];
        long frauds = 0;
        for (int i = 0; i < rows.length; i++) {
            more[i] = fraud[rows[i]];
            frauds += more[i] ? 1 : 0;
        }
        ThresholdCurve replicated = ThresholdCurve.of(
                Arrays.stream(rows).mapToDouble(i -> scores[i]).toArray(), more);
        assertThat(ThresholdCurve.of(scores, fraud).averagePrecision((double) frauds / rows.length))
                .isCloseTo(replicated.averagePrecision(), within(1e-12));
    }

    /** The Matthews coefficient is Pearson's correlation of alert and truth. */
    @Test
    void matthews_isPearsonsCorrelation() {
        for (int seed = 1; seed < SEEDS; seed++) {
            double[] scores = scores(seed);
            boolean[] fraud = truth(seed);
            double threshold = scores[0];
            double n = scores.length;
            double alerts = 0;
            double frauds = 0;
            double both = 0;
            for (int i = 0; i < n; i++) {
                alerts += scores[i] >= threshold ? 1 : 0;
                frauds += fraud[i] ? 1 : 0;
                both += scores[i] >= threshold && fraud[i] ? 1 : 0;
            }
            double spread = Math.sqrt(alerts / n * (1 - alerts / n) * frauds / n * (1 - frauds / n));
            double pearson = spread == 0 ? 0 : (both / n - alerts / n * frauds / n) / spread;
            assertThat(ThresholdCurve.of(scores, fraud).at(threshold).matthews())
                    .isCloseTo(pearson, within(1e-12));
        }
    }

    @Test
    void confusion_byHand_isWhatTheFormulasSay() {
        Confusion c = new Confusion(30, 70, 20, 880);
        assertThat(c.precision()).isEqualTo(0.3);
        assertThat(c.recall()).isEqualTo(0.6);
        assertThat(c.falsePositiveRate()).isCloseTo(70 / 950.0, within(1e-15));
        assertThat(c.f(1)).isCloseTo(2 * 0.3 * 0.6 / 0.9, within(1e-15));
        assertThat(c.f(2)).isCloseTo(5 * 0.3 * 0.6 / (4 * 0.3 + 0.6), within(1e-15));
        assertThat(c.precisionAt(0.05)).isCloseTo(0.3, within(1e-15));
        assertThat(new Confusion(1_000_000_000L, 1, 1, 4_000_000_000L).matthews())
                .isCloseTo(1, within(1e-8));
        assertThat(new Confusion(0, 0, 5, 5).matthews()).isZero();
        assertThat(new Confusion(0, 0, 5, 5).precision()).isNaN();
    }

    /** Calibrated probabilities: the best cut is F* / (1 + β²), far from what costs in the ratio β² would have: 1 / (1 + β²). */
    @Test
    void bestF_calibratedProbabilities_isTheLargestFOverOnePlusBetaSquared() {
        int n = 400_000;
        double[] p = new double[n];
        boolean[] fraud = new boolean[n];
        for (int i = 0; i < n; i++) {
            p[i] = Logit.sigmoid(-9 + 11 * IdHash.unit("logit" + i, 1));
            fraud[i] = IdHash.unit("fraud" + i, 1) < p[i];
        }
        ThresholdCurve curve = ThresholdCurve.of(p, fraud);
        for (double beta : new double[] {1, 2, 5}) {
            double best = curve.bestF(beta);
            double expected = curve.at(best).f(beta) / (1 + beta * beta);
            assertThat(best).isCloseTo(expected, within(0.1 * expected));
            assertThat(best).isLessThan(0.95 / (1 + beta * beta));
        }
    }

    @Test
    void figures_oneClassMissing_areNaN() {
        ThresholdCurve none = ThresholdCurve.of(new double[] {1, 2}, new boolean[2]);
        assertThat(none.averagePrecision()).isNaN();
        assertThat(none.averagePrecision(0.1)).isNaN();
        assertThat(none.rocAuc()).isNaN();
        assertThat(none.kolmogorovSmirnov()).isNaN();
        assertThat(none.recallAtPrecision(0.5)).isNaN();
        assertThat(none.bestF(1)).isInfinite();
        ThresholdCurve all = ThresholdCurve.of(new double[] {1, 2}, new boolean[] {true, true});
        assertThat(all.averagePrecision()).isEqualTo(1);
        assertThat(all.averagePrecision(0.1)).isNaN();
        assertThat(all.rocAuc()).isNaN();
        assertThat(all.kolmogorovSmirnov()).isNaN();
        assertThat(ThresholdCurve.of(new double[0], new boolean[0]).at(0)).isEqualTo(new Confusion(0, 0, 0, 0));
    }

    @Test
    void of_zerosOfEitherSign_tie() {
        ThresholdCurve curve = ThresholdCurve.of(new double[] {0.0, -0.0, 0.0}, new boolean[] {true, false, false});
        assertThat(curve.size()).isEqualTo(1);
        assertThat(curve.rocAuc()).isEqualTo(0.5);
    }

    @Test
    void of_badInput_namesIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThresholdCurve.of(new double[] {Double.NaN}, new boolean[1]))
                .withMessage("score of row 0 is NaN; allowed: any number");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThresholdCurve.of(new double[1], new boolean[2]))
                .withMessage("2 labels for 1 scores");
    }
}
