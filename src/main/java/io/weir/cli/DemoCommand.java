package io.weir.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Run everything in one process: broker, registry, a simulated bank, training, decisions. */
@Command(
        name = "demo",
        description = {
            "Run everything in one process: broker, registry, a simulated bank, training, decisions.",
            "",
            "With --data it streams a file of yours in place of the simulated bank: it trains on the part before --train-until and decides the rest, each label arriving as late as it did then.",
            "",
            "Ctrl-C ends it cleanly. Started again with the same --data-dir it goes on where it stopped."
        },
        footer = {
            "  weir demo",
            "  weir demo --data transactions.csv.gz --mapping handbook \\",
            "      --train-until 2018-07-31 --until-done --json"
        })
@SuppressWarnings("UnusedVariable")
final class DemoCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--data",
            order = 1,
            paramLabel = "FILE",
            description = "Transactions, CSV or CSV.gz, in place of the simulated bank.")
    private @Nullable Path data;

    @Option(
            names = "--mapping",
            order = 2,
            paramLabel = "NAME|FILE",
            description = "How its columns are read: weir, handbook, or a YAML file of your own.")
    private String mapping = "weir";

    @Option(
            names = "--train-until",
            order = 3,
            paramLabel = "DATE",
            description = "Last day (UTC) to train on; later days are decided. Default: the first two thirds.")
    private @Nullable LocalDate trainUntil;

    @Option(
            names = "--speed",
            converter = Converters.NotNegative.class,
            order = 4,
            paramLabel = "N",
            description = "How many times faster than the recorded time; 0: as fast as it goes.")
    private double speed;

    @Option(names = "--seed", order = 5, paramLabel = "N", description = "Seed of the simulated bank and of training.")
    private long seed = 1;

    @Option(
            names = "--port",
            order = 6,
            paramLabel = "PORT",
            converter = Converters.Port.class,
            description = "HTTP port of /metrics, /healthz and /readyz on 127.0.0.1; 0: a free one.")
    private int port = 8080;

    @Option(
            names = "--data-dir",
            order = 7,
            paramLabel = "DIR",
            description = "Where broker, stores, model and log are kept.")
    private Path dataDir = Path.of(".weir");

    @Option(
            names = "--until-done",
            order = 8,
            description =
                    "End when every transaction is decided and every label joined, in place of going on until Ctrl-C.")
    private boolean untilDone;

    @Override
    public Integer call() {
        throw new UserException("demo is not part of this build yet");
    }
}
