package io.weir.cli;

import io.weir.baserate.BaseRateCommand.Kind;
import io.weir.baserate.BaseRateNow;
import io.weir.cli.OrderOptions.Order;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Keep the base rate that is in force. */
@Command(
        name = "freeze",
        description = {
            "Keep the base rate that is in force.",
            "",
            "The rate is looked up at that event time and goes with the command, so that later versions do not move it. Segments decide with it too."
        },
        footer = "  weir base-rate freeze --reason \"chargeback file is late\" --config weir.yaml")
final class BaseRateFreeze implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private OrderOptions order = new OrderOptions();

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Override
    public Integer call() throws IOException {
        order.place(
                cluster.settings(),
                common.output(),
                (book, costs, from) -> new Order(Kind.FREEZE, rate(book, costs, from), null));
        return ExitCode.OK;
    }

    private static double rate(BaseRateBook book, @Nullable CostsInForce costs, long from) {
        if (from > System.currentTimeMillis()) {
            throw new UserException("--from is " + Instant.ofEpochMilli(from)
                    + ", which is to come, and what will be in force then is not known; to order a rate for later, name it:"
                    + " weir base-rate override --rate");
        }
        BaseRateNow now = book.at(from);
        Double rate = BaseRateChange.rate(now, costs);
        if (rate == null || (now.ordered() == null && now.version() == null)) {
            throw new UserException("no version of the base rate is in force at " + Instant.ofEpochMilli(from)
                    + ": the champion's own holds; to keep a rate, name it: weir base-rate override --rate");
        }
        return rate;
    }
}
