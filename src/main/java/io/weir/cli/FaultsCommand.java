package io.weir.cli;

import io.weir.cli.faults.FaultBench;
import io.weir.cli.settings.Settings;
import io.weir.stream.StreamTopics;
import io.weir.transaction.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Break things while payments are decided, and count what is lost, doubled or different. */
@Command(
        name = "faults",
        description = {
            "Break things while payments are decided, and count what is lost, doubled or different.",
            "",
            "Brokers and instances of Weir are processes of their own. A simulated history of the past is decided once undisturbed, and then once for each fault: instances are killed, held and multiplied, brokers are killed, the registry goes away, a disk gets full, records, bundles and policies are broken. Afterwards each input must have one decision or one dead letter, each label its outcome, each decision the alert that it calls for and no other, and decisions and state must be those of the undisturbed run.",
            "",
            "With --out it writes faults.json and faults.md. Exit code 1 when anything was lost, doubled or different, and when a fault hit nothing."
        },
        footer = {"  weir bench faults --out results/", "  weir bench faults --only kill,broker --kills 5"})
final class FaultsCommand implements Callable<Integer> {

    /** Of the faults, for the help. */
    private static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return FaultBench.names().iterator();
        }
    }

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--only",
            split = ",",
            order = 1,
            paramLabel = "NAME",
            completionCandidates = Names.class,
            description = "Only these: ${COMPLETION-CANDIDATES}.")
    private List<String> only = List.of();

    @Option(
            names = "--kills",
            converter = Converters.Positive.class,
            order = 2,
            paramLabel = "N",
            description = "How often an instance is killed, in the fault of that name.")
    private int kills = 20;

    @Option(
            names = "--seed",
            order = 3,
            paramLabel = "S",
            description = "Of the history, and of the moments at which instances are killed.")
    private long seed = 1;

    @Option(
            names = "--brokers",
            converter = Converters.Positive.class,
            order = 4,
            paramLabel = "N",
            description = "Broker processes; topics have a replica on up to three of them.")
    private int brokers = 3;

    @Option(
            names = "--days",
            converter = Converters.Positive.class,
            order = 5,
            paramLabel = "N",
            description = "Days of history that are decided.")
    private int days = 24;

    @Option(
            names = "--per-day",
            converter = Converters.Positive.class,
            order = 6,
            paramLabel = "N",
            description = "Payments in each of them, about.")
    private int perDay = 450;

    @Option(
            names = "--out",
            order = 7,
            paramLabel = "DIR",
            description = "Directory for the result; made when it is not there. Default: none is written.")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        Output output = common.output();
        check();
        Logging.muteConnections();
        Logging.muteRetries();
        Machine machine = Machine.now();
        FaultBench.Plan plan = new FaultBench.Plan(only, kills, seed, brokers, days, perDay);
        // Not where the system keeps temporary files, which may be memory: the brokers' logs belong on a disk.
        Path directory = Files.createTempDirectory(
                Files.createDirectories(Path.of(".weir").toAbsolutePath()), "faults-");
        FaultBench bench = new FaultBench(plan, directory, FaultsCommand::createTopics, output::line);
        boolean clean = false;
        try {
            FaultsReport report = new FaultsReport(
                    machine, plan, bench.run(results -> write(new FaultsReport(machine, plan, results))));
            report.show(output);
            clean = report.isClean();
        } finally {
            if (!clean) {
                output.line("logs and data are in %s", directory);
            }
        }
        if (out != null) {
            output.line("written: faults.json and faults.md in %s", out);
        }
        if (!clean) {
            return ExitCode.SOFTWARE;
        }
        FaultBench.delete(directory);
        return ExitCode.OK;
    }

    /** After each fault: a run that is stopped has what it found. */
    private void write(FaultsReport report) throws IOException {
        if (out != null) {
            Files.createDirectories(out);
            report.write(out);
        }
    }

    private void check() {
        List<String> names = FaultBench.names();
        for (String name : only) {
            if (!names.contains(name)) {
                throw new UserException("fault \"" + name + "\" is unknown; " + Nearest.hint(name, names) + "allowed: "
                        + String.join(", ", names));
            }
        }
    }

    private static void createTopics(Path file) throws IOException {
        Settings settings = Settings.load(file);
        try (Admin admin = KafkaClients.admin(settings)) {
            new StreamTopics(StreamWiring.stream(settings), settings.topics().replicationFactor()).create(admin);
        }
    }
}
