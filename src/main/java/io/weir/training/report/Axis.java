package io.weir.training.report;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/**
 * Values on a line from 0 to 1, with ticks at round values: linear, logarithmic, or log-odds labelled with probabilities. Ends
 * are moved outwards to round values where the scale is linear or logarithmic.
 */
final class Axis {

    private static final int MOST_TICKS = 9;
    private static final int[] FACTORS = {1, 2, 5};
    private static final int[] POWERS_ONLY = {1};

    /** A value with a label; the place is from 0 to 1. */
    record Tick(double place, String label) {}

    private final String title;
    private final DoubleUnaryOperator scale;
    private final double low;
    private final double high;
    private final List<Tick> ticks = new ArrayList<>();

    private Axis(String title, DoubleUnaryOperator scale, double low, double high) {
        this.title = title;
        this.scale = scale;
        this.low = scale.applyAsDouble(low);
        this.high = scale.applyAsDouble(high);
    }

    /** Ticks at multiples of 1, 2 or 5 times a power of ten, about five of them. */
    static Axis linear(String title, double low, double high, DoubleFunction<String> label) {
        double span = high > low ? high - low : Math.max(1, Math.abs(low));
        double step = roundUp(span / 5);
        long first = (long) Math.floor(low / step + 1e-9);
        long last = (long) Math.ceil((low + span) / step - 1e-9);
        Axis axis = new Axis(title, x -> x, first * step, last * step);
        for (long i = first; i <= last; i++) {
            axis.tick(i * step, label.apply(i * step));
        }
        return axis;
    }

    private static double roundUp(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (int factor : FACTORS) {
            if (factor * power >= value * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    /**
     * Ticks at powers of ten, and at 2 and 5 times these where there are few; the ends are such values too.
     *
     * @param low above 0
     */
    static Axis log(String title, double low, double high, DoubleFunction<String> label) {
        double from = 1 / roundUp(1 / low);
        double to = roundUp(Math.max(high, 1.01 * low));
        Axis axis = new Axis(title, Math::log10, from, to);
        double decades = Math.log10(to / from);
        int every = (int) Math.ceil(decades / MOST_TICKS);
        for (int power = (int) Math.floor(Math.log10(from)); power <= Math.log10(to); power += every) {
            for (int factor : decades <= 2.5 ? FACTORS : POWERS_ONLY) {
                double value = factor * Math.pow(10, power);
                if (axis.shows(value)) {
                    axis.tick(value, label.apply(value));
                }
            }
        }
        return axis;
    }

    /** Over all finite values: logarithmic where they are above 0 and more than a factor of 5 apart, else linear from 0. */
    static Axis spanning(String title, DoubleStream values, DoubleFunction<String> label) {
        DoubleSummaryStatistics all = values.filter(Double::isFinite).summaryStatistics();
        if (all.getCount() > 0 && all.getMin() > 0 && all.getMax() > 5 * all.getMin()) {
            return log(title + ", logarithmic", all.getMin(), all.getMax(), label);
        }
        return linear(title, Math.min(0, all.getMin()), Math.max(0, all.getMax()), label);
    }

    /** Linear in log-odds; ticks at 50 % and at powers of ten of the odds' smaller side. */
    static Axis logit(String title, double low, double high) {
        Axis axis = new Axis(title, x -> x, low, high > low ? high : low + 1);
        for (int power = -12; power <= 12; power++) {
            double tail = Math.pow(10, -Math.abs(power));
            double logit = power == 0 ? 0 : Math.signum(power) * Math.log((1 - tail) / tail);
            if (logit >= axis.low && logit <= axis.high) {
                axis.tick(logit, label(power));
            }
        }
        return axis;
    }

    private static String label(int power) {
        if (power == 0) {
            return "50 %";
        }
        String tail = Numbers.plain(Math.pow(10, 2 - Math.abs(power)));
        return power < 0 ? tail + " %" : nines(power) + " %";
    }

    /** 90, 99, 99.9, 99.99: more digits than rounding to three would leave. */
    private static String nines(int power) {
        return switch (power) {
            case 1 -> "90";
            case 2 -> "99";
            default -> "99." + "9".repeat(power - 2);
        };
    }

    private void tick(double value, String label) {
        ticks.add(new Tick(place(value), label));
    }

    String title() {
        return title;
    }

    List<Tick> ticks() {
        return ticks;
    }

    /** From 0 to 1 on the axis, less or more beside it; NaN when the scale does not know the value. */
    double place(double value) {
        double place = (scale.applyAsDouble(value) - low) / (high - low);
        return Double.isFinite(place) ? place : Double.NaN;
    }

    /** Whether the value can be drawn: on the axis, but for rounding. */
    boolean shows(double value) {
        double place = place(value);
        return place >= -1e-9 && place <= 1 + 1e-9;
    }
}
