package io.weir.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Train a model bundle on history. */
@Command(
        name = "train",
        description = {
            "Train a model bundle on history.",
            "",
            "Features are computed as of each transaction, by the code that computes them live; labels count only once they were known. The bundle carries the models, the calibration, the policy and where it came from."
        },
        footer = {"  weir train --data transactions.csv.gz --mapping handbook --to 2018-07-31 --out champion.bundle"})
@SuppressWarnings("UnusedVariable")
final class TrainCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--from",
            order = 3,
            paramLabel = "DATE",
            description = "First day (UTC) to learn from; earlier days only warm the profiles.")
    private @Nullable LocalDate from;

    @Option(names = "--to", order = 4, paramLabel = "DATE", description = "Last day (UTC) to learn from.")
    private @Nullable LocalDate to;

    @Option(names = "--seed", order = 5, paramLabel = "N", description = "Seed of everything drawn in training.")
    private long seed = 1;

    @Option(names = "--out", required = true, order = 6, paramLabel = "BUNDLE", description = "The bundle to write.")
    private Path out;

    @Override
    public Integer call() {
        throw new UserException("train is not part of this build yet");
    }
}
