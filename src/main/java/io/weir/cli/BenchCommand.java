package io.weir.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measure Weir on this machine. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            LoadCommand.class,
            ForestCommand.class,
            DriftCommand.class,
            FaultsCommand.class,
            BrokerCommand.class
        },
        description = {
            "Measure Weir on this machine.",
            "",
            "load-tests/ in the source keeps results, and a script that writes them."
        },
        footer = {
            "  weir bench load load-tests/scenarios/latency.yaml",
            "  weir bench forest --data adbench/",
            "  weir bench drift --out results/",
            "  weir bench faults --out results/"
        })
final class BenchCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "which measurement? allowed: "
                        + String.join(", ", spec.subcommands().keySet()));
    }
}
