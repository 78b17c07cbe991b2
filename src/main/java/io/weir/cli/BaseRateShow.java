package io.weir.cli;

import io.weir.baserate.BaseRateNow;
import io.weir.cli.settings.Settings;
import io.weir.wire.WireFormat;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What holds of the base rate now, and the versions before it. */
@Command(
        name = "show",
        description = {
            "What holds of the base rate now, with the evidence behind it, and the newest versions.",
            "",
            "Of the whole traffic; 'weir tail base-rates' prints segments too. With --json it is one object with everything."
        },
        footer = "  weir base-rate show --last 20 --config weir.yaml")
final class BaseRateShow implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--last",
            converter = Converters.Count.class,
            order = 1,
            paramLabel = "N",
            description = "How many of the newest versions, and of the newest commands, are listed.")
    private int last = 10;

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Override
    public Integer call() throws IOException {
        Settings settings = cluster.settings();
        Output output = common.output();
        BaseRateBook book;
        try (WireFormat wire = WireFormat.create(settings.registry().values());
                Consumer<String, byte[]> consumer = KafkaClients.consumer(settings)) {
            book = BaseRateBook.read(consumer, wire, StreamWiring.topics(settings));
        }
        long now = Instant.now().toEpochMilli();
        if (output.json()) {
            output.summary(summary(book, now));
        } else {
            BaseRateLines.of(book, now, last).forEach(output::line);
        }
        return ExitCode.OK;
    }

    private Map<String, @Nullable Object> summary(BaseRateBook book, long now) {
        BaseRateNow inForce = book.at(now);
        Map<String, @Nullable Object> summary = new LinkedHashMap<>();
        summary.put("at", Instant.ofEpochMilli(now).toString());
        summary.put("world", inForce.world());
        summary.put("stale", inForce.isStale(now));
        summary.put("in_force", inForce.version());
        summary.put("command", inForce.ordered() == null ? null : inForce.command());
        summary.put("versions", book.newest(last));
        summary.put("commands", book.newestCommands(last));
        return summary;
    }
}
