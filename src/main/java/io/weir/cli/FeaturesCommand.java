package io.weir.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Write point-in-time features of history to a CSV file. */
@Command(
        name = "features",
        description = {
            "Write point-in-time features of history to a CSV file.",
            "",
            "One row for a transaction, with what was known just before it, by the code that decides live. Under the handbook mapping the columns carry the names published with it, TRANSACTION_ID first."
        },
        footer = {"  weir features --data transactions.csv.gz --mapping handbook --out features.csv"})
@SuppressWarnings("UnusedVariable")
final class FeaturesCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--out",
            required = true,
            order = 3,
            paramLabel = "FILE",
            description = "The CSV file to write; gzipped when its name ends in .gz.")
    private Path out;

    @Override
    public Integer call() {
        throw new UserException("features is not part of this build yet");
    }
}
