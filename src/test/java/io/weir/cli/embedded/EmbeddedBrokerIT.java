package io.weir.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {

    private static final String TOPIC = "bundles";

    @TempDir
    Path dataDir;

    @Test
    void broker_restartedOnItsDirectory_keepsRecordsOfMegabytesAndTakesAnotherPort() throws Exception {
        byte[] bundle = new byte[20 * 1024 * 1024];
        bundle[bundle.length - 1] = 42;
        String first;
        try (EmbeddedBroker broker = EmbeddedBroker.start(dataDir, 0)) {
            first = broker.bootstrapServers();
            createTopic(first);
            write(first, bundle);
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(dataDir, 0)) {
            assertThat(broker.bootstrapServers()).startsWith("127.0.0.1:").isNotEqualTo(first);
            assertThat(read(broker.bootstrapServers())).isEqualTo(bundle);
        }
    }

    @Test
    void start_ofSecondBrokerOnTheSameDirectoryOrPort_saysWhatIsTaken() throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(dataDir, 0)) {
            assertThatThrownBy(() -> EmbeddedBroker.start(dataDir, 0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("in use by another process");
        }
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            assertThatThrownBy(() -> EmbeddedBroker.start(dataDir, taken.getLocalPort()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("port " + taken.getLocalPort());
        }
    }

    @Test
    void topic_writtenWithoutBeingCreated_isNotCreated() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(dataDir, 0)) {
            try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", broker.bootstrapServers(), "max.block.ms", "1500"),
                    new ByteArraySerializer(),
                    new ByteArraySerializer())) {
                assertThatThrownBy(() -> producer.send(new ProducerRecord<>("typo", new byte[1]))
                                .get())
                        .isInstanceOf(ExecutionException.class);
            }
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                assertThat(admin.listTopics().names().get(10, TimeUnit.SECONDS)).isEmpty();
            }
        }
    }

    private static void createTopic(String bootstrapServers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get(10, TimeUnit.SECONDS);
        }
    }

    private static void write(String bootstrapServers, byte[] value) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "max.request.size",
                        "33554432",
                        "buffer.memory",
                        "67108864"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, value)).get(20, TimeUnit.SECONDS);
        }
    }

    private static byte[] read(String bootstrapServers) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(TOPIC, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofSeconds(20))) {
                return message.value();
            }
            throw new AssertionError("no record came");
        }
    }
}
