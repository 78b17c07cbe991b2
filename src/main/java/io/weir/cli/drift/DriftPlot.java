package io.weir.cli.drift;

import io.weir.baserate.BaseRateShift;
import io.weir.baserate.BaseRateVersion;
import io.weir.baserate.World;
import io.weir.cli.drift.Drawing.Frame;
import io.weir.cli.drift.Drawing.Scale;
import io.weir.cli.drift.Trace.Way;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A run as a picture: above the base rate, true, estimated and as decisions used it; below it the state of the world; below that
 * what Weir's decisions and those of who knows the true rate have cost so far, less what a fixed threshold has.
 */
@SuppressWarnings("EnumOrdinal") // ways index arrays of all of them
final class DriftPlot {

    private static final double WIDTH = 860;
    private static final double HEIGHT = 576;
    private static final double LEFT = 74;
    private static final double RIGHT = 846;
    private static final double RATES_TOP = 58;
    private static final double RATES_BOTTOM = 318;
    private static final double WORLD_TOP = 330;
    private static final double WORLD_BOTTOM = 346;
    private static final double COSTS_TOP = 402;
    private static final double COSTS_BOTTOM = 528;
    private static final int DAYS_A_TICK = 10;
    /** An interval that goes further beyond what is true is cut off. */
    private static final double BEYOND = 4;

    private static final double[] FACTORS = {1, 2, 5};

    private static final String INK = "#1c2430";
    private static final String SOFT = "#55606d";
    private static final String GRID = "stroke=\"#e8ebee\"";
    private static final String RULE = "stroke=\"#8a949f\"";
    private static final String TRUE = "stroke=\"#1c2430\" stroke-width=\"1.6\" stroke-dasharray=\"6 3\"";
    private static final String ESTIMATE = "stroke=\"#0b62a8\" stroke-width=\"1.5\"";
    private static final String INTERVAL = "fill=\"#0b62a8\" fill-opacity=\"0.16\"";
    private static final String WEIR = "stroke=\"#c2560c\" stroke-width=\"2.2\"";

    private final String scenario;
    private final Trace trace;
    private final double days;
    private final double[] ends;

    DriftPlot(String scenario, Trace trace) {
        this.scenario = scenario;
        this.trace = trace;
        this.days = trace.endDay(trace.windows() - 1);
        this.ends =
                IntStream.range(0, trace.windows()).mapToDouble(trace::endDay).toArray();
    }

    String svg() {
        Drawing drawing = new Drawing(WIDTH, HEIGHT, "Scenario " + scenario + ": base rate, world and cost day by day");
        drawing.text(LEFT, 22, "start", INK, "Scenario " + scenario + ", one run");
        rates(drawing);
        worlds(drawing);
        costs(drawing);
        return drawing.finish();
    }

    private double[] versions(ToDoubleFunction<BaseRateVersion> value) {
        return trace.versions().stream().mapToDouble(value).toArray();
    }

    private void rates(Drawing drawing) {
        double[] estimates = percent(versions(BaseRateVersion::estimate));
        double[] lower = percent(versions(BaseRateVersion::lower));
        double[] upper = percent(versions(BaseRateVersion::upper));
        double reference = trace.versions().get(0).reference();
        double[] used = percent(Arrays.stream(trace.usedShifts())
                .map(shift -> BaseRateShift.rate(reference, shift))
                .toArray());
        double[] truth = percent(trace.trueRates());
        double low = DoubleStream.of(truth).min().orElse(1);
        double high = DoubleStream.of(truth).max().orElse(1);
        low = Math.max(low / BEYOND, Math.min(low, quantile(lower, 0.02))) * 0.8;
        high = Math.min(high * BEYOND, Math.max(high, quantile(upper, 0.98))) * 1.25;
        Frame frame = new Frame(LEFT, RATES_TOP, RIGHT, RATES_BOTTOM, across(), new Scale(low, high, true));
        for (double tick : logTicks(low, high)) {
            level(drawing, frame, tick, number(tick));
        }
        dayLines(drawing, frame);
        drawing.upright(18, (RATES_TOP + RATES_BOTTOM) / 2, SOFT, "base rate of fraud, % (log scale)");
        drawing.band(frame, ends, lower, upper, INTERVAL);
        drawing.curve(frame, ends, estimates, ESTIMATE);
        drawing.curve(frame, ends, truth, TRUE);
        double[] starts = Arrays.stream(ends)
                .map(end -> end - 1.0 / trace.windowsPerDay())
                .toArray();
        drawing.steps(frame, starts, used, WEIR);
        double x = legend(drawing, LEFT, 42, TRUE, "true");
        x = legend(drawing, x, 42, ESTIMATE, "estimate with 95 % interval");
        legend(drawing, x, 42, WEIR, "that decisions used");
    }

    private static double[] percent(double[] rates) {
        return Arrays.stream(rates).map(rate -> 100 * rate).toArray();
    }

    private static double quantile(double[] values, double share) {
        double[] sorted = DoubleStream.of(values).sorted().toArray();
        return sorted[(int) (share * (sorted.length - 1))];
    }

    private void worlds(Drawing drawing) {
        Frame frame = new Frame(LEFT, WORLD_TOP, RIGHT, WORLD_BOTTOM, across(), new Scale(0, 1, false));
        List<BaseRateVersion> versions = trace.versions();
        for (int from = 0, to; from < versions.size(); from = to) {
            World world = versions.get(from).world();
            for (to = from; to < versions.size() && versions.get(to).world() == world; ) {
                to++;
            }
            double x = frame.x(from == 0 ? 0 : ends[from - 1]);
            drawing.rect(x, WORLD_TOP, frame.x(ends[to - 1]) - x, WORLD_BOTTOM - WORLD_TOP, fill(world));
        }
        drawing.text(LEFT - 8, WORLD_BOTTOM - 4, "end", SOFT, "world");
        double x = LEFT;
        for (World world : World.values()) {
            drawing.rect(x, WORLD_BOTTOM + 8, 12, 10, fill(world));
            String name = world.name().toLowerCase(Locale.ROOT);
            drawing.text(x + 17, WORLD_BOTTOM + 17, "start", SOFT, name);
            x += 36 + 6.5 * name.length();
        }
    }

    private static String fill(World world) {
        return switch (world) {
            case NORMAL -> "fill=\"#dfe5ea\"";
            case WATCH -> "fill=\"#f2c14e\"";
            case FROZEN -> "fill=\"#2f6fb0\"";
            case RECOVERED -> "fill=\"#9cc7e8\"";
        };
    }

    private void costs(Drawing drawing) {
        double[] weir = againstFixed(Way.WEIR);
        double[] oracle = againstFixed(Way.ORACLE);
        double low = Math.min(min(weir), min(oracle));
        double high = Math.max(0, Math.max(max(weir), max(oracle)));
        double step = roundUp(Math.max(1e-3, high - low) / 3);
        low = step * Math.floor(low / step);
        high = step * Math.ceil(high / step);
        Frame frame = new Frame(LEFT, COSTS_TOP, RIGHT, COSTS_BOTTOM, across(), new Scale(low, high, false));
        for (double tick = low; tick <= high + step / 2; tick += step) {
            level(drawing, frame, tick, number(tick));
        }
        dayLines(drawing, frame);
        drawing.line(LEFT, frame.y(0), RIGHT, frame.y(0), RULE);
        drawing.upright(18, (COSTS_TOP + COSTS_BOTTOM) / 2, SOFT, "cost, 1,000 USD");
        drawing.curve(frame, ends, oracle, TRUE);
        drawing.curve(frame, ends, weir, WEIR);
        for (int day = 0; day <= days; day += DAYS_A_TICK) {
            drawing.text(frame.x(day), COSTS_BOTTOM + 18, "middle", SOFT, String.valueOf(day));
        }
        drawing.text((LEFT + RIGHT) / 2, HEIGHT - 8, "middle", SOFT, "day");
        String what = "cost so far, less that of a fixed threshold";
        drawing.text(RIGHT, COSTS_TOP - 10, "end", SOFT, what);
        double x = legend(drawing, LEFT + 290, COSTS_TOP - 10, WEIR, "Weir");
        legend(drawing, x, COSTS_TOP - 10, TRUE, "true rate known");
    }

    private double[] againstFixed(Way way) {
        double[] sums = new double[trace.windows()];
        double sum = 0;
        for (int w = 0; w < sums.length; w++) {
            sum += trace.costs()[way.ordinal()][w] - trace.costs()[Way.FIXED.ordinal()][w];
            sums[w] = sum / 1_000;
        }
        return sums;
    }

    private static double min(double[] values) {
        return DoubleStream.of(values).min().orElse(0);
    }

    private static double max(double[] values) {
        return DoubleStream.of(values).max().orElse(0);
    }

    private Scale across() {
        return new Scale(0, days, false);
    }

    private void dayLines(Drawing drawing, Frame frame) {
        for (int day = 0; day <= days; day += DAYS_A_TICK) {
            drawing.line(frame.x(day), frame.top(), frame.x(day), frame.bottom(), GRID);
        }
    }

    private static void level(Drawing drawing, Frame frame, double value, String label) {
        double y = frame.y(value);
        drawing.line(LEFT, y, RIGHT, y, GRID);
        drawing.text(LEFT - 8, y + 4, "end", SOFT, label);
    }

    private static double legend(Drawing drawing, double x, double y, String style, String text) {
        drawing.line(x, y - 4, x + 24, y - 4, style);
        drawing.text(x + 30, y, "start", SOFT, text);
        return x + 52 + 6.5 * text.length();
    }

    private static double[] logTicks(double low, double high) {
        return IntStream.rangeClosed(-4, 2)
                .boxed()
                .flatMapToDouble(power -> DoubleStream.of(FACTORS).map(factor -> factor * Math.pow(10, power)))
                .filter(tick -> tick >= low && tick <= high)
                .toArray();
    }

    private static double roundUp(double value) {
        double power = Math.pow(10, Math.floor(Math.log10(value)));
        for (double factor : FACTORS) {
            if (factor * power >= value * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.3f", value).replaceAll("\\.?0+$", "");
        return text.equals("-0") ? "0" : text;
    }
}
