package io.weir.simulation;

/** Checks of settings: an error names the setting, its value and what is allowed. */
final class Allowed {

    /** Longest simulation, and the latest day on which anything can change. */
    static final int MOST_DAYS = 10_000;

    /** How many times the usual anything can be. */
    static final double MOST_FACTOR = 1_000;

    private static final double ROUNDING = 1e-9;

    private Allowed() {}

    static void range(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(name + " is " + value + "; allowed: " + least + " to " + most);
        }
    }

    static void share(String name, double value) {
        range(name, value, 0, 1);
    }

    static void day(String name, double value) {
        range(name, value, 0, MOST_DAYS);
    }

    static void sumOfOne(String names, double sum) {
        if (!(Math.abs(sum - 1) <= ROUNDING)) {
            throw new IllegalArgumentException("the sum of " + names + " is " + sum + "; allowed: 1");
        }
    }
}
