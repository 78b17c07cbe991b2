package io.weir.cli;

import io.weir.decision.Policy;
import io.weir.history.CsvWriter;
import io.weir.history.Row;
import io.weir.simulation.SimulationSettings;
import io.weir.simulation.Simulator;
import io.weir.training.BoostedTreesTrainer.Parameters;
import io.weir.transaction.LabelledTransaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Where a demo's transactions and its bundle come from: the user's, or ones made once and kept in its directory. */
final class DemoSource {

    private static final long SIMULATED_START =
            Instant.parse("2025-01-06T00:00:00Z").toEpochMilli();

    private final DemoOptions options;
    private final Output output;
    private final CleanStop stop;
    private final Path data;
    private final String mapping;

    DemoSource(DemoOptions options, Output output, CleanStop stop) throws IOException {
        this.options = options;
        this.output = output;
        this.stop = stop;
        this.data = options.data == null ? simulated() : options.data;
        this.mapping = Objects.requireNonNullElse(options.mapping, "weir");
    }

    private Path simulated() throws IOException {
        Path file = options.dataDir.resolve("simulated-" + options.seed + ".csv.gz");
        if (Files.exists(file)) {
            return file;
        }
        output.line("simulating ninety days of a small bank with a wave of fraud near the end (seed %d)", options.seed);
        Path part = options.dataDir.resolve("simulating.csv.gz");
        Simulator bank = new Simulator(SimulationSettings.demo(options.seed, SIMULATED_START));
        try (CsvWriter writer = CsvWriter.create(part, Simulator.NUMERIC, Simulator.CATEGORICAL)) {
            while (bank.hasNext()) {
                endIfStopped();
                writer.write(bank.next());
            }
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        return file;
    }

    /** Reads the file once more; bad rows also go to {@code rejects}. */
    HistoryFile open(Consumer<Row.Bad> rejects) {
        Path file = options.dataDir.resolve("rejects.csv");
        return HistoryFile.open(data, HistoryFile.mapping(mapping), file, output, rejects);
    }

    /** Reads the file once more, for a step before the stream: ends when asked to stop. */
    HistoryFile openUnlessStopped() {
        return open(bad -> {}).beforeEach(this::endIfStopped);
    }

    /** @throws UserException when asked to stop before the stream has started: there is nothing to sum up */
    void endIfStopped() {
        if (stop.requested()) {
            throw new UserException("stopped before the first decision");
        }
    }

    /** What this demo streams. */
    DemoPlan plan() throws IOException {
        LocalDate trainUntil = options.trainUntil;
        Path bundle = options.bundle;
        long decideFrom;
        if (trainUntil != null) {
            decideFrom = millis(trainUntil.plusDays(1));
        } else {
            decideFrom = bundle == null ? twoThirds() : 0;
        }
        return new DemoPlan(
                data.toAbsolutePath().normalize().toString(),
                mapping,
                Files.size(data),
                bundle == null ? "" : bundle.toAbsolutePath().normalize().toString(),
                options.features.name(),
                decideFrom - 1,
                decideFrom,
                options.seed,
                options.partitions);
    }

    /** The first midnight after two thirds of the time that the file covers. */
    private long twoThirds() {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        try (HistoryFile rows = openUnlessStopped()) {
            while (rows.hasNext()) {
                long time = rows.next().transaction().timeMillis();
                first = Math.min(first, time);
                last = Math.max(last, time);
            }
        }
        if (first > last) {
            throw new UserException(
                    data + " has no row that can be used; see " + options.dataDir.resolve("rejects.csv"));
        }
        Instant split = Instant.ofEpochMilli(first + (last - first) / 3 * 2);
        return split.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofDays(1)).toEpochMilli();
    }

    private static long millis(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    /** The bundle to decide with: the one given, the one trained by an earlier run, or one trained now. */
    Path bundle(DemoPlan plan) throws IOException {
        if (options.bundle != null) {
            return options.bundle;
        }
        Path file = options.dataDir.resolve("champion.bundle");
        if (!Files.exists(file)) {
            output.line("training on what was known by %s", Instant.ofEpochMilli(plan.trainUntilMillis()));
            try (HistoryFile history = openUnlessStopped()) {
                Policy policy = Policy.standard(currency());
                Map<String, Object> report = Trainer.train(
                        history,
                        new Trainer.Plan(
                                options.features.catalogue(),
                                data.getFileName().toString(),
                                policy,
                                Parameters.standard(plan.seed()),
                                Long.MIN_VALUE,
                                plan.trainUntilMillis(),
                                file));
                output.line("trained bundle " + report.get("version") + ": " + Table.shown(report.get("trees"))
                        + " trees on " + Table.shown(report.get("training_rows"))
                        + " transactions, average precision "
                        + Table.shown(report.get("held_out_average_precision")) + " on "
                        + Table.shown(report.get("held_out_rows")) + " later ones");
            }
        }
        return file;
    }

    private String currency() {
        try (HistoryFile rows = openUnlessStopped()) {
            LabelledTransaction first = rows.hasNext() ? rows.next() : null;
            return first == null ? "USD" : first.transaction().currency();
        }
    }
}
