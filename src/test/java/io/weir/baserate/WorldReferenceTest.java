package io.weir.baserate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.weir.baserate.WorldReference.Rate;
import io.weir.model.Logit;
import io.weir.transaction.IdHash;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class WorldReferenceTest {

    private static final int ROWS = 200_000;

    private static WorldReference of(double baseRate, long[] scores, long[] frauds) {
        return new WorldReference(baseRate, scores, frauds, 1, 1_000, List.of(), Map.of());
    }

    private static double mean(double[] shares) {
        double mean = 0;
        for (int b = 0; b < shares.length; b++) {
            mean += shares[b] * ScoreBins.center(b);
        }
        return mean;
    }

    private static double normal(String id) {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += IdHash.unit(id + ":" + i, 3);
        }
        return sum;
    }

    @Test
    void shares_ofTwoBins_areThoseByHand() {
        long[] scores = new long[ScoreBins.COUNT];
        scores[31] = 900;
        scores[59] = 100;
        // odds 1 : 99 times e^-0.9 and e^4.7
        double low = Math.exp(-0.9) / (Math.exp(-0.9) + 99);
        double high = Math.exp(4.7) / (Math.exp(4.7) + 99);
        WorldReference reference = of(0.01, scores, new long[ScoreBins.COUNT]);
        double fraud = 900 * low + 100 * high;
        assertThat(reference.fraudShares()[31]).isCloseTo(900 * low / fraud, within(1e-12));
        assertThat(reference.fraudShares()[59]).isCloseTo(100 * high / fraud, within(1e-12));
        assertThat(reference.legitimateShares()[59]).isCloseTo(100 * (1 - high) / (1_000 - fraud), within(1e-12));
        assertThat(Arrays.stream(reference.fraudShares()).sum()).isCloseTo(1, within(1e-12));
        assertThat(Arrays.stream(reference.legitimateShares()).sum()).isCloseTo(1, within(1e-12));
    }

    /** Calibrated by making: a fraud is drawn with the probability of its score. */
    @Test
    void shares_ofCalibratedScores_matchTheFraudsThatWereCounted() {
        double[] p = new double[ROWS];
        boolean[] fraud = new boolean[ROWS];
        double baseRate = 0;
        for (int i = 0; i < ROWS; i++) {
            p[i] = Logit.sigmoid(-5 + 1.8 * normal("row" + i));
            fraud[i] = IdHash.unit("fraud" + i, 5) < p[i];
            baseRate += fraud[i] ? 1.0 / ROWS : 0;
        }
        long[] scores = new long[ScoreBins.COUNT];
        long[] frauds = new long[ScoreBins.COUNT];
        double[] sums = new double[2];
        for (int i = 0; i < ROWS; i++) {
            double logRatio = ScoreBins.logRatio(p[i], baseRate);
            scores[ScoreBins.of(logRatio)]++;
            frauds[ScoreBins.of(logRatio)] += fraud[i] ? 1 : 0;
            sums[fraud[i] ? 1 : 0] += logRatio;
        }
        WorldReference reference = of(baseRate, scores, frauds);
        double count = baseRate * ROWS;
        assertThat(count).isGreaterThan(4_000);
        // the standard error of the mean over 5,000 frauds is 0.025
        assertThat(mean(reference.fraudShares())).isCloseTo(sums[1] / count, within(0.06));
        assertThat(mean(reference.legitimateShares())).isCloseTo(sums[0] / (ROWS - count), within(0.01));
        double expected = 0;
        for (int b = 0; b < ScoreBins.COUNT; b++) {
            double share = baseRate * reference.fraudShares()[b]
                    + (1 - baseRate) * reference.legitimateShares()[b];
            expected = Math.max(expected, Math.abs(share - (double) scores[b] / ROWS));
        }
        assertThat(expected).as("π0·f1 + (1-π0)·f0 is the histogram").isLessThan(1e-3);
    }

    @Test
    void reference_itsArrays_areItsOwn() {
        long[] scores = new long[ScoreBins.COUNT];
        scores[3] = 5;
        WorldReference reference = of(0.01, scores, new long[ScoreBins.COUNT]);
        scores[3] = 7;
        reference.scores()[3] = 9;
        reference.frauds()[3] = 9;
        assertThat(reference.scores()[3]).isEqualTo(5);
        assertThat(reference.frauds()[3]).isZero();
    }

    @Test
    void reference_wrongParts_areNamed() {
        long[] some = new long[ScoreBins.COUNT];
        some[7] = 2;
        long[] negative = some.clone();
        negative[8] = -1;
        long[] none = new long[ScoreBins.COUNT];
        refused(1, some, none, 1, 1, Map.of(), "base rate is 1.0; allowed: above 0, below 1");
        refused(0.1, new long[95], none, 1, 1, Map.of(), "scores are 95; allowed: 96");
        refused(0.1, some, new long[0], 1, 1, Map.of(), "frauds are 0; allowed: 96");
        refused(0.1, negative, none, 1, 1, Map.of(), "scores[8] is -1; allowed: 0 or more");
        refused(0.1, none, none, 1, 1, Map.of(), "sum of scores is 0; allowed: 1 or more");
        refused(0.1, none, some, 1, 1, Map.of(), "frauds[7] is 2; allowed: at most scores[7], 0");
        refused(0.1, some, none, 0.9, 1, Map.of(), "score dispersion is 0.9; allowed: a finite number, 1 or more");
        refused(0.1, some, none, 1, 0, Map.of(), "daily volume is 0.0; allowed: a finite number above 0");
        Map<String, Rate> values = new TreeMap<>();
        for (int i = 0; i < 51; i++) {
            values.put("v" + i, new Rate(1, 0, 0));
        }
        refused(0.1, some, none, 1, 1, Map.of("city", values), "attribute city has 51 values; allowed: 1 to 50");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rate(0, 0, 0))
                .withMessage("world reference: transactions are 0; allowed: 1 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rate(3, 3.5, 0))
                .withMessage("world reference: expected frauds are 3.5; allowed: 0 to its transactions, 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rate(3, Double.NaN, 0))
                .withMessage("world reference: expected frauds are NaN; allowed: 0 to its transactions, 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Rate(3, 0, 4))
                .withMessage("world reference: reported frauds are 4; allowed: 0 to its transactions, 3");
    }

    private static void refused(
            double baseRate,
            long[] scores,
            long[] frauds,
            double dispersion,
            double volume,
            Map<String, Map<String, Rate>> attributes,
            String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new WorldReference(baseRate, scores, frauds, dispersion, volume, List.of(), attributes))
                .withMessage("world reference: " + message);
    }
}
