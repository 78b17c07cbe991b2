package io.weir.cli.drift;

import io.weir.baserate.BaseRateVersion;
import io.weir.baserate.World;
import io.weir.cli.drift.Trace.Way;
import io.weir.simulation.Dice;
import io.weir.simulation.Intensity;
import io.weir.simulation.Scenario;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the runs of one scenario show. Days are counted from the start of the run. */
public final class DriftFigures {

    /** Before this day the estimate starts up. */
    public static final int START_DAY = 7;
    /** Scenarios change on this day or later. */
    public static final int CHANGE_DAY = 60;
    /** Of the fixed threshold's cost: where knowing the true rate gains less, a share of the gain means nothing. */
    public static final double LEAST_GAIN = 0.002;

    private static final int BLOCK_DAYS = 10;
    private static final double MONTH = 30;
    private static final int RESAMPLES = 2_000;
    private static final double REACTED = 0.25;
    private static final double SHIFT_MOVES = 1e-12;
    /** Windows that false reports of a day or two may move the shift for. */
    private static final double FALSE_REPORT_DAYS = 0.5;

    private final Scenario scenario;
    private final Setting setting;
    private final List<Trace> traces;

    DriftFigures(Scenario scenario, Setting setting, List<Trace> traces) {
        this.scenario = scenario;
        this.setting = setting;
        this.traces = List.copyOf(traces);
    }

    public String name() {
        return scenario.name();
    }

    public int seeds() {
        return traces.size();
    }

    List<Trace> traces() {
        return traces;
    }

    Setting setting() {
        return setting;
    }

    /** Cost with the bundle's threshold for ever, all seeds together, major units. */
    public double costFixed() {
        return cost(Way.FIXED);
    }

    /** Cost as the stream decides. */
    public double costWeir() {
        return cost(Way.WEIR);
    }

    /** Cost of who knows the true base rate. */
    public double costOracle() {
        return cost(Way.ORACLE);
    }

    private double cost(Way way) {
        return traces.stream().mapToDouble(trace -> trace.cost(way)).sum();
    }

    /**
     * A share with its 95 % interval, from resampled seeds (Efron 1979, percentiles).
     *
     * @param estimate of all seeds
     */
    public record Share(double estimate, double lower, double upper) {}

    /**
     * Which share of what the oracle gains over the fixed threshold Weir gains; null where the oracle gains less than {@link
     * #LEAST_GAIN}.
     */
    public @Nullable Share keptShare() {
        if (costFixed() - costOracle() < LEAST_GAIN * costFixed()) {
            return null;
        }
        double[] gains = gains(Way.WEIR);
        double[] possible = gains(Way.ORACLE);
        int n = gains.length;
        double[] shares = new double[RESAMPLES];
        for (int r = 0; r < RESAMPLES; r++) {
            Dice dice = Dice.of(n, "drift resample", r);
            double gain = 0;
            double most = 0;
            for (int i = 0; i < n; i++) {
                int seed = dice.below(n);
                gain += gains[seed];
                most += possible[seed];
            }
            shares[r] = gain / most;
        }
        double all = Arrays.stream(gains).sum() / Arrays.stream(possible).sum();
        return new Share(all, quantile(shares, 0.025), quantile(shares, 0.975));
    }

    private double[] gains(Way way) {
        return traces.stream()
                .mapToDouble(trace -> trace.cost(Way.FIXED) - trace.cost(way))
                .toArray();
    }

    /** Share of the windows after the start whose 95 % interval holds the true rate of their end. */
    public double coverage() {
        return traces.stream()
                .flatMapToDouble(trace -> windows(trace, START_DAY, scenario.days())
                        .mapToDouble(w -> covers(trace.versions().get(w), trace.trueRates()[w]) ? 1 : 0))
                .average()
                .orElse(Double.NaN);
    }

    private static boolean covers(BaseRateVersion version, double rate) {
        return version.lower() <= rate && rate <= version.upper();
    }

    /** Windows that end after a day and not after another. */
    private static IntStream windows(Trace trace, double fromDay, double toDay) {
        return IntStream.range(0, trace.windows()).filter(w -> trace.endDay(w) > fromDay && trace.endDay(w) <= toDay);
    }

    /**
     * |estimate / true rate - 1| over windows and seeds.
     *
     * @param fromDay first day of the windows
     * @param median half of them have a smaller one
     * @param p95 95 % of them have a smaller one
     */
    public record Errors(int fromDay, int toDay, double median, double p95) {}

    /** Of all windows after the start. */
    public Errors errors() {
        return errors(START_DAY, scenario.days());
    }

    /** Of each ten days. */
    public List<Errors> errorsByBlock() {
        List<Errors> blocks = new ArrayList<>();
        for (int day = 0; day < scenario.days(); day += BLOCK_DAYS) {
            blocks.add(errors(day, Math.min(day + BLOCK_DAYS, scenario.days())));
        }
        return blocks;
    }

    private Errors errors(int fromDay, int toDay) {
        double[] errors = traces.stream()
                .flatMapToDouble(trace -> windows(trace, fromDay, toDay)
                        .mapToDouble(w -> Math.abs(trace.versions().get(w).estimate() / trace.trueRates()[w] - 1)))
                .toArray();
        return new Errors(fromDay, toDay, quantile(errors, 0.5), quantile(errors, 0.95));
    }

    /** Changes of the shift in thirty days. */
    public double movesPerMonth() {
        return perMonth(trace ->
                windows(trace, 0, scenario.days()).filter(w -> moves(trace, w)).count());
    }

    /** The same with windows that follow one another taken for one change. */
    public double episodesPerMonth() {
        return perMonth(trace -> windows(trace, 0, scenario.days())
                .filter(w -> moves(trace, w) && !(w > 0 && moves(trace, w - 1)))
                .count());
    }

    private double perMonth(ToDoubleFunction<Trace> count) {
        return mean(count) * MONTH / scenario.days();
    }

    private double mean(ToDoubleFunction<Trace> value) {
        return traces.stream().mapToDouble(value).average().orElse(Double.NaN);
    }

    private static boolean moves(Trace trace, int window) {
        double last = window == 0 ? 0 : trace.versions().get(window - 1).shift();
        return Math.abs(trace.versions().get(window).shift() - last) > SHIFT_MOVES;
    }

    /**
     * Days from the scenario's step until the shift that decisions use has come nearer to the true one than a quarter of the step,
     * median over the seeds; null where there is no step. Infinite: it did so in fewer than half of the runs.
     */
    public @Nullable Double daysToReact() {
        for (Intensity.Change change : scenario.fraud().changes()) {
            if (change instanceof Intensity.Step step) {
                double size = Math.abs(StrictMath.log(step.factor()));
                return quantile(
                        traces.stream()
                                .mapToDouble(trace -> reacted(trace, step.day(), size))
                                .toArray(),
                        0.5);
            }
        }
        return null;
    }

    private static double reacted(Trace trace, double day, double size) {
        for (int w = (int) Math.ceil(day * trace.windowsPerDay()); w < trace.windows(); w++) {
            if (Math.abs(trace.usedShifts()[w] - trace.oracleShifts()[w]) < REACTED * size) {
                return (double) w / trace.windowsPerDay() - day;
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    /** Days in each state of the world, mean over the seeds. */
    public Map<World, Double> worldDays() {
        Map<World, Double> days = new EnumMap<>(World.class);
        for (World world : World.values()) {
            days.put(
                    world,
                    mean(trace -> windows(trace, 0, scenario.days())
                                    .filter(w -> trace.versions().get(w).world() == world)
                                    .count()
                            / (double) trace.windowsPerDay()));
        }
        return days;
    }

    /** How often the world was left for doubt before anything changed, a run. */
    public double falseExits() {
        return mean(trace ->
                windows(trace, 0, CHANGE_DAY).filter(w -> leaves(trace, w)).count());
    }

    private static boolean leaves(Trace trace, int window) {
        return trace.versions().get(window).world() != World.NORMAL
                && (window == 0 || trace.versions().get(window - 1).world() == World.NORMAL);
    }

    /**
     * When the world was first not normal after {@link #CHANGE_DAY}.
     *
     * @param runs in which it ever was
     * @param medianDays since that day; infinite when it was not in most runs
     * @param mostDays of the slowest run; infinite when one never was
     */
    public record Exit(int runs, double medianDays, double mostDays) {}

    public Exit firstExit() {
        double[] days = traces.stream().mapToDouble(this::exit).toArray();
        int left = (int) Arrays.stream(days).filter(Double::isFinite).count();
        return new Exit(left, quantile(days, 0.5), Arrays.stream(days).max().orElse(Double.NaN));
    }

    private double exit(Trace trace) {
        return windows(trace, CHANGE_DAY, scenario.days())
                .filter(w -> trace.versions().get(w).world() != World.NORMAL)
                .mapToDouble(w -> trace.endDay(w) - CHANGE_DAY)
                .findFirst()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /**
     * How far the shift has gone from where it was on {@link #CHANGE_DAY}, over all later windows.
     *
     * @param median over the seeds
     * @param bound how far false reports of two days may move it; null where there are none
     */
    public record Moved(
            double median, double most, @Nullable Double bound) {}

    public Moved shiftMoved() {
        double[] moved = traces.stream().mapToDouble(this::moved).toArray();
        boolean falseReports = !scenario.noise().flipped().isEmpty();
        double perDay = setting.estimator().control().maxShiftPerDay();
        return new Moved(
                quantile(moved, 0.5),
                Arrays.stream(moved).max().orElse(Double.NaN),
                falseReports ? perDay * FALSE_REPORT_DAYS : null);
    }

    private double moved(Trace trace) {
        double start =
                trace.versions().get(CHANGE_DAY * trace.windowsPerDay() - 1).shift();
        return windows(trace, CHANGE_DAY, scenario.days())
                .mapToDouble(w -> Math.abs(trace.versions().get(w).shift() - start))
                .max()
                .orElse(Double.NaN);
    }

    /** The value below which this share of the values lies, interpolated between neighbours. */
    private static double quantile(double[] values, double share) {
        double[] sorted = DoubleStream.of(values).sorted().toArray();
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] == sorted[above]
                ? sorted[below]
                : sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    /** One run as a picture. */
    public String svg() {
        return new DriftPlot(name(), traces.get(0)).svg();
    }
}
