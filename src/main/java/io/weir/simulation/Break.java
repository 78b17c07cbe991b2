package io.weir.simulation;

/** What breaks in the data on a day and stays broken; fraud does not change with it. */
public sealed interface Break {

    /** The amount of a payment. */
    String AMOUNT = "amount";

    /**
     * A number that arrives multiplied, such as amounts in another unit.
     *
     * @param attribute amount or distance_km
     * @param day from then on
     */
    record Scaled(String attribute, double day, double factor) implements Break {

        /** @throws IllegalArgumentException naming the setting, its value and what is allowed */
        public Scaled {
            Attributes.require(attribute, Attributes.NUMBERS);
            Allowed.day("day", day);
            Allowed.range("factor", factor, 0, 10_000);
        }
    }

    /**
     * An attribute that no longer arrives.
     *
     * @param attribute distance_km, entry_mode or country
     * @param day from then on
     */
    record Missing(String attribute, double day) implements Break {

        /** @throws IllegalArgumentException naming the setting, its value and what is allowed */
        public Missing {
            Attributes.require(attribute, Attributes.OPTIONAL);
            Allowed.day("day", day);
        }
    }

    /** The moment from which it holds, in days from the start. */
    double day();
}
