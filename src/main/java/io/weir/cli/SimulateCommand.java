package io.weir.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Write a simulated bank's transactions, with fraud in them, to a CSV file. */
@Command(
        name = "simulate",
        description = {
            "Write a simulated bank's transactions, with fraud in them, to a CSV file.",
            "",
            "Customers, merchants and fraud schemes are drawn from a seed: the same seed gives the same file. The mapping to read it with is weir."
        },
        footer = {"  weir simulate --out bank.csv.gz"})
@SuppressWarnings("UnusedVariable")
final class SimulateCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--out",
            required = true,
            order = 1,
            paramLabel = "FILE",
            description = "The CSV file to write; gzipped when its name ends in .gz.")
    private Path out;

    @Option(names = "--seed", order = 2, paramLabel = "N", description = "Seed of everything drawn.")
    private long seed = 1;

    @Override
    public Integer call() {
        throw new UserException("simulate is not part of this build yet");
    }
}
