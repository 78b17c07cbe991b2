package io.weir.cli;

import io.weir.catalogue.Catalogues;
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
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measure throughput and latency under a load, beside the floor. */
@Command(
        name = "load",
        description = {
            "Measure throughput and latency under a load, beside the floor.",
            "",
            "SCENARIO is a YAML file; load-tests/scenarios in the source has some. Broker, registry, generator and Weir run in this one process; each case gets a new cluster, in a folder of its own in .weir that is removed at the end. A rate is open: each transaction has a time at which it is due, and its latency is counted from then until a read_committed consumer has its decision, so a stall is charged to the system and not left out. A backlog is there before the system starts, and is timed until its last decision.",
            "",
            "The floor is Kafka Streams with Weir's hops, stores and sizes of records, which computes nothing.",
            "",
            "With --out it writes NAME.json, NAME.md and, for rates, NAME.svg after each case; NAME is the file's. Exit code 1 when a decision is missing or came twice."
        },
        footer = "  weir bench load load-tests/scenarios/latency.yaml --seconds 60 --out results/")
final class LoadCommand implements Callable<Integer> {

    private static final long SEED = 1;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(index = "0", paramLabel = "SCENARIO", description = "A YAML file.")
    private Path scenario;

    @Option(
            names = "--case",
            order = 1,
            paramLabel = "NAME",
            description = "Only the cases of this name. Default: all.")
    private @Nullable String only;

    @Option(
            names = "--seconds",
            converter = Converters.Positive.class,
            order = 2,
            paramLabel = "N",
            description = "How long a rate is timed. Default: as the scenario has it.")
    private @Nullable Integer seconds;

    @Option(
            names = "--bundle",
            order = 3,
            paramLabel = "BUNDLE",
            description = "The bundle that decides. Default: one trained on sixty days of the simulated bank.")
    private @Nullable Path bundle;

    @Option(
            names = "--out",
            order = 4,
            paramLabel = "DIR",
            description = "Directory for the result; made when it is not there. Default: none is written.")
    private @Nullable Path out;

    @Option(
            names = "--note",
            order = 5,
            paramLabel = "TEXT",
            description = "A sentence for the result, such as what else the machine was doing.")
    private @Nullable String note;

    @SuppressWarnings("NullAway.Init")
    LoadCommand() {}

    @Override
    public Integer call() throws IOException {
        Output output = common.output();
        LoadScenario read = LoadScenario.read(scenario);
        List<LoadCase> cases = read.cases().stream()
                .filter(load -> only == null || load.name().equals(only))
                .map(load -> load.withSeconds(seconds))
                .toList();
        if (cases.isEmpty()) {
            throw new UserException("scenario " + read.name() + " has no case \"" + only + "\"; allowed: "
                    + read.cases().stream().map(LoadCase::name).distinct().toList());
        }
        if (seconds != null && cases.get(0).shape() == LoadCase.Shape.DRAIN) {
            throw new UserException(
                    "--seconds is " + seconds + "; allowed: with a rate only, " + read.name() + " drains backlogs");
        }
        // Not where the system keeps temporary files, which may be memory: the broker's log belongs on a disk.
        Path directory = Files.createTempDirectory(Files.createDirectories(Path.of(".weir")), "bench-");
        try (CleanStop stop = CleanStop.register(Duration.ofSeconds(90))) {
            LoadReport report = measure(new LoadScenario(read.name(), read.about(), cases), directory, output, stop);
            report.show(output);
            return report.complete() ? ExitCode.OK : ExitCode.SOFTWARE;
        } finally {
            delete(directory);
        }
    }

    private LoadReport measure(LoadScenario chosen, Path directory, Output output, CleanStop stop) throws IOException {
        Instant now = Instant.now();
        Machine machine = Machine.now();
        BenchBank bank = BenchBank.until(now, SEED);
        Path file = bundle == null ? directory.resolve("champion.bundle") : bundle;
        if (bundle == null) {
            output.line("training on the simulated bank");
            bank.train(FeatureCatalogue.of(Catalogues.builtIn("standard")), file, output);
        }
        BundleFile trained = Trainer.read(file);
        String currency = trained.bundle().policy().currency();
        List<LoadFigures> figures = new ArrayList<>();
        int trees = trained.bundle().ensemble().treeCount();
        String version = BundleFile.version(Files.readAllBytes(file));
        LoadReport report = new LoadReport(chosen, now, machine, version, trees, note, figures);
        for (LoadCase load : chosen.cases()) {
            output.line("case %s, %s", load.name(), LoadCluster.name(load.delivery()));
            Path own = directory.resolve("case-" + figures.size());
            Instant end = load.shape() == LoadCase.Shape.DRAIN ? now.minus(LoadCluster.BACKLOG) : now;
            BenchBank paying = BenchBank.until(end, SEED).in(currency);
            figures.add(new LoadFigures(load, new LoadRun(load, paying, output, stop).run(file, own)));
            delete(own);
            // The next case may fail, and this one have taken an hour.
            write(report, output);
        }
        return report;
    }

    private void write(LoadReport report, Output output) throws IOException {
        if (out != null) {
            Files.createDirectories(out);
            output.line("written: %s in %s", String.join(", ", report.write(out)), out);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
