package io.weir.cli;

import io.weir.training.BundleFile;
import io.weir.wire.PublishedBundle;
import io.weir.wire.WireFormat;
import java.io.IOException;
import java.nio.file.Files;
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

/** Puts model bundles on the bundles topic, keyed by slot and effective time. */
final class BundlePublisher {

    private final Producer<String, byte[]> producer;
    private final WireFormat wire;
    private final String topic;

    BundlePublisher(Producer<String, byte[]> producer, WireFormat wire, String topic) {
        this.producer = producer;
        this.wire = wire;
        this.topic = topic;
    }

    /**
     * Reads a bundle file, and so proves it, before anybody else has to.
     *
     * @throws UserException when it is no bundle that this version can use
     */
    static byte[] read(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        try {
            BundleFile.read(content);
        } catch (IllegalArgumentException e) {
            throw new UserException(file + " cannot be used: " + e.getMessage(), e);
        }
        return content;
    }

    /** Publishes a bundle and waits until the brokers have it; returns its version. */
    String publish(byte[] content, String slot, Instant effectiveFrom, Instant now) {
        String version = BundleFile.version(content);
        PublishedBundle bundle = new PublishedBundle(
                slot, version, sha256(content), effectiveFrom.toEpochMilli(), now.toEpochMilli(), content);
        String key = slot + '|' + String.format(Locale.ROOT, "%013d", effectiveFrom.toEpochMilli());
        try {
            producer.send(new ProducerRecord<>(topic, key, wire.bundle(topic, bundle)))
                    .get();
        } catch (ExecutionException e) {
            throw new KafkaException("the bundle could not be sent", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while the bundle was sent", e);
        }
        return version;
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
