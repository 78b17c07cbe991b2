package io.weir.cli;

import io.weir.cli.settings.PassThrough;
import io.weir.cli.settings.Settings;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Clients outside the stream: what the settings say goes before the defaults here. */
final class KafkaClients {

    private KafkaClients() {}

    /** Gives up after 15 seconds without an answer. */
    static Admin admin(Settings settings) {
        return Admin.create(properties(
                settings,
                settings.kafka().admin(),
                Map.of("default.api.timeout.ms", "15000", "request.timeout.ms", "10000")));
    }

    /** Loses nothing and repeats nothing; a bundle fits. */
    static Map<String, Object> producerSettings(Settings settings) {
        return properties(
                settings,
                settings.kafka().producer(),
                Map.of(
                        "acks", "all",
                        "max.block.ms", "15000",
                        "max.request.size", String.valueOf(32 << 20)));
    }

    static Producer<String, byte[]> producer(Settings settings) {
        return new KafkaProducer<>(producerSettings(settings), new StringSerializer(), new ByteArraySerializer());
    }

    /** Without a group; sees what is committed. */
    static Consumer<String, byte[]> consumer(Settings settings) {
        return new KafkaConsumer<>(
                properties(
                        settings,
                        settings.kafka().consumer(),
                        Map.of(
                                "isolation.level", "read_committed",
                                "enable.auto.commit", "false",
                                "allow.auto.create.topics", "false",
                                "auto.offset.reset", "earliest",
                                "default.api.timeout.ms", "15000")),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    private static Map<String, Object> properties(Settings settings, PassThrough kind, Map<String, String> defaults) {
        Map<String, Object> all = settings.kafka().properties(kind);
        defaults.forEach(all::putIfAbsent);
        return all;
    }
}
