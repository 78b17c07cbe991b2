package io.weir.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a demo streams, how fast, and where it keeps it. */
final class DemoOptions {

    @Option(
            names = "--data",
            order = 1,
            paramLabel = "FILE",
            description = "Transactions, CSV or CSV.gz, in place of the simulated bank.")
    @Nullable
    Path data;

    @Option(
            names = "--mapping",
            order = 2,
            paramLabel = "NAME|FILE",
            description = "How its columns are read: weir (the default), handbook, or a YAML file of your own.")
    @Nullable
    String mapping;

    @Mixin
    FeatureOptions features = new FeatureOptions();

    @Option(
            names = "--train-until",
            order = 3,
            paramLabel = "DATE",
            description = "Last day (UTC) to train on; later days are decided. Default: the first two thirds.")
    @Nullable
    LocalDate trainUntil;

    @Option(
            names = "--bundle",
            order = 4,
            paramLabel = "BUNDLE",
            description = "Decide with this bundle and train none; without --train-until every day is decided.")
    @Nullable
    Path bundle;

    @Option(
            names = "--speed",
            converter = Converters.NotNegative.class,
            order = 5,
            paramLabel = "N",
            description = "How many times faster than the recorded time; 0: as fast as it goes.")
    double speed;

    @Option(
            names = "--partitions",
            order = 6,
            converter = Converters.Positive.class,
            paramLabel = "N",
            description = "Partitions of transactions, and of every hop behind them.")
    int partitions = 2;

    @Option(names = "--seed", order = 7, paramLabel = "N", description = "Seed of the simulated bank and of training.")
    long seed = 1;

    @Option(
            names = "--port",
            order = 8,
            paramLabel = "PORT",
            converter = Converters.Port.class,
            description = "HTTP port of /metrics, /healthz and /readyz on 127.0.0.1; 0: a free one.")
    int port;

    @Option(
            names = "--data-dir",
            order = 9,
            paramLabel = "DIR",
            description =
                    "Where broker, stores, model and log are kept; at the end every version of the base rate (base-rates.csv).")
    Path dataDir = Path.of(".weir");

    @Option(
            names = "--decisions",
            order = 10,
            description = "Write the decisions to the data directory too (decisions.csv.gz), as 'weir replay' does.")
    boolean decisions;

    @Option(
            names = "--until-done",
            order = 11,
            description =
                    "End when every transaction is decided and every label joined, in place of going on until Ctrl-C.")
    boolean untilDone;
}
