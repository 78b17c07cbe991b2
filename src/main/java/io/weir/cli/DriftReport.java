package io.weir.cli;

import io.weir.baserate.World;
import io.weir.cli.drift.DriftBench.PoolFigures;
import io.weir.cli.drift.DriftFigures;
import io.weir.cli.drift.DriftFigures.Errors;
import io.weir.cli.drift.DriftFigures.Exit;
import io.weir.cli.drift.DriftFigures.Moved;
import io.weir.cli.drift.DriftFigures.Share;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a moving threshold is worth, told to people and to programs.
 *
 * @param baseRate of the bundle's calibration window
 * @param trueRate of the bank
 * @param pools what payments were drawn from
 * @param results of each scenario
 */
record DriftReport(
        Machine machine,
        int seeds,
        double baseRate,
        double trueRate,
        List<PoolFigures> pools,
        List<DriftFigures> results) {

    private static final String STEADY = "none";

    private static final List<String> HEADER = List.of(
            "scenario",
            "cost fixed",
            "Weir",
            "rate known",
            "gain kept",
            "95 %",
            "coverage",
            "error p50",
            "p95",
            "moves/month",
            "episodes",
            "days to react");

    /** A table and a line for each scenario for a person, an object with {@code --json}. */
    void show(Output output) {
        output.table(HEADER, results.stream().map(DriftReport::row).toList());
        results.forEach(result -> output.line("%s: %s", result.name(), world(result)));
        facts().forEach(output::line);
        if (output.json()) {
            output.object(asMap());
        }
    }

    /** Writes {@code drift.json}, {@code drift.md} and a picture of each scenario. */
    void write(Path directory) throws IOException {
        Output.write(directory.resolve("drift.json"), asMap());
        Files.writeString(directory.resolve("drift.md"), markdown());
        for (DriftFigures result : results) {
            Files.writeString(directory.resolve(picture(result)), result.svg());
        }
    }

    private static String picture(DriftFigures result) {
        return "drift-" + result.name() + ".svg";
    }

    private static List<String> row(DriftFigures r) {
        Share kept = r.keptShare();
        Errors errors = r.errors();
        Double react = r.daysToReact();
        return List.of(
                r.name(),
                format("%,.0f", r.costFixed()),
                ratio(r.costWeir(), r),
                ratio(r.costOracle(), r),
                kept == null ? "-" : percent(kept.estimate()),
                kept == null ? "-" : percent(kept.lower()) + " to " + percent(kept.upper()),
                format("%.3f", r.coverage()),
                percent(errors.median()),
                percent(errors.p95()),
                format("%.1f", r.movesPerMonth()),
                format("%.1f", r.episodesPerMonth()),
                react == null ? "-" : days(react));
    }

    private static String ratio(double cost, DriftFigures r) {
        return format("%.4f", cost / r.costFixed());
    }

    private static String percent(double share) {
        return format("%.1f %%", 100 * share);
    }

    private static String days(double days) {
        return Double.isFinite(days) ? format("%.1f", days) : "never";
    }

    private static String world(DriftFigures r) {
        Exit exit = r.firstExit();
        Moved moved = r.shiftMoved();
        List<String> parts = new ArrayList<>();
        r.worldDays().forEach((world, days) -> parts.add(format("%s %.1f", world, days)));
        String left = exit.runs() == 0
                ? "never left normal"
                : format(
                        "left normal in %d of %d runs, after %s days in the median and %s at most",
                        exit.runs(), r.seeds(), days(exit.medianDays()), days(exit.mostDays()));
        String bound = moved.bound() == null ? "" : format(", bound %.2f", moved.bound());
        return format(
                "days %s; from day %d on %s; before, %.1f false alarms a run; shift moved by %.2f after, at most %.2f%s",
                String.join(", ", parts).toLowerCase(Locale.ROOT),
                DriftFigures.CHANGE_DAY,
                left,
                r.falseExits(),
                moved.median(),
                moved.most(),
                bound);
    }

    private List<String> facts() {
        List<String> facts = new ArrayList<>();
        facts.add(format(
                "%d seeds each; costs are sums over them, in US dollars, those of Weir and of who knows the true rate as a share of"
                        + " the fixed threshold's. Gain kept: (fixed - Weir) / (fixed - rate known); - where knowing the rate"
                        + " saves less than %.1f %%: then it means nothing.",
                seeds, 100 * DriftFigures.LEAST_GAIN));
        facts.add(format(
                "Coverage and errors are those of the estimate from day %d on. The bundle's base rate is %.3f %%, that of the"
                        + " bank %.3f %%.",
                DriftFigures.START_DAY, 100 * baseRate, 100 * trueRate));
        for (PoolFigures pool : pools) {
            facts.add(format(
                    "Payments drawn%s: %,d, %,d of them fraud; the bundle's probabilities there: observed/expected %.2f, slope %.2f.",
                    pool.scenario().equals(STEADY) ? "" : " after the change of " + pool.scenario(),
                    pool.payments(),
                    pool.frauds(),
                    pool.observedToExpected(),
                    pool.slope()));
        }
        return facts;
    }

    private String markdown() {
        StringBuilder text = new StringBuilder("# A threshold that moves with the base rate\n\n");
        text.append("| ").append(String.join(" | ", HEADER)).append(" |\n");
        text.append("| --- |").append(" ---: |".repeat(HEADER.size() - 1)).append('\n');
        for (DriftFigures result : results) {
            text.append("| ").append(String.join(" | ", row(result))).append(" |\n");
        }
        text.append('\n');
        facts().forEach(fact -> text.append("- ").append(fact).append('\n'));
        text.append(format(
                "- %d cores, heap up to %.0f GiB, %s, %s.%n",
                machine.cores(), machine.heapGib(), machine.system(), machine.jdk()));
        for (DriftFigures result : results) {
            text.append(format(
                    "%n## %s%n%n%s.%n%n![%s](%s)%n", result.name(), world(result), result.name(), picture(result)));
        }
        return text.toString();
    }

    private Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("test", "drift");
        map.put("weir", Version.weir());
        map.put("machine", machine.asMap());
        map.put("seeds", seeds);
        map.put("scenarios", results.stream().map(DriftReport::asMap).toList());
        map.put(
                "no_drift_cost_ratio",
                results.stream()
                        .filter(r -> r.name().equals(STEADY))
                        .map(r -> r.costWeir() / r.costFixed())
                        .findFirst()
                        .orElse(null));
        map.put("bundle_base_rate", baseRate);
        map.put("true_base_rate", trueRate);
        Map<String, Object> drawn = new LinkedHashMap<>();
        pools.forEach(pool -> drawn.put(pool.scenario(), asMap(pool)));
        map.put("pool", drawn);
        return map;
    }

    private static Map<String, Object> asMap(PoolFigures pool) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("payments", pool.payments());
        map.put("frauds", pool.frauds());
        map.put("observed_to_expected", pool.observedToExpected());
        map.put("calibration_slope", pool.slope());
        return map;
    }

    private static Map<String, Object> asMap(DriftFigures r) {
        Share kept = r.keptShare();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", r.name());
        map.put("cost_fixed", r.costFixed());
        map.put("cost_weir", r.costWeir());
        map.put("cost_oracle", r.costOracle());
        map.put("kept_share", kept == null ? null : kept.estimate());
        map.put("kept_share_lower", kept == null ? null : kept.lower());
        map.put("kept_share_upper", kept == null ? null : kept.upper());
        map.put("coverage", r.coverage());
        map.put("relative_error_p50", r.errors().median());
        map.put("relative_error_p95", r.errors().p95());
        map.put(
                "relative_errors",
                r.errorsByBlock().stream().map(DriftReport::asMap).toList());
        map.put("moves_per_month", r.movesPerMonth());
        map.put("episodes_per_month", r.episodesPerMonth());
        map.put("days_to_react", r.daysToReact());
        Map<String, Object> days = new LinkedHashMap<>();
        for (Map.Entry<World, Double> state : r.worldDays().entrySet()) {
            days.put(state.getKey().name().toLowerCase(Locale.ROOT), state.getValue());
        }
        map.put("world_days", days);
        map.put("false_alarms", r.falseExits());
        map.put("runs_that_left_normal", r.firstExit().runs());
        map.put("days_to_leave_normal_p50", r.firstExit().medianDays());
        map.put("days_to_leave_normal_max", r.firstExit().mostDays());
        map.put("shift_moved_p50", r.shiftMoved().median());
        map.put("shift_moved_max", r.shiftMoved().most());
        map.put("shift_moved_bound", r.shiftMoved().bound());
        return map;
    }

    private static Map<String, Object> asMap(Errors errors) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("from_day", errors.fromDay());
        map.put("to_day", errors.toDay());
        map.put("p50", errors.median());
        map.put("p95", errors.p95());
        return map;
    }

    private static String format(String format, @Nullable Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
