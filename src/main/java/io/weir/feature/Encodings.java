package io.weir.feature;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tables that turn categories into numbers, fitted in training: one for each feature that a catalogue encodes.
 *
 * @param tables by feature name
 */
public record Encodings(SortedMap<String, Table> tables) {

    /** Copies the tables. */
    public Encodings {
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    }

    /**
     * The numbers of one feature.
     *
     * @param unseen for a category that training never met
     * @param values by category
     */
    public record Table(double unseen, SortedMap<String, Double> values) {
        /** Copies the values. */
        public Table {
            values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        }
    }

    /** For a catalogue that encodes nothing. */
    public static Encodings none() {
        return new Encodings(Collections.emptySortedMap());
    }

    /**
     * The numbers of a transaction's categories; NaN for one that it does not have.
     *
     * @param features as {@link FeatureCatalogue#encoded} names them
     * @param categories as {@link FeatureCatalogue#categories} finds them
     * @throws IllegalArgumentException when there is no table for a feature
     */
    public double[] codes(List<String> features, @Nullable String[] categories) {
        double[] codes = new double[categories.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = code(features.get(i), categories[i]);
        }
        return codes;
    }

    private double code(String feature, @Nullable String category) {
        if (category == null) {
            return Double.NaN;
        }
        Table table = tables.get(feature);
        if (table == null) {
            throw new IllegalArgumentException(
                    "no encoding was fitted for feature " + feature + "; fitted: " + tables.keySet());
        }
        Map<String, Double> values = table.values();
        Double code = values.get(category);
        return code == null ? table.unseen() : code;
    }
}
