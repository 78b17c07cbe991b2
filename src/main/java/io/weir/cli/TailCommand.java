package io.weir.cli;

import io.weir.cli.settings.Settings;
import io.weir.stream.Topics;
import io.weir.wire.WireFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Print decisions, alerts or base rates as they come, one line each. */
@Command(
        name = "tail",
        description = {"Print decisions, alerts or base rates as they come, one line each."},
        footer = {"  weir tail alerts --follow"})
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
            converter = Converters.Count.class,
            order = 2,
            paramLabel = "N",
            description = "How many of the newest come first.")
    private int last = 10;

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Override
    public Integer call() throws IOException {
        Settings settings = cluster.settings();
        Topics topics = StreamWiring.topics(settings);
        Output output = common.output();
        try (CleanStop stop = CleanStop.register(Duration.ofSeconds(10));
                WireFormat wire = WireFormat.create(settings.registry().values());
                Consumer<String, byte[]> consumer = KafkaClients.consumer(settings)) {
            RecordPrinter printer = new RecordPrinter(wire, output);
            Tail tail = new Tail(consumer, entry -> printer.print(records, entry));
            tail.assign(name -> wanted(topics, name), name(topics));
            printer.header(records);
            tail.newest(last, stop::requested);
            if (follow) {
                tail.follow(stop::requested);
            }
            if (output.json()) {
                output.summary(printer.summary());
            }
            return printer.unreadable() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private boolean wanted(Topics topics, String name) {
        return records == Records.ALERTS ? name.startsWith(topics.alertsPrefix()) : name.equals(name(topics));
    }

    private String name(Topics topics) {
        return switch (records) {
            case DECISIONS -> topics.decisions();
            case ALERTS -> topics.alertsPrefix() + "<queue>";
            case BASE_RATES -> topics.baseRates();
        };
    }
}
