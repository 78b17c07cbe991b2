package io.weir.decision;

/**
 * One feature that moved a score.
 *
 * @param stage whose score
 * @param feature name in the catalogue, or forest_score
 * @param value its value for this transaction
 * @param contribution what it added to the score, in the stage's unit
 * @param text the value in words, beside the entity's norm where there is one; empty: decided before it was recorded
 */
public record Reason(Stage stage, String feature, double value, double contribution, String text) {

    /** Whose score a feature moved. */
    public enum Stage {
        /** Stage two's: log-odds by path attribution (Saabas), see {@link io.weir.model.TreeEnsemble#contributions}. */
        ENSEMBLE,
        /** The anomaly score: doublings, by how early splits isolate, see {@link io.weir.model.IsolationForest#contributions}. */
        FOREST,
        /** The cheap model's, for what stage one held back: log-odds, exact terms of a sum. */
        CHEAP
    }
}
