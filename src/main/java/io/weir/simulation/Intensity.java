package io.weir.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * How something changes with time: a factor on its usual size, the product of changes; without any the factor is 1. Days are
 * counted from the scenario's start, 0, and may be fractions.
 *
 * @param changes in any order
 */
public record Intensity(List<Change> changes) {

    private static final int HOURS = 24;
    private static final double LEAST_DAYS = 0.001;

    public Intensity {
        changes = List.copyOf(changes);
    }

    /** No change. */
    public static Intensity constant() {
        return new Intensity(List.of());
    }

    /** Another factor from a day on. */
    public Intensity step(double day, double factor) {
        return with(new Step(day, factor));
    }

    /** Geometrically from 1 to a factor, which then holds. */
    public Intensity ramp(double fromDay, double toDay, double factor) {
        return with(new Ramp(fromDay, toDay, factor));
    }

    /** Up and down between the amplitude and its inverse, with a period in days; 1 and rising on day 0. */
    public Intensity season(double period, double amplitude) {
        return with(new Season(period, amplitude));
    }

    /** Another factor for some days. */
    public Intensity burst(double fromDay, double days, double factor) {
        return with(new Burst(fromDay, days, factor));
    }

    /** Nothing at all for some days. */
    public Intensity zero(double fromDay, double days) {
        return burst(fromDay, days, 0);
    }

    /** The factor at a moment. */
    public double at(double day) {
        double product = 1;
        for (Change change : changes) {
            product *= change.factor(day);
        }
        return product;
    }

    /** The mean factor of a day, hour by hour. */
    double mean(int day) {
        double sum = 0;
        for (int hour = 0; hour < HOURS; hour++) {
            sum += at(day + (hour + 0.5) / HOURS);
        }
        return sum / HOURS;
    }

    private Intensity with(Change change) {
        List<Change> more = new ArrayList<>(changes);
        more.add(change);
        return new Intensity(more);
    }

    /** A factor that depends on the day. */
    public sealed interface Change {

        double factor(double day);
    }

    /** {@link Intensity#step}. */
    public record Step(double day, double factor) implements Change {

        /** @throws IllegalArgumentException naming the setting, its value and what is allowed */
        public Step {
            Allowed.day("day", day);
            Allowed.range("factor", factor, 0, Allowed.MOST_FACTOR);
        }

        @Override
        public double factor(double at) {
            return at >= day ? factor : 1;
        }
    }

    /** {@link Intensity#ramp}. */
    public record Ramp(double fromDay, double toDay, double factor) implements Change {

        /** @throws IllegalArgumentException naming the setting, its value and what is allowed */
        public Ramp {
            Allowed.day("from", fromDay);
            Allowed.range("to", toDay, fromDay + LEAST_DAYS, Allowed.MOST_DAYS + 1);
            Allowed.range("factor", factor, 1 / Allowed.MOST_FACTOR, Allowed.MOST_FACTOR);
        }

        @Override
        public double factor(double at) {
            if (at <= fromDay) {
                return 1;
            }
            return at >= toDay ? factor : StrictMath.pow(factor, (at - fromDay) / (toDay - fromDay));
        }
    }

    /** {@link Intensity#season}. */
    public record Season(double period, double amplitude) implements Change {

        /** @throws IllegalArgumentException naming the setting, its value and what is allowed */
        public Season {
            Allowed.range("period", period, LEAST_DAYS, Allowed.MOST_DAYS);
            Allowed.range("amplitude", amplitude, 1, Allowed.MOST_FACTOR);
        }

        @Override
        public double factor(double at) {
            return StrictMath.pow(amplitude, StrictMath.sin(2 * StrictMath.PI * at / period));
        }
    }

    /** {@link Intensity#burst}, and with a factor of 0 {@link Intensity#zero}. */
    public record Burst(double fromDay, double days, double factor) implements Change {

        /** @throws IllegalArgumentException naming the setting, its value and what is allowed */
        public Burst {
            Allowed.day("from", fromDay);
            Allowed.range("days", days, LEAST_DAYS, Allowed.MOST_DAYS);
            Allowed.range("factor", factor, 0, Allowed.MOST_FACTOR);
        }

        @Override
        public double factor(double at) {
            return at >= fromDay && at < fromDay + days ? factor : 1;
        }
    }
}
