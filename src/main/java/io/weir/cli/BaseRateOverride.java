package io.weir.cli;

import io.weir.baserate.BaseRateCommand.Kind;
import io.weir.cli.OrderOptions.Order;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Decide with a base rate of your own. */
@Command(
        name = "override",
        description = {
            "Decide with a base rate of your own.",
            "",
            "It is not bounded by base-rate.max-shift, nor limited in how far it moves at once. It needs --reason."
        },
        footer = "  weir base-rate override --rate 0.012 --reason \"breach at a merchant\" --config weir.yaml")
final class BaseRateOverride implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--rate",
            required = true,
            converter = Converters.Rate.class,
            order = 1,
            paramLabel = "RATE",
            description = "Share of the payments that is fraud, such as 0.012.")
    private double rate;

    @Mixin
    private OrderOptions order = new OrderOptions();

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Override
    public Integer call() throws IOException {
        if (!order.hasReason()) {
            throw new ParameterException(
                    command.commandLine(), "--reason=TEXT is needed: who reads the decisions later will ask for it");
        }
        order.place(cluster.settings(), common.output(), (book, costs, from) -> new Order(Kind.OVERRIDE, rate, null));
        return ExitCode.OK;
    }
}
