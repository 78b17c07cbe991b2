package io.weir.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.weir.evaluation.RankMetrics;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class LogisticModelTest {

    private static final double[][] ROWS = TestRows.random(4_000, 4, 0.1, 21);
    private static final boolean[] FRAUD = labels(ROWS);

    /** Log-odds -3 + 2·x0 - x1; features 2 and 3 mean nothing, missing values count as 0. */
    private static boolean[] labels(double[][] rows) {
        SplitMix64 random = new SplitMix64(22);
        boolean[] fraud = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            double x0 = Double.isNaN(rows[i][0]) ? 0 : rows[i][0];
            double x1 = Double.isNaN(rows[i][1]) ? 0 : rows[i][1];
            fraud[i] = random.unit() < Logit.sigmoid(-3 + 2 * x0 - x1);
        }
        return fraud;
    }

    @Test
    void logit_learntFromRows_ranksFraudFirst() {
        LogisticModel model = LogisticModel.fit(ROWS, FRAUD, 1);
        double[] logits = Arrays.stream(ROWS).mapToDouble(model::logit).toArray();
        assertThat(RankMetrics.rocAuc(logits, FRAUD)).isGreaterThan(0.88);
        double expected = Arrays.stream(logits).map(Logit::sigmoid).sum();
        double observed = 0;
        for (boolean f : FRAUD) {
            observed += f ? 1 : 0;
        }
        assertThat(expected).isCloseTo(observed, within(1e-3));
        assertThat(model.rank(Arrays.stream(logits).max().orElseThrow())).isGreaterThan(0.999);
        assertThat(model.rank(Arrays.stream(logits).min().orElseThrow())).isZero();
    }

    @Test
    void logit_heavyPenalty_shrinksToTheBaseRate() {
        LogisticModel model = LogisticModel.fit(ROWS, FRAUD, 1e9);
        double low = model.logit(new double[] {-3, 0, 0, 0});
        double high = model.logit(new double[] {3, 0, 0, 0});
        assertThat(high - low).isBetween(0.0, 1e-3);
    }

    @Test
    void logit_missingValue_countsAsTheMean() {
        double[][] rows = {{0}, {Math.E - 1}, {0}, {Math.E - 1}};
        LogisticModel model = LogisticModel.fit(rows, new boolean[] {false, true, true, true}, 1);
        double mean = Math.sqrt(Math.E) - 1;
        assertThat(model.logit(new double[] {Double.NaN})).isCloseTo(model.logit(new double[] {mean}), within(1e-12));
    }

    @Test
    void contributions_ofAnyRow_addUpToTheLogitAndAreZeroWhereMissing() {
        LogisticModel model = LogisticModel.fit(ROWS, FRAUD, 1);
        double nothing = model.logit(new double[] {Double.NaN, Double.NaN, Double.NaN, Double.NaN});
        for (double[] row : Arrays.copyOf(ROWS, 200)) {
            double[] terms = model.contributions(row);
            assertThat(nothing + Arrays.stream(terms).sum()).isCloseTo(model.logit(row), within(1e-12));
            for (int f = 0; f < terms.length; f++) {
                if (Double.isNaN(row[f])) {
                    assertThat(terms[f]).isZero();
                }
            }
        }
        assertThat(model.contributions(new double[] {3, Double.NaN, 0, 0})[0]).isPositive();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.contributions(new double[3]))
                .withMessage("row has 3 features; the model has 4");
    }

    @Test
    void logit_constantAllMissingAndWildValues_stayFinite() {
        double[][] rows = {{1, Double.NaN, 3}, {1, Double.NaN, 4}, {1, Double.NaN, 5}};
        LogisticModel model = LogisticModel.fit(rows, new boolean[] {true, false, false}, 1);
        double calm = model.logit(new double[] {1, 0, 4});
        assertThat(model.logit(new double[] {99, 1e30, 4})).isEqualTo(calm);
        assertThat(model.logit(new double[] {1, 0, Double.MAX_VALUE})).isFinite();
        assertThat(model.logit(new double[] {1, 0, Double.NEGATIVE_INFINITY})).isFinite();
    }

    @Test
    void fit_atItsMinimum_noNearbyPointIsBetter() {
        double[][] z = TestRows.random(500, 3, 0, 31);
        double[] targets = new double[500];
        SplitMix64 random = new SplitMix64(32);
        for (int i = 0; i < targets.length; i++) {
            targets[i] = random.unit() < Logit.sigmoid(z[i][0] - z[i][2] / 3) ? 1 : 0;
        }
        double[] point = new LogisticRegression(z, targets, 2).solve();
        double best = slowLoss(z, targets, 2, point);
        for (int i = 0; i < point.length; i++) {
            for (double by : new double[] {-1e-4, 1e-4}) {
                double[] moved = point.clone();
                moved[i] += by;
                assertThat(slowLoss(z, targets, 2, moved)).isGreaterThan(best);
            }
        }
    }

    private static double slowLoss(double[][] z, double[] targets, double l2, double[] point) {
        double loss = 0;
        for (int i = 0; i < z.length; i++) {
            double sum = point[3];
            for (int f = 0; f < 3; f++) {
                sum += point[f] * z[i][f];
            }
            double p = 1 / (1 + Math.exp(-sum));
            loss -= targets[i] * Math.log(p) + (1 - targets[i]) * Math.log(1 - p);
        }
        return loss + l2 / 2 * (point[0] * point[0] + point[1] * point[1] + point[2] * point[2]);
    }

    @Test
    void fit_sameRows_givesTheSameBytesAndTheyReadBack() {
        byte[] bytes = LogisticModel.fit(ROWS, FRAUD, 1).toBytes();
        assertThat(LogisticModel.fit(ROWS, FRAUD, 1).toBytes()).isEqualTo(bytes);
        LogisticModel model = LogisticModel.fit(ROWS, FRAUD, 1);
        LogisticModel copy = LogisticModel.read(bytes);
        assertThat(copy.toBytes()).isEqualTo(bytes);
        assertThat(copy.logit(ROWS[7])).isEqualTo(model.logit(ROWS[7]));
        assertThat(copy.rank(-1)).isEqualTo(model.rank(-1));
    }

    @Test
    void bytes_ofAFixedModel_areThoseOfFormatOne() throws Exception {
        byte[] bytes = LogisticModel.fit(ROWS, FRAUD, 1).toBytes();
        byte[] digest = java.security.MessageDigest.getInstance("SHA-256").digest(bytes);
        assertThat(HexFormat.of().formatHex(digest, 0, 8)).isEqualTo("c76de985ab77a8f7");
    }

    @Test
    void read_badBytes_failsAndNamesTheModel() {
        byte[] bytes = LogisticModel.fit(ROWS, FRAUD, 1).toBytes();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LogisticModel.read(Arrays.copyOf(bytes, 60)))
                .withMessage(
                        "logistic model cannot be read: it ends inside inverse deviation: 32 bytes needed at 44, 16 left");
        byte[] nan = bytes.clone();
        java.nio.ByteBuffer.wrap(nan).putDouble(12, Double.NaN);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LogisticModel.read(nan))
                .withMessageContaining("mean[0] is NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        LogisticModel.read(IsolationForest.fit(ROWS, 1, 4, 1).toBytes()))
                .withMessageContaining("not with the letters WILR");
    }

    @Test
    void fit_badInput_namesIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LogisticModel.fit(ROWS, FRAUD, 0))
                .withMessage("l2 is 0.0; allowed: above 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LogisticModel.fit(ROWS, new boolean[ROWS.length], 1))
                .withMessageContaining("allowed: at least one of each class");
    }
}
