package io.weir.cli;

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
import org.apache.kafka.common.utils.AppInfoParser;
import org.jspecify.annotations.Nullable;

/**
 * A steady load told to people and to programs.
 *
 * @param date when it began
 * @param bundle version of the bundle that decided
 * @param trees of its stage two
 * @param note what the user says of it
 */
record SteadyReport(
        SteadyPlan plan,
        Instant date,
        Machine machine,
        String bundle,
        int trees,
        @Nullable String note,
        List<SteadyResult> results) {

    private static final List<String> HEADER = List.of(
            "delivery", "p50 ms", "p90 ms", "p99 ms", "p99.9 ms", "max ms", "a second", "sent", "missing", "twice");

    /** True when each transaction got one decision. */
    boolean complete() {
        return results.stream().allMatch(SteadyResult::complete);
    }

    /** A table for a person, an object with {@code --json}. */
    void show(Output output) {
        List<List<Object>> rows = new ArrayList<>();
        for (SteadyResult r : results) {
            List<Object> row = new ArrayList<>();
            row.add(BenchCluster.name(r.delivery()));
            figures(r).forEach(row::add);
            rows.add(row);
        }
        output.table(HEADER, rows);
        if (output.json()) {
            output.object(asMap());
        }
    }

    private static List<String> figures(SteadyResult r) {
        return List.of(
                millis(r.millisAt(50)),
                millis(r.millisAt(90)),
                millis(r.millisAt(99)),
                millis(r.millisAt(99.9)),
                millis(r.maxMillis()),
                String.format(Locale.ROOT, "%,.1f", r.achievedRate()),
                String.format(Locale.ROOT, "%,d", r.sent()),
                String.format(Locale.ROOT, "%,d", r.missing()),
                String.format(Locale.ROOT, "%,d", r.duplicates()));
    }

    private static String millis(double value) {
        return String.format(Locale.ROOT, "%,.1f", value);
    }

    /** Writes {@code steady.json}, {@code steady.md} and {@code steady.svg}. */
    void write(Path directory) throws IOException {
        Output.write(directory.resolve("steady.json"), asMap());
        Files.writeString(directory.resolve("steady.md"), markdown());
        Files.writeString(directory.resolve("steady.svg"), new LatencyChart(results).svg());
    }

    private Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("test", "steady");
        map.put("date", date.truncatedTo(ChronoUnit.SECONDS).toString());
        map.put("weir", Version.weir());
        map.put("kafka", AppInfoParser.getVersion());
        map.put("machine", machine.asMap());
        map.put("note", note == null ? "" : note);
        map.put("rate", plan.rate());
        map.put("seconds", plan.seconds());
        map.put("warm_up_seconds", plan.warmUpSeconds());
        map.put("history_days", plan.historyDays());
        map.put("bundle_version", bundle);
        map.put("trees", trees);
        Map<String, Object> runs = new LinkedHashMap<>();
        results.forEach(r -> runs.put(r.delivery().name().toLowerCase(Locale.ROOT), r.asMap()));
        map.put("runs", runs);
        return map;
    }

    private String markdown() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT, "# Steady rate: %,d transactions a second for %d s%n%n", plan.rate(), plan.seconds()));
        text.append("From the moment a transaction was due until a `read_committed` consumer had its decision.\n\n");
        text.append("| ").append(String.join(" | ", HEADER)).append(" |\n");
        text.append("| --- |").append(" ---: |".repeat(HEADER.size() - 1)).append('\n');
        for (SteadyResult r : results) {
            text.append("| ").append(BenchCluster.name(r.delivery())).append(" | ");
            text.append(String.join(" | ", figures(r))).append(" |\n");
        }
        text.append("\n![latency by percentile](steady.svg)\n\n");
        facts().forEach(fact -> text.append("- ").append(fact).append('\n'));
        return text.toString();
    }

    private List<String> facts() {
        List<String> facts = new ArrayList<>();
        facts.add(format(
                "%s, %d cores, %.0f GiB of memory, heap up to %.0f GiB, %s, %s, Kafka %s.",
                date.truncatedTo(ChronoUnit.MINUTES),
                machine.cores(),
                machine.memoryGib(),
                machine.heapGib(),
                machine.system(),
                machine.jdk(),
                AppInfoParser.getVersion()));
        facts.add(format(
                "Broker, registry, generator, consumer and Weir share this machine, and one process. One broker, one replica,"
                        + " on disk; load average before the run %.1f.",
                machine.load()));
        if (note != null) {
            facts.add(note);
        }
        facts.add(format(
                "The load is open: each transaction has a time at which it is due, and one that is sent late counts from"
                        + " then. %d s of the same load before are not timed; sent, missing and twice count them too.",
                plan.warmUpSeconds()));
        facts.add(format(
                "Settings are those that `weir run` has when none is given; bundle %s with %d trees; profiles filled with"
                        + " %d days of a simulated bank of 20,000 accounts.",
                bundle, trees, plan.historyDays()));
        for (SteadyResult r : results) {
            facts.add(format(
                    "%s: stage two scored %.1f %%; handed to the producer late by %.1f ms at p99, %.1f ms at most.",
                    BenchCluster.name(r.delivery()),
                    100 * r.passShare(),
                    r.late().getValueAtPercentile(99) / 1000.0,
                    r.late().getMaxValue() / 1000.0));
        }
        return facts;
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
