package io.weir.simulation;

/**
 * Who joins and leaves. The number of payments stays what it is: who joins takes part in them. A new shop becomes a regular one
 * of those who live near.
 */
public record Joins(Turnover customers, Turnover merchants) {

    /** Nobody joins, nobody leaves. */
    public static final Joins NONE = new Joins(new Turnover(0, 0), new Turnover(0, 0));

    /**
     * How many come and go.
     *
     * @param perDay how many join a day, one after the other at equal distances
     * @param leaving share that leaves a day, by a constant hazard; the first ten never leave, so that there is always somebody
     */
    public record Turnover(double perDay, double leaving) {

        /** @throws IllegalArgumentException naming the setting, its value and what is allowed */
        public Turnover {
            Allowed.range("per-day", perDay, 0, 100_000);
            Allowed.range("leaving", leaving, 0, 0.5);
        }
    }
}
