package io.weir.cli;

import io.weir.cli.LoadCase.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.AppInfoParser;
import org.jspecify.annotations.Nullable;

/**
 * A scenario's loads told to people and to programs.
 *
 * @param date when it began
 * @param bundle version of the bundle that decided
 * @param trees of its stage two
 * @param note what the user says of it
 */
record LoadReport(
        LoadScenario scenario,
        Instant date,
        Machine machine,
        String bundle,
        int trees,
        @Nullable String note,
        List<LoadFigures> figures) {

    private static final List<String> RATE = List.of(
            "case",
            "system",
            "p50 ms",
            "p90 ms",
            "p99 ms",
            "p99.9 ms",
            "max ms",
            "sent late p99 ms",
            "a second",
            "CPU µs",
            "missing",
            "twice");
    private static final List<String> DRAIN =
            List.of("case", "system", "a second", "and core", "CPU µs", "share of floor", "missing", "twice");

    /** True when each transaction got one decision. */
    boolean complete() {
        return figures.stream().allMatch(LoadFigures::complete);
    }

    /** A table for a person, an object with {@code --json}. */
    void show(Output output) {
        output.table(header(), rows());
        if (output.json()) {
            output.object(asMap());
        }
    }

    private boolean isDrain() {
        return figures.get(0).load().shape() == Shape.DRAIN;
    }

    private List<String> header() {
        return isDrain() ? DRAIN : RATE;
    }

    private List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        for (LoadFigures figure : figures) {
            for (int round = 0; round < figure.rounds().size(); round++) {
                rows.add(
                        isDrain()
                                ? drained(figure, round)
                                : timed(figure.rounds().get(round)));
            }
            if (figure.load().floor()) {
                rows.add(isDrain() ? share(figure) : times(figure));
            }
        }
        return rows;
    }

    private static String name(LoadCase load) {
        return (load.name().isEmpty() ? "" : load.name() + ", ") + LoadCluster.name(load.delivery());
    }

    private List<String> drained(LoadFigures figure, int round) {
        LoadResult r = figure.rounds().get(round);
        return List.of(
                name(figure.load()),
                r.system() + (figure.warmsUp(round) ? ", warming up" : ""),
                number(r.perSecond()),
                number(r.perSecond() / machine.cores()),
                number(r.cpuMicros()),
                "",
                number(r.missing()),
                number((double) r.duplicates()));
    }

    private List<String> share(LoadFigures figure) {
        return List.of(
                name(figure.load()),
                "median of weir",
                number(figure.perSecond()),
                number(figure.perSecond() / machine.cores()),
                number(figure.median("weir", LoadResult::cpuMicros)),
                ratio(figure.shareOfFloor()),
                "",
                "");
    }

    private static List<String> timed(LoadResult r) {
        return List.of(
                name(r.load()),
                r.system(),
                millis(r.millisAt(50)),
                millis(r.millisAt(90)),
                millis(r.millisAt(99)),
                millis(r.millisAt(99.9)),
                millis(r.maxMillis()),
                millis(r.late().getValueAtPercentile(99) / 1000.0),
                number(r.perSecond()),
                number(r.cpuMicros()),
                number(r.missing()),
                number((double) r.duplicates()));
    }

    private static List<String> times(LoadFigures f) {
        return List.of(
                name(f.load()),
                "times the floor",
                ratio(f.timesFloor(50)),
                ratio(f.timesFloor(90)),
                ratio(f.timesFloor(99)),
                ratio(f.timesFloor(99.9)),
                ratio(f.timesFloor(100)),
                "",
                "",
                "",
                "",
                "");
    }

    private static String millis(double value) {
        return format("%,.1f", value);
    }

    private static String number(double value) {
        return format("%,.0f", value);
    }

    private static String ratio(double value) {
        return format("%.2f", value);
    }

    /** Writes the result under the scenario's name: JSON, Markdown, and for latencies a picture. */
    List<String> write(Path directory) throws IOException {
        List<String> names = new ArrayList<>(List.of(scenario.name() + ".json", scenario.name() + ".md"));
        Output.write(directory.resolve(names.get(0)), asMap());
        Files.writeString(directory.resolve(names.get(1)), markdown());
        if (!isDrain()) {
            names.add(scenario.name() + ".svg");
            Files.writeString(directory.resolve(names.get(2)), new LatencyChart(curves()).svg());
        }
        return names;
    }

    private Map<String, List<LoadResult.Point>> curves() {
        Map<String, List<LoadResult.Point>> curves = new LinkedHashMap<>();
        figures.forEach(figure -> figure.rounds()
                .forEach(result -> curves.put(name(figure.load()) + ": " + result.system(), result.curve())));
        return curves;
    }

    private Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("test", scenario.name());
        map.put("date", date.truncatedTo(ChronoUnit.SECONDS).toString());
        map.put("weir", Version.weir());
        map.put("kafka", AppInfoParser.getVersion());
        map.put("machine", machine.asMap());
        map.put("note", note == null ? "" : note);
        map.put("bundle_version", bundle);
        map.put("trees", trees);
        map.put(
                "cases",
                figures.stream()
                        .map(figure -> figure.asMap(machine.cores(), figures.get(0)))
                        .toList());
        return map;
    }

    private String markdown() {
        StringBuilder text = new StringBuilder();
        text.append("# Load: ")
                .append(scenario.name())
                .append("\n\n")
                .append(scenario.about())
                .append("\n\n");
        text.append("| ").append(String.join(" | ", header())).append(" |\n");
        text.append("| --- | --- |")
                .append(" ---: |".repeat(header().size() - 2))
                .append('\n');
        rows().forEach(row -> text.append("| ").append(String.join(" | ", row)).append(" |\n"));
        text.append('\n');
        if (!isDrain()) {
            text.append("![latency by percentile](").append(scenario.name()).append(".svg)\n\n");
        }
        facts().forEach(fact -> text.append("- ").append(fact).append('\n'));
        return text.toString();
    }

    private List<String> facts() {
        List<String> facts = new ArrayList<>();
        facts.add(format(
                "%s, %d cores, %.0f GiB of memory, heap up to %.0f GiB, %s, %s, Kafka %s; load average before the run %.1f.",
                date.truncatedTo(ChronoUnit.MINUTES),
                machine.cores(),
                machine.memoryGib(),
                machine.heapGib(),
                machine.system(),
                machine.jdk(),
                AppInfoParser.getVersion(),
                machine.load()));
        facts.add(
                "Broker, registry, generator, reader and the system that is measured share this machine, and one process."
                        + " One broker, one replica, on disk. CPU µs: processor time of all of them for a transaction.");
        if (note != null) {
            facts.add(note);
        }
        facts.add(format("Bundle %s with %d trees.", bundle, trees));
        if (figures.size() < scenario.cases().size()) {
            facts.add(format(
                    "Only %d of %d cases: the others have not been measured.",
                    figures.size(), scenario.cases().size()));
        }
        figures.forEach(figure -> addFacts(facts, figure));
        return facts;
    }

    private void addFacts(List<String> facts, LoadFigures figure) {
        for (LoadResult result : figure.rounds()) {
            LoadSample sample = result.sample();
            if (sample != null) {
                facts.add(format(
                        "%s: stage two scored %.1f %% in the last round.",
                        name(figure.load()), 100 * sample.passShare()));
            }
        }
        if (!figure.written("weir").isEmpty()) {
            facts.add(name(figure.load()) + ": mean bytes written in the last round, "
                    + (figure.load().floor() ? "Weir and the floor: " : "")
                    + bytes(figure.written("weir"), figure.written("floor")) + ".");
        }
        LoadFigures first = figures.get(0);
        if (isDrain() && !figure.equals(first)) {
            facts.add(name(figure.load()) + ": a transaction costs " + cost(figure.cost("weir", first))
                    + (figure.load().floor() && first.load().floor()
                            ? ", the floor " + cost(figure.cost("floor", first))
                            : "")
                    + " of what it costs in " + name(first.load()) + ".");
        }
    }

    private static String cost(LoadFigures.Cost cost) {
        return format("%.2f times the processor time and %.2f times the time", cost.cpu(), cost.time());
    }

    private static String bytes(Map<String, Double> weirs, Map<String, Double> floors) {
        return weirs.entrySet().stream()
                .map(e -> e.getKey() + " " + number(e.getValue())
                        + (floors.containsKey(e.getKey()) ? " and " + number(floors.get(e.getKey())) : ""))
                .collect(Collectors.joining(", "));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
