package io.weir.cli;

import io.weir.baserate.BaseRateCommand.Kind;
import io.weir.cli.OrderOptions.Order;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Go back to the base rate of an earlier version. */
@Command(
        name = "rollback",
        description = {
            "Go back to the base rate of an earlier version.",
            "",
            "'weir base-rate show' lists versions. The rate that the version deployed holds until the next command."
        },
        footer = "  weir base-rate rollback --to 316 --reason \"reports of 31 July were wrong\" --config weir.yaml")
final class BaseRateRollback implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--to",
            required = true,
            converter = Converters.Positive.class,
            order = 1,
            paramLabel = "VERSION",
            description = "The version whose rate is to hold.")
    private int version;

    @Mixin
    private OrderOptions order = new OrderOptions();

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Override
    public Integer call() throws IOException {
        order.place(
                cluster.settings(),
                common.output(),
                (book, costs, from) ->
                        new Order(Kind.ROLLBACK, book.version(version).deployed(), Long.valueOf(version)));
        return ExitCode.OK;
    }
}
