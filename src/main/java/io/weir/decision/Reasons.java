package io.weir.decision;

import io.weir.decision.Decision.Suspicion;
import io.weir.decision.Reason.Stage;
import io.weir.feature.Encodings;
import io.weir.feature.Evidence;
import io.weir.feature.FeatureCatalogue;
import io.weir.transaction.Transaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Why a transaction was scored as it was, by both stages: the largest contributions to stage two's log-odds (to the cheap
 * model's for what stage one held back), of either sign, and what made it anomalous to the forest.
 */
final class Reasons {

    private static final int OF_THE_SCORE = 3;
    private static final int OF_THE_FOREST = 2;
    private static final String FOREST_SCORE = "forest_score";

    private final ModelBundle bundle;
    private final List<String> names;

    Reasons(ModelBundle bundle) {
        this.bundle = bundle;
        this.names = bundle.catalogue().names();
    }

    /**
     * @param features the feature vector
     * @param novelty true: the alert is about the anomaly, so the forest's reasons come first
     */
    List<Reason> of(Transaction transaction, Evidence known, double[] features, Suspicion suspicion, boolean novelty) {
        Alert alert = new Alert(transaction, known, suspicion);
        List<Reason> score = suspicion.passes() ? ensemble(alert, features) : cheap(alert, features);
        List<Reason> forest = forest(alert, features);
        List<Reason> both = new ArrayList<>(novelty ? forest : score);
        both.addAll(novelty ? score : forest);
        return List.copyOf(both);
    }

    private record Alert(Transaction transaction, Evidence known, Suspicion suspicion) {}

    private List<Reason> ensemble(Alert alert, double[] features) {
        double[] row = Decider.stageTwoRow(features, alert.suspicion().forestScore());
        return largest(Stage.ENSEMBLE, alert, row, bundle.ensemble().contributions(row));
    }

    private List<Reason> cheap(Alert alert, double[] features) {
        return largest(Stage.CHEAP, alert, features, bundle.cheap().contributions(features));
    }

    private List<Reason> largest(Stage stage, Alert alert, double[] row, double[] contributions) {
        double[] sizes = new double[contributions.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Math.abs(contributions[i]);
        }
        return reasons(stage, alert, row, contributions, indicesOfLargest(sizes, OF_THE_SCORE));
    }

    /** Only what made it more anomalous. */
    private List<Reason> forest(Alert alert, double[] features) {
        double[] contributions = bundle.forest().contributions(features);
        int[] largest = indicesOfLargest(contributions, OF_THE_FOREST);
        return reasons(Stage.FOREST, alert, features, contributions, largest);
    }

    /** Where the largest of the sizes above 0 are, the largest first, of equals the first; fewer than asked for when there are no more. */
    private static int[] indicesOfLargest(double[] sizes, int most) {
        int[] found = new int[most];
        int count = 0;
        for (int i = 0; i < sizes.length; i++) {
            int at = count;
            while (at > 0 && sizes[i] > sizes[found[at - 1]]) {
                at--;
            }
            if (sizes[i] > 0 && at < most) {
                count = Math.min(count + 1, most);
                System.arraycopy(found, at, found, at + 1, count - at - 1);
                found[at] = i;
            }
        }
        return Arrays.copyOf(found, count);
    }

    private List<Reason> reasons(Stage stage, Alert alert, double[] row, double[] contributions, int[] features) {
        List<Reason> reasons = new ArrayList<>(features.length);
        for (int feature : features) {
            reasons.add(reason(stage, alert, row, contributions, feature));
        }
        return reasons;
    }

    private Reason reason(Stage stage, Alert alert, double[] row, double[] contributions, int i) {
        String name = i < names.size() ? names.get(i) : FOREST_SCORE;
        return new Reason(stage, name, row[i], contributions[i], i < names.size() ? words(alert, i) : anomaly(alert));
    }

    private String words(Alert alert, int feature) {
        FeatureCatalogue catalogue = bundle.catalogue();
        Encodings encodings = bundle.encodings();
        return catalogue.describe(alert.transaction(), alert.known(), encodings, feature);
    }

    private static String anomaly(Alert alert) {
        Suspicion suspicion = alert.suspicion();
        return String.format(
                Locale.ROOT,
                "anomaly score %.3f, more than that of %.3f %% of the training transactions",
                suspicion.forestScore(),
                100 * suspicion.forestRank());
    }
}
