package io.weir.training;

import io.weir.decision.Decider;
import io.weir.training.Examples.Slice;
import java.util.Arrays;

/**
 * A slice of time as both stages see it, nothing calibrated yet.
 *
 * @param slice the examples
 * @param forestRanks 0 to 1
 * @param cheapLogits log-odds of the cheap model
 * @param cheapRanks 0 to 1
 * @param logits of stage two, corrected for how it was trained
 */
record Scored(Slice slice, double[] forestRanks, double[] cheapLogits, double[] cheapRanks, double[] logits) {

    static Scored of(Slice slice, Models models) {
        int n = slice.size();
        double[] forestRanks = new double[n];
        double[] cheapLogits = new double[n];
        double[] cheapRanks = new double[n];
        double[] logits = new double[n];
        double shift = models.trained().correction().shift();
        for (int i = 0; i < n; i++) {
            double[] row = slice.rows()[i];
            double score = models.forest().score(row);
            forestRanks[i] = models.forest().rank(score);
            cheapLogits[i] = models.cheap().logit(row);
            cheapRanks[i] = models.cheap().rank(cheapLogits[i]);
            logits[i] = models.trained().ensemble().margin(Decider.stageTwoRow(row, score)) + shift;
        }
        return new Scored(slice, forestRanks, cheapLogits, cheapRanks, logits);
    }

    /** Those from one index on, before another. */
    Scored part(int from, int to) {
        return new Scored(
                slice.part(from, to),
                Arrays.copyOfRange(forestRanks, from, to),
                Arrays.copyOfRange(cheapLogits, from, to),
                Arrays.copyOfRange(cheapRanks, from, to),
                Arrays.copyOfRange(logits, from, to));
    }

    int size() {
        return slice.size();
    }

    boolean[] fraud() {
        return slice.fraud();
    }
}
