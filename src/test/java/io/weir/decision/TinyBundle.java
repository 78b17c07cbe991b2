package io.weir.decision;

import io.weir.baserate.DelayCurve;
import io.weir.baserate.SourceDelays;
import io.weir.baserate.WorldReference;
import io.weir.decision.ModelBundle.FilterCut;
import io.weir.feature.Encodings;
import io.weir.model.IsolationForest;
import io.weir.model.LogisticModel;
import io.weir.model.PlattCalibrator;
import io.weir.model.TreeEnsemble;
import io.weir.testing.Handbook;
import io.weir.transaction.IdHash;
import io.weir.transaction.Label;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bundle small enough to compute by hand: stage two adds four stumps to a base margin of -3.
 *
 * <ul>
 *   <li>amount: -0.5 below 100, else 2; mean 0.125
 *   <li>night: -0.25 by day, else 0.75; mean 0
 *   <li>account_count_1d: 0.25 below 1.5, else 0.75; mean 0.5
 *   <li>forest_score: 1 below 0, else -1; mean 0
 * </ul>
 */
final class TinyBundle {

    private static final int FEATURES = 15;

    private TinyBundle() {}

    /** Base rate 1 %, correction -0.75, calibrators 0.8·z + 0.1 for what passes and 0.5·z + 4 for what is held back. */
    static ModelBundle of(FilterCut filter) {
        return of(filter, Map.of(), null);
    }

    /** The same with what the stream compares the world with. */
    static ModelBundle of(
            FilterCut filter, Map<Label.Source, SourceDelays> delaysBySource, @Nullable WorldReference reference) {
        double[][] rows = rows();
        boolean[] fraud = new boolean[rows.length];
        for (int i = 0; i < fraud.length; i++) {
            fraud[i] = i % 10 == 0;
        }
        return new ModelBundle(
                Handbook.catalogue(),
                Encodings.none(),
                IsolationForest.fit(rows, 10, 64, 1),
                LogisticModel.fit(rows, fraud, 1),
                TreeEnsemble.of(
                        FEATURES + 1,
                        -3,
                        List.of(
                                stump(0, 100, -0.5f, 3, 2, 1),
                                stump(2, 0.5f, -0.25f, 3, 0.75f, 1),
                                stump(3, 1.5f, 0.25f, 1, 0.75f, 1),
                                stump(FEATURES, 0, 1, 2, -1, 2))),
                -0.75,
                new PlattCalibrator(0.8, 0.1),
                new PlattCalibrator(0.5, 4),
                filter,
                0.01,
                DelayCurve.fixed(1_000),
                delaysBySource,
                Policy.standard("EUR"),
                reference);
    }

    /** Evenly spread over what the tests send, some beyond it. */
    private static double[][] rows() {
        double[][] rows = new double[400][FEATURES];
        for (int i = 0; i < rows.length; i++) {
            for (int f = 0; f < FEATURES; f++) {
                rows[i][f] = IdHash.unit(i + ":" + f, 1) * 1_000;
            }
        }
        return rows;
    }

    private static TreeEnsemble.Tree stump(
            int feature, float at, float below, int coverBelow, float above, int coverAbove) {
        return new TreeEnsemble.Tree(
                new int[] {1, -1, -1},
                new int[] {2, -1, -1},
                new int[] {feature, 0, 0},
                new float[] {at, below, above},
                new boolean[] {true, false, false},
                new float[] {coverBelow + coverAbove, coverBelow, coverAbove});
    }
}
