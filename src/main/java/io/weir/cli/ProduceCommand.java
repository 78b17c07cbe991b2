package io.weir.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Send history to Kafka as transactions and labels. */
@Command(
        name = "produce",
        description = {
            "Send history to Kafka as transactions and labels.",
            "",
            "Each label follows its transaction as late, in event time, as it became known."
        },
        footer = {"  weir produce --data transactions.csv.gz --mapping handbook --rate 2000 --bootstrap localhost:9092"
        })
@SuppressWarnings("UnusedVariable")
final class ProduceCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--rate",
            converter = Converters.NotNegative.class,
            order = 3,
            paramLabel = "N",
            description = "Transactions a second; 0: as fast as they go.")
    private double rate;

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Override
    public Integer call() {
        throw new UserException("produce is not part of this build yet");
    }
}
