package io.weir.cli;

import io.weir.cli.settings.PolicyFile;
import io.weir.cli.settings.Settings;
import io.weir.decision.Policy;
import io.weir.stream.Topics;
import io.weir.wire.WireFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publish a model bundle or a policy: every running instance decides with it from then on. */
@Command(
        name = "publish",
        description = {
            "Publish a model bundle or a policy: every running instance decides with it from then on.",
            "",
            "A bundle goes to the bundles topic under its slot, a policy to the policies topic under its id; instances change over without a restart. A policy takes the place of the bundle's own where it has the id that decide.policy names."
        },
        footer = {
            "  weir publish champion.bundle --slot champion --bootstrap localhost:9092",
            "  weir publish --policy policy.yaml --from 2018-08-01T00:00:00Z --bootstrap localhost:9092"
        })
final class PublishCommand implements Callable<Integer> {

    private static final String SLOT = "[a-z][a-z0-9-]{0,31}";

    @Spec
    private CommandSpec command;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "BUNDLE", arity = "0..1", description = "The bundle that 'weir train' wrote.")
    private @Nullable Path bundle;

    @Option(names = "--policy", order = 1, paramLabel = "FILE", description = "A policy (YAML), in place of a bundle.")
    private @Nullable Path policy;

    @Option(
            names = "--slot",
            order = 2,
            paramLabel = "NAME",
            description = "The slot that a bundle goes to (default: champion, the one that decides).")
    private @Nullable String slot;

    @Option(
            names = "--from",
            order = 3,
            paramLabel = "TIME",
            description =
                    "Event time from which it decides, such as 2018-08-01T00:00:00Z; the first bundle of a slot also decides what came before. Default: now.")
    private @Nullable Instant from;

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Override
    public Integer call() throws IOException {
        if (slot != null && !slot.matches(SLOT)) {
            throw usage("--slot is '" + slot + "'; allowed: a lower-case letter, then up to 31 of a-z, 0-9 and -");
        }
        Instant effectiveFrom = from == null ? Instant.now() : from;
        Map<String, Object> summary;
        if (bundle != null && policy == null) {
            summary = publish(bundle, slot == null ? Champions.SLOT : slot, effectiveFrom);
        } else if (policy != null && bundle == null && slot == null) {
            summary = publish(policy, effectiveFrom);
        } else {
            throw usage("exactly one of BUNDLE and --policy=FILE is needed, and --slot only goes with BUNDLE");
        }
        common.output().summary(summary);
        return ExitCode.OK;
    }

    private ParameterException usage(String problem) {
        return new ParameterException(command.commandLine(), problem);
    }

    private Map<String, Object> publish(Path file, String slotName, Instant effectiveFrom) throws IOException {
        byte[] content = Publisher.read(file);
        Settings settings = cluster.settings();
        Topics topics = StreamWiring.topics(settings);
        Map<String, Object> summary = new LinkedHashMap<>();
        try (WireFormat wire = WireFormat.create(settings.registry().values());
                Producer<String, byte[]> producer = KafkaClients.producer(settings)) {
            Publisher publisher = new Publisher(producer, wire, topics);
            summary.put("version", publisher.bundle(content, slotName, effectiveFrom, Instant.now()));
        }
        summary.put("slot", slotName);
        summary.put("effective_from", effectiveFrom.toString());
        summary.put("topic", topics.bundles());
        return summary;
    }

    private Map<String, Object> publish(Path file, Instant effectiveFrom) throws IOException {
        Policy read = PolicyFile.read(file);
        Settings settings = cluster.settings();
        List<String> queues = settings.topics().queues();
        for (String queue : read.queues()) {
            if (!queues.contains(queue)) {
                throw new UserException(file + " names queue " + queue + "; allowed: those of topics.queues, which are "
                        + String.join(", ", queues) + " here");
            }
        }
        Topics topics = StreamWiring.topics(settings);
        try (WireFormat wire = WireFormat.create(settings.registry().values());
                Producer<String, byte[]> producer = KafkaClients.producer(settings)) {
            new Publisher(producer, wire, topics).policy(read, effectiveFrom);
        }
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("policy", read.id());
        summary.put("version", read.version());
        summary.put("effective_from", effectiveFrom.toString());
        summary.put("topic", topics.policies());
        return summary;
    }
}
