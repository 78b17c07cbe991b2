package io.weir.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Print decisions, alerts or base rates as they come, one line each. */
@Command(
        name = "tail",
        description = {"Print decisions, alerts or base rates as they come, one line each."},
        footer = {"  weir tail alerts --follow"})
@SuppressWarnings("UnusedVariable")
final class TailCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    /** What can be printed. */
    enum Records {
        DECISIONS,
        ALERTS,
        BASE_RATES
    }

    @Parameters(paramLabel = "RECORDS", description = "decisions, alerts or base-rates.")
    private Records records;

    @Option(names = "--follow", order = 1, description = "Go on with what comes, until Ctrl-C.")
    private boolean follow;

    @Option(
            names = "--last",
            order = 2,
            paramLabel = "N",
            description = "How many of the newest in each partition to begin with.")
    private int last = 10;

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Override
    public Integer call() {
        throw new UserException("tail is not part of this build yet");
    }
}
