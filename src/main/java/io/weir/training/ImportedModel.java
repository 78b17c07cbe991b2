package io.weir.training;

import io.weir.model.TreeEnsemble;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Boosted trees that another program trained and saved: XGBoost's JSON or UBJ, or LightGBM's text. The ensemble's margins
 * are the library's own, bit for bit; of LightGBM with a {@code sigmoid} other than 1, but for float64 rounding.
 *
 * <p>Two classes, one output, numeric splits. What a library can do beyond that (linear leaves, categories, random forests
 * that average, dropout in XGBoost, custom objectives) is refused by name, never approximated. All trees count: where
 * early stopping found a best round, save the model up to it.
 *
 * @param ensemble gives log-odds
 * @param featureNames names in the file, one for each feature, or none
 * @param library which saved it, for example {@code xgboost 3.0.4} or {@code lightgbm v4}
 */
public record ImportedModel(TreeEnsemble ensemble, List<String> featureNames, String library) {

    private static final int SHOWN = 8;

    /** Copies the names. */
    public ImportedModel {
        featureNames = List.copyOf(featureNames);
    }

    /**
     * Reads a file; the format is told from its content.
     *
     * @throws IllegalArgumentException naming what is wrong or not supported, the value and what is allowed
     */
    public static ImportedModel read(byte[] content) {
        try {
            return recognized(content);
        } catch (IllegalArgumentException e) {
            throw LongMessage.cut(e);
        }
    }

    private static ImportedModel recognized(byte[] content) {
        if (LightGbmModelReader.recognizes(content)) {
            return LightGbmModelReader.read(content);
        }
        String start = new String(content, 0, Math.min(content.length, SHOWN), StandardCharsets.ISO_8859_1);
        if (start.stripLeading().startsWith("{")) {
            return XGBoostModelReader.of(content).model();
        }
        throw new IllegalArgumentException("model file begins with \"" + start.replaceAll("[^ -~]", "?")
                + "\"; allowed: XGBoost's JSON or UBJ, or LightGBM's text");
    }
}
