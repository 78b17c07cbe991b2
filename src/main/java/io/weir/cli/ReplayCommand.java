package io.weir.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Decide history again, with a bundle and a policy of your choice, without a broker. */
@Command(
        name = "replay",
        description = {
            "Decide history again, with a bundle and a policy of your choice, without a broker.",
            "",
            "The same code as live decides every transaction in order of event time, with labels as late as they came. It writes the decisions and what they would have cost."
        },
        footer = {"  weir replay --data transactions.csv.gz --mapping handbook --bundle champion.bundle --out replay/"})
@SuppressWarnings("UnusedVariable")
final class ReplayCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--bundle",
            required = true,
            order = 3,
            paramLabel = "BUNDLE",
            description = "The model bundle that decides.")
    private Path bundle;

    @Option(
            names = "--policy",
            order = 4,
            paramLabel = "FILE",
            description = "A policy (YAML) in place of the bundle's own.")
    private @Nullable Path policy;

    @Option(
            names = "--out",
            required = true,
            order = 5,
            paramLabel = "DIR",
            description = "Directory for the decisions and the report.")
    private Path out;

    @Override
    public Integer call() {
        throw new UserException("replay is not part of this build yet");
    }
}
