package io.weir.cli;

import io.weir.catalogue.Catalogues;
import io.weir.cli.settings.Settings;
import io.weir.feature.FeatureCatalogue;
import io.weir.training.BundleFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measure how long decisions take at a steady rate. */
@Command(
        name = "steady",
        description = {
            "Measure how long decisions take at a steady rate.",
            "",
            "Broker, registry, generator and Weir, with the settings that 'weir run' has when none is given, run in this one process. The load is open: each transaction has a time at which it is due, and its latency is counted from then until its decision is seen by a read_committed consumer, so a stall is charged to the system and not left out. Each delivery gets a new cluster, in a folder of its own in .weir that is removed at the end.",
            "",
            "With --out it writes steady.json, steady.md and steady.svg. Exit code 1 when a decision is missing or came twice."
        },
        footer = "  weir bench steady --rate 1000 --seconds 60 --out results/")
final class SteadyCommand implements Callable<Integer> {

    /** Which deliveries are measured. */
    enum Deliveries {
        BOTH,
        EXACTLY_ONCE,
        AT_LEAST_ONCE;

        private List<Settings.Delivery> each() {
            return switch (this) {
                case BOTH -> List.of(Settings.Delivery.values());
                case EXACTLY_ONCE -> List.of(Settings.Delivery.EXACTLY_ONCE);
                case AT_LEAST_ONCE -> List.of(Settings.Delivery.AT_LEAST_ONCE);
            };
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final long SEED = 1;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--rate",
            converter = Converters.Positive.class,
            order = 1,
            paramLabel = "N",
            description = "Transactions a second.")
    private int rate = 1000;

    @Option(
            names = "--seconds",
            converter = Converters.Positive.class,
            order = 2,
            paramLabel = "N",
            description = "How long is timed.")
    private int seconds = 60;

    @Option(
            names = "--warm-up",
            converter = Converters.Count.class,
            order = 3,
            paramLabel = "N",
            description = "Seconds of the same load before, not timed.")
    private int warmUp = 20;

    @Option(
            names = "--delivery",
            order = 4,
            paramLabel = "NAME",
            description = "exactly-once, at-least-once, or both in turn.")
    private Deliveries delivery = Deliveries.BOTH;

    @Option(
            names = "--history-days",
            converter = Converters.Count.class,
            order = 5,
            paramLabel = "N",
            description = "Days of history that fill the profiles before the load, of 3,000 transactions each.")
    private int historyDays = 38;

    @Option(
            names = "--bundle",
            order = 6,
            paramLabel = "BUNDLE",
            description = "The bundle that decides. Default: one trained on sixty days of the simulated bank.")
    private @Nullable Path bundle;

    @Option(
            names = "--out",
            order = 7,
            paramLabel = "DIR",
            description = "Directory for the result; made when it is not there. Default: none is written.")
    private @Nullable Path out;

    @Option(
            names = "--note",
            order = 8,
            paramLabel = "TEXT",
            description = "A sentence for the result, such as what else the machine was doing.")
    private @Nullable String note;

    @Override
    public Integer call() throws IOException {
        Output output = common.output();
        SteadyPlan plan = new SteadyPlan(rate, seconds, warmUp, historyDays);
        // Not where the system keeps temporary files, which may be memory: the broker's log belongs on a disk.
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of(".weir")), "bench-");
        try (CleanStop stop = CleanStop.register(Duration.ofSeconds(90))) {
            SteadyReport report = measure(plan, directory, output, stop);
            report.show(output);
            if (out != null) {
                Files.createDirectories(out);
                report.write(out);
                output.line("written: steady.json, steady.md and steady.svg in %s", out);
            }
            return report.complete() ? ExitCode.OK : ExitCode.SOFTWARE;
        } finally {
            delete(directory);
        }
    }

    private SteadyReport measure(SteadyPlan plan, Path directory, Output output, CleanStop stop) throws IOException {
        Instant now = Instant.now();
        Machine machine = Machine.now();
        BenchBank bank = BenchBank.until(now, SEED);
        Path file = bundle == null ? directory.resolve("champion.bundle") : bundle;
        if (bundle == null) {
            output.line("training on the simulated bank");
            bank.train(FeatureCatalogue.of(Catalogues.builtIn("standard")), file, output);
        }
        BundleFile read = Trainer.read(file);
        String currency = read.bundle().policy().currency();
        SteadyRun run = new SteadyRun(plan, bank.in(currency), output, stop);
        List<SteadyResult> results = new ArrayList<>();
        for (Settings.Delivery each : delivery.each()) {
            results.add(run.run(each, file, directory.resolve(BenchCluster.name(each))));
        }
        int trees = read.bundle().ensemble().treeCount();
        String version = BundleFile.version(Files.readAllBytes(file));
        return new SteadyReport(plan, now, machine, version, trees, note, results);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
