package io.weir.cli;

import io.weir.cli.settings.Settings;
import io.weir.decision.Decision;
import io.weir.stream.Topics;
import io.weir.transaction.InvalidRecordException;
import io.weir.wire.WireFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Compute logged decisions again from their records. */
@Command(
        name = "verify",
        description = {
            "Compute logged decisions again from their records.",
            "",
            "A decision carries its transaction, its features, the base rate in force and the versions of bundle and policy. These are taken as they are, and give all else again but the reasons: scores, probability, thresholds, action, queue and money, which have to be equal in every bit. Bundles and policies are those on the topics. Exit code 1 when a decision differs, or none could be verified."
        },
        footer = "  weir verify --config weir.yaml")
final class VerifyCommand implements Callable<Integer> {

    private static final int SHOWN = 10;
    private static final Duration POLL = Duration.ofMillis(250);

    @Mixin
    private CommonOptions common = new CommonOptions();

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
            DecisionVerifier verifier = published(consumer, wire, topics);
            read(consumer, topics.decisions(), record -> verify(verifier, wire, record, output), stop);
            output.summary(verifier.summary());
            return verifier.different() > 0 || verifier.isVain() || stop.requested() ? ExitCode.SOFTWARE : ExitCode.OK;
        }
    }

    private static DecisionVerifier published(Consumer<String, byte[]> consumer, WireFormat wire, Topics topics) {
        DecisionVerifier verifier = new DecisionVerifier();
        TopicTable.read(consumer, topics.bundles())
                .forEach(
                        (key, value) -> verifier.take(() -> verifier.bundle(wire.readBundle(topics.bundles(), value))));
        TopicTable.read(consumer, topics.policies())
                .forEach((key, value) ->
                        verifier.take(() -> verifier.policy(wire.readPolicy(topics.policies(), value))));
        return verifier;
    }

    private static void verify(
            DecisionVerifier verifier, WireFormat wire, ConsumerRecord<String, byte[]> record, Output output) {
        Decision decision;
        try {
            decision = wire.readDecision(record.topic(), record.value()).decision();
        } catch (InvalidRecordException e) {
            verifier.unreadable(String.valueOf(e.getMessage()));
            return;
        }
        List<String> fields = verifier.verify(decision);
        if (!fields.isEmpty() && verifier.different() <= SHOWN) {
            output.line(
                    "%s differs in %s (partition %d, offset %d)",
                    decision.transaction().id(), String.join(", ", fields), record.partition(), record.offset());
        }
    }

    /** All that is there now, oldest first of each partition. */
    private static void read(
            Consumer<String, byte[]> consumer,
            String topic,
            java.util.function.Consumer<ConsumerRecord<String, byte[]>> sink,
            CleanStop stop) {
        new Tail(consumer, sink).assign(topic::equals, topic);
        consumer.seekToBeginning(consumer.assignment());
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (!stop.requested()
                && ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(sink);
        }
    }
}
