package io.weir.cli;

import io.weir.cli.settings.Settings;
import io.weir.wire.WireFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publish a model bundle: every running instance decides with it from then on. */
@Command(
        name = "publish",
        description = {
            "Publish a model bundle: every running instance decides with it from then on.",
            "",
            "The bundle goes to the bundles topic under its slot; instances change over without a restart."
        },
        footer = {"  weir publish champion.bundle --slot champion --bootstrap localhost:9092"})
final class PublishCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "BUNDLE", description = "The bundle that 'weir train' wrote.")
    private Path bundle;

    @Option(names = "--slot", order = 1, paramLabel = "NAME", description = "The slot it goes to.")
    private String slot = "champion";

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = "--from",
            order = 2,
            paramLabel = "TIME",
            description =
                    "Event time from which it decides, such as 2018-08-01T00:00:00Z; the first bundle of a slot also decides what came before. Default: now.")
    private @Nullable Instant from;

    @Override
    public Integer call() throws IOException {
        byte[] content = BundlePublisher.read(bundle);
        Settings settings = cluster.settings();
        String topic = StreamWiring.topics(settings).bundles();
        Instant now = Instant.now();
        Instant effectiveFrom = from == null ? now : from;
        String version;
        try (WireFormat wire = WireFormat.create(settings.registry().values());
                Producer<String, byte[]> producer = KafkaClients.producer(settings)) {
            version = new BundlePublisher(producer, wire, topic).publish(content, slot, effectiveFrom, now);
        }
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("version", version);
        summary.put("slot", slot);
        summary.put("effective_from", effectiveFrom.toString());
        summary.put("topic", topic);
        common.output().summary(summary);
        return ExitCode.OK;
    }
}
