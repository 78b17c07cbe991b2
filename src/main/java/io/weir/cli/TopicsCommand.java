package io.weir.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Create the topics that are missing, and check those that are there. */
@Command(
        name = "topics",
        description = {
            "Create the topics that are missing, and check those that are there.",
            "",
            "Fails when a topic that is there cannot do: labels and transactions with different numbers of partitions, a table that is not compacted."
        },
        footer = {"  weir topics --config weir.yaml", "  weir topics --check --bootstrap localhost:9092"})
@SuppressWarnings("UnusedVariable")
final class TopicsCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(names = "--check", order = 1, description = "Create nothing.")
    private boolean check;

    @Override
    public Integer call() {
        throw new UserException("topics is not part of this build yet");
    }
}
