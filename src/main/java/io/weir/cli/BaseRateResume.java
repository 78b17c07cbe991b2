package io.weir.cli;

import io.weir.baserate.BaseRateCommand.Kind;
import io.weir.cli.OrderOptions.Order;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Follow the estimate again. */
@Command(
        name = "resume",
        description = {
            "Follow the estimate again.",
            "",
            "The estimate was followed on beside the command: the first window that closes after this has the rate that it would have had without one."
        },
        footer = "  weir base-rate resume --reason \"file has come\" --config weir.yaml")
final class BaseRateResume implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private OrderOptions order = new OrderOptions();

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Override
    public Integer call() throws IOException {
        order.place(cluster.settings(), common.output(), (book, costs, from) -> new Order(Kind.RESUME, 0, null));
        return ExitCode.OK;
    }
}
