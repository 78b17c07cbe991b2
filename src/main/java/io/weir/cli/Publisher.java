package io.weir.cli;

import io.weir.baserate.BaseRateCommand;
import io.weir.decision.Policy;
import io.weir.stream.Topics;
import io.weir.training.BundleFile;
import io.weir.wire.PublishedBundle;
import io.weir.wire.PublishedPolicy;
import io.weir.wire.WireFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Puts bundles, policies and commands on their topics, keyed by slot, policy id or segment, and effective time. */
final class Publisher {

    private final Producer<String, byte[]> producer;
    private final WireFormat wire;
    private final Topics topics;

    Publisher(Producer<String, byte[]> producer, WireFormat wire, Topics topics) {
        this.producer = producer;
        this.wire = wire;
        this.topics = topics;
    }

    /**
     * Reads a bundle file, and so proves it, before anybody else has to.
     *
     * @throws UserException when it is no bundle that this version can use
     */
    static byte[] read(Path file) throws IOException {
        try {
            byte[] content = BundleFile.content(file);
            BundleFile.read(content);
            return content;
        } catch (IllegalArgumentException e) {
            throw new UserException(file + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** Publishes a bundle and waits until the brokers have it; returns its version. */
    String bundle(byte[] content, String slot, Instant effectiveFrom, Instant now) {
        String version = BundleFile.version(content);
        PublishedBundle bundle = new PublishedBundle(
                slot, version, sha256(content), effectiveFrom.toEpochMilli(), now.toEpochMilli(), content);
        send(topics.bundles(), slot, effectiveFrom, wire.bundle(topics.bundles(), bundle));
        return version;
    }

    /** Publishes a policy and waits until the brokers have it. */
    void policy(Policy policy, Instant effectiveFrom) {
        PublishedPolicy published = new PublishedPolicy(policy, effectiveFrom.toEpochMilli());
        send(topics.policies(), policy.id(), effectiveFrom, wire.policy(topics.policies(), published));
    }

    /** Publishes a command for the base rate and waits until the brokers have it. */
    void command(BaseRateCommand command) {
        Instant effectiveFrom = Instant.ofEpochMilli(command.effectiveFromMillis());
        byte[] value = wire.baseRateCommand(topics.baseRateCommands(), command);
        send(topics.baseRateCommands(), command.segment(), effectiveFrom, value);
    }

    private void send(String topic, String name, Instant effectiveFrom, byte[] value) {
        String key = name + '|' + String.format(Locale.ROOT, "%013d", effectiveFrom.toEpochMilli());
        try {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        } catch (ExecutionException e) {
            throw new KafkaException("topic " + topic + ": the record could not be sent", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while a record was sent to topic " + topic, e);
        }
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
