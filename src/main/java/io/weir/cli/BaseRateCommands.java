package io.weir.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** See the base rate of fraud that decisions use, and take it into your own hands. */
@Command(
        name = "base-rate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            BaseRateShow.class,
            BaseRateFreeze.class,
            BaseRateOverride.class,
            BaseRateRollback.class,
            BaseRateResume.class
        },
        description = {
            "See the base rate of fraud that decisions use, and take it into your own hands.",
            "",
            "A command holds for all traffic from an event time on, until the next one. Every decision that follows it carries its id."
        },
        footer = {
            "  weir base-rate show --config weir.yaml",
            "  weir base-rate freeze --reason \"chargeback file is late\" --config weir.yaml"
        })
final class BaseRateCommands implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "which one? allowed: " + String.join(", ", spec.subcommands().keySet()));
    }
}
