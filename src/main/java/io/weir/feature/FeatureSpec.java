package io.weir.feature;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a catalogue.
 *
 * @param name unique in the catalogue
 * @param hidden true: a step on the way to others, no model sees it
 * @param definition how it is computed
 */
public record FeatureSpec(String name, boolean hidden, Definition definition) {

    /** How a feature is computed. */
    public sealed interface Definition {}

    /**
     * A number that the transaction carries.
     *
     * @param source {@code amount} (major units) or {@code numeric.NAME}; NaN where the attribute is missing
     */
    public record Field(String source) implements Definition {}

    /** What the clock of the catalogue's zone says. */
    public record Clock(Part part) implements Definition {}

    /** Parts of the time of day and the week. */
    public enum Part {
        /** Hours since midnight with their fraction, 0 to 24. */
        HOUR,
        /** 1 on Monday to 7 on Sunday. */
        WEEKDAY,
        /** 1 on Saturday and Sunday, else 0. */
        WEEKEND,
        /** 1 in the hours 0 to 6, that is before 07:00, else 0. */
        NIGHT
    }

    /**
     * One number about the past of an entity, over the sliding window {@code (t - delay - window, t - delay]}; NaN for a
     * transaction that does not name the entity.
     *
     * @param entity whose past
     * @param kind what is computed
     * @param of a feature computed before, by name, for the kinds that take a number; a key (account, merchant, categorical.NAME)
     *     for {@link Kind#DISTINCT}; null for the others
     * @param window above zero
     * @param delay how far before the transaction the window ends; labels may need it
     * @param same a key (account, merchant, categorical.NAME): only transactions that have the same as this one count; null: all
     * @param current true: this transaction counts as well; allowed with delay zero only
     */
    public record Aggregate(
            String entity,
            Kind kind,
            @Nullable String of,
            Duration window,
            Duration delay,
            @Nullable String same,
            boolean current)
            implements Definition {}

    /** What an aggregate computes. */
    public enum Kind {
        /** Transactions. */
        COUNT,
        /** Sum of a number; 0 when the window is empty. */
        SUM,
        /** Mean of a number; NaN when the window is empty. */
        MEAN,
        /** Standard deviation of a number, divisor n; NaN with fewer than two. */
        DEVIATION,
        /** Largest of a number; NaN when the window is empty. */
        MAX,
        /** Different values of a key. */
        DISTINCT,
        /** Seconds since the latest transaction in the window; NaN when there is none. */
        SINCE_LAST,
        /** Transactions that were reported as fraud by now. */
        FRAUD_COUNT,
        /** Share of the transactions that were reported as fraud by now; 0 when the window is empty. */
        FRAUD_RATE,
        /** Seconds since the latest transaction in the window that was reported as fraud by now; NaN when there is none. */
        SINCE_FRAUD
    }

    /**
     * A number computed from others; NaN when one of them is NaN.
     *
     * @param operation what is done
     * @param inputs features computed before, by name
     * @param constants numbers that the operation takes
     */
    public record Derived(Operation operation, List<String> inputs, List<Double> constants) implements Definition {
        /** Copies the lists. */
        public Derived {
            inputs = List.copyOf(inputs);
            constants = List.copyOf(constants);
        }
    }

    /** Arithmetic of derived features. */
    public enum Operation {
        /** a / b; NaN when b is 0. */
        RATIO(2, 0),
        /** a - b. */
        DIFFERENCE(2, 0),
        /** (a - mean) / deviation; NaN when the deviation is 0. */
        ZSCORE(3, 0),
        /** 1 when a is above the constant, else 0. */
        ABOVE(1, 1),
        /** (a + weight · prior) / (b + weight), constants prior and weight: a rate drawn to its prior. */
        SMOOTHED(2, 2);

        private final int inputs;
        private final int constants;

        Operation(int inputs, int constants) {
            this.inputs = inputs;
            this.constants = constants;
        }

        /** How many features it takes. */
        public int inputs() {
            return inputs;
        }

        /** How many constants it takes. */
        public int constants() {
            return constants;
        }
    }

    /**
     * A category as a number, from a table fitted in training; NaN where the attribute is missing.
     *
     * @param code what the number says
     * @param of a key: merchant, account or categorical.NAME
     * @param smoothing weight k of the prior in {@code (frauds + k·π) / (n + k)}; of no meaning for a frequency
     */
    public record Encoding(Code code, String of, double smoothing) implements Definition {}

    /** What an encoding says of a category. */
    public enum Code {
        /** Share of the training transactions that have it; 0 for one never seen. */
        FREQUENCY,
        /** Smoothed share of fraud among those that have it (Micci-Barreca 2001); the prior for one never seen. */
        TARGET
    }
}
