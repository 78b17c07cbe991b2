package io.weir.training;

import io.weir.decision.Decider;
import io.weir.model.DecayedReservoir;
import io.weir.model.IsolationForest;
import io.weir.model.LogisticModel;
import io.weir.training.BoostedTreesTrainer.Trained;
import io.weir.training.Examples.Slice;
import java.time.Duration;
import java.util.Arrays;

/**
 * What is learnt from training rows: the forest, the cheap model, the boosted trees.
 *
 * @param trained sees the features and, last, the forest's score
 */
record Models(IsolationForest forest, LogisticModel cheap, Trained trained) {

    private static final int FOREST_TREES = 100;
    private static final int FOREST_SAMPLE = 256;
    private static final int RESERVOIR = 50_000;
    private static final Duration RESERVOIR_HALF_LIFE = Duration.ofDays(30);
    private static final double CHEAP_L2 = 1.0;

    /** A forest of the rows' recent past: of all of them where they are few. */
    static IsolationForest forest(Slice train, long seed) {
        DecayedReservoir reservoir = new DecayedReservoir(RESERVOIR, RESERVOIR_HALF_LIFE, seed);
        for (int i = 0; i < train.size(); i++) {
            reservoir.add(train.rows()[i], train.times()[i], train.ids()[i]);
        }
        return IsolationForest.fit(reservoir.rows(), FOREST_TREES, FOREST_SAMPLE, seed);
    }

    static LogisticModel cheap(Slice train) {
        return LogisticModel.fit(train.rows(), train.fraud(), CHEAP_L2);
    }

    /** The rows that stage two sees. */
    static double[][] stageTwoRows(Slice slice, IsolationForest forest) {
        return Arrays.stream(slice.rows())
                .map(row -> Decider.stageTwoRow(row, forest.score(row)))
                .toArray(double[][]::new);
    }
}
