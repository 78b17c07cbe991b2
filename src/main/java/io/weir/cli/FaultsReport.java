package io.weir.cli;

import io.weir.cli.faults.FaultBench;
import io.weir.cli.faults.FaultResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;

/** What came of the faults, told to people and to programs. */
record FaultsReport(Machine machine, FaultBench.Plan plan, List<FaultResult> results) {

    private static final List<String> HEADER = List.of(
            "fault",
            "injected",
            "inputs",
            "decided",
            "dead letters",
            "outcomes",
            "alerts",
            "lost",
            "duplicated",
            "repeated",
            "alerts twice",
            "state differences",
            "different decisions",
            "recovery s, median",
            "longest");

    boolean isClean() {
        return results.stream().allMatch(FaultResult::isClean);
    }

    /** A table for a person, an object with {@code --json}. */
    void show(Output output) {
        output.table(HEADER, results.stream().map(FaultsReport::row).toList());
        if (output.json()) {
            output.object(totals());
        }
    }

    /** Writes {@code faults.json} and {@code faults.md}. */
    void write(Path directory) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>(totals());
        all.put("seed", plan.seed());
        all.put("brokers", plan.brokers());
        all.put("machine", machine.asMap());
        all.put("not_run", notRun());
        Map<String, Object> runs = new LinkedHashMap<>();
        results.forEach(result -> runs.put(result.name(), result.asMap()));
        all.put("runs", runs);
        Output.write(directory.resolve("faults.json"), all);
        Files.writeString(directory.resolve("faults.md"), markdown());
    }

    private List<String> notRun() {
        return FaultBench.names().stream()
                .filter(name ->
                        results.stream().noneMatch(result -> result.name().equals(name)))
                .toList();
    }

    private Map<String, Object> totals() {
        Map<String, Object> totals = new LinkedHashMap<>();
        totals.put("faults", total(FaultResult::faults));
        totals.put("lost", total(FaultResult::lost));
        totals.put("duplicated", total(FaultResult::duplicated));
        totals.put("alerts_twice", total(FaultResult::alertsTwice));
        totals.put("state_differences", total(FaultResult::differentKeys));
        totals.put("differing_decisions", total(FaultResult::differing));
        totals.put("problems", total(result -> result.problems().size()));
        totals.put("recovered", results.stream().allMatch(FaultsReport::recovered));
        return totals;
    }

    private static boolean recovered(FaultResult result) {
        return result.recoverySeconds().stream().allMatch(Double::isFinite);
    }

    private int total(ToIntFunction<FaultResult> figure) {
        return results.stream().mapToInt(figure).sum();
    }

    private static List<Object> row(FaultResult result) {
        List<Double> sorted = result.recoverySeconds().stream().sorted().toList();
        return List.of(
                result.name(),
                result.faults(),
                result.inputs(),
                result.decided(),
                result.deadLetters(),
                result.outcomes(),
                result.alerts(),
                result.lost(),
                result.duplicated(),
                result.repeated(),
                result.alertsTwice(),
                result.compared() ? String.valueOf(result.differentKeys()) : "not compared",
                result.compared() ? String.valueOf(result.differing()) : "not compared",
                sorted.isEmpty() ? "" : seconds(sorted.get(sorted.size() / 2)),
                sorted.isEmpty() ? "" : seconds(sorted.get(sorted.size() - 1)));
    }

    private static String seconds(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.1f", value) : "never";
    }

    private String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("# Faults");
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "%d broker processes, instances of Weir as processes; %d days of history; seed %d; %d cores, %s.",
                plan.brokers(),
                plan.days(),
                plan.seed(),
                machine.cores(),
                machine.jdk()));
        lines.add("");
        lines.add("| " + String.join(" | ", HEADER) + " |");
        lines.add("|" + " --- |".repeat(HEADER.size()));
        for (FaultResult result : results) {
            lines.add("| "
                    + String.join(
                            " | ", row(result).stream().map(String::valueOf).toList()) + " |");
        }
        if (!notRun().isEmpty()) {
            lines.add("");
            lines.add("Not run: " + String.join(", ", notRun()) + ".");
        }
        for (FaultResult result : results) {
            lines.add("");
            lines.add(String.format(
                    Locale.ROOT,
                    "**%s**: %s; %d keys of state; %.0f s.",
                    result.name(),
                    injected(result),
                    result.stateKeys(),
                    result.seconds()));
            if (result.ended() > 0) {
                lines.add("Instances ended by themselves and were started again: " + result.ended() + ".");
            }
            result.notes().forEach(note -> lines.add("- " + note));
            result.problems().forEach(problem -> lines.add("- **wrong**: " + problem));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String injected(FaultResult result) {
        return result.injected().isEmpty()
                ? "nothing injected"
                : String.join(
                        ", ",
                        result.injected().entrySet().stream()
                                .map(each -> each.getKey() + " × " + each.getValue())
                                .toList());
    }
}
