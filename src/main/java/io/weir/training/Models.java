package io.weir.training;

import io.weir.decision.Decider;
import io.weir.model.DecayedReservoir;
import io.weir.model.IsolationForest;
import io.weir.model.LogisticModel;
import io.weir.model.PriorCorrection;
import io.weir.training.BoostedTreesTrainer.Parameters;
import io.weir.training.BoostedTreesTrainer.Trained;
import io.weir.training.Examples.Slice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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

    /**
     * Stage two from elsewhere.
     *
     * @param names of the catalogue's features; the model's own, if it has any, must be these, with or without forest_score
     *     after them
     * @param parameters say how the classes were distorted when it was trained
     * @throws IllegalArgumentException naming the features that do not fit
     */
    static Trained imported(ImportedModel model, List<String> names, Parameters parameters) {
        List<String> all = new ArrayList<>(names);
        all.add("forest_score");
        List<String> own = model.featureNames();
        int count = model.ensemble().featureCount();
        if (count < names.size() || count > all.size() || !(own.isEmpty() || own.equals(all.subList(0, count)))) {
            throw new IllegalArgumentException("model has " + count + " features "
                    + (own.isEmpty() ? "without names" : own) + "; allowed: those of the catalogue in its order, "
                    + names
                    + ", and after them forest_score or nothing");
        }
        return new Trained(
                model.ensemble().widened(all.size()),
                new PriorCorrection(parameters.undersampling(), parameters.fraudWeight(), 1),
                Double.NaN,
                0,
                0,
                0,
                model.library() + ", imported",
                parameters,
                new double[all.size()]);
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
