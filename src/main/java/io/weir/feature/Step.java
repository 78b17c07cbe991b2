package io.weir.feature;

import io.weir.feature.FeatureSpec.Derived;
import io.weir.feature.FeatureSpec.Operation;
import io.weir.feature.Measure.Moment;
import java.util.List;

/** One value to compute, from those before it. */
sealed interface Step {

    /**
     * Computes the value and puts it where it belongs.
     *
     * @param log of the entity whose step it is, as it was before the transaction
     * @param numberSlots where the numbers are that the log holds
     */
    void fill(double[] values, EntityLog log, Moment moment, int[] numberSlots);

    /** An aggregate of an entity's past. */
    record Measured(Measure measure) implements Step {
        /** The transaction's own number, as the log would hold it, goes in first: it may count as well. */
        @Override
        public void fill(double[] values, EntityLog log, Moment moment, int[] numberSlots) {
            if (measure.column() >= 0 && measure.kind() != FeatureSpec.Kind.DISTINCT) {
                moment.numbers()[measure.column()] = Measure.kept(values[numberSlots[measure.column()]]);
            }
            values[measure.slot()] = measure.of(log, moment);
        }
    }

    /**
     * Arithmetic on other values.
     *
     * @param inputs their slots
     */
    record Computed(int slot, Operation operation, int[] inputs, List<Double> constants) implements Step {

        static Computed of(int slot, Derived derived, int[] inputs) {
            return new Computed(slot, derived.operation(), inputs, derived.constants());
        }

        @Override
        public void fill(double[] values, EntityLog log, Moment moment, int[] numberSlots) {
            fill(values);
        }

        void fill(double[] values) {
            double a = values[inputs[0]];
            values[slot] = switch (operation) {
                case RATIO -> over(a, values[inputs[1]]);
                case DIFFERENCE -> a - values[inputs[1]];
                case ZSCORE -> over(a - values[inputs[1]], values[inputs[2]]);
                case ABOVE -> Double.isNaN(a) ? Double.NaN : a > constants.get(0) ? 1 : 0;
                case SMOOTHED -> {
                    double weight = constants.get(1);
                    yield over(a + weight * constants.get(0), values[inputs[1]] + weight);
                }
            };
        }

        private static double over(double numerator, double denominator) {
            return denominator == 0 ? Double.NaN : numerator / denominator;
        }
    }
}
