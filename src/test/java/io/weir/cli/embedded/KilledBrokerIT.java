package io.weir.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process with a broker is killed while transactions end in it. One kill in seven left a transaction open for good when
 * {@link EarlierLife} was not ended.
 */
class KilledBrokerIT {

    private static final String TOPIC = "payments";
    private static final int PARTITIONS = 8;
    private static final int PRODUCERS = 8;
    private static final int KILLS = 4;

    @TempDir
    Path dataDir;

    @Test
    @Timeout(240)
    void broker_killedWhileTransactionsEnd_leavesNoneOpenForGood() throws Exception {
        for (int kill = 1; kill <= KILLS; kill++) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Transactions.class.getName(),
                            dataDir.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (BufferedReader output =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                assertThat(output.readLine()).isEqualTo("transactions end");
            } finally {
                process.destroyForcibly().waitFor();
            }
            try (EmbeddedBroker broker = EmbeddedBroker.start(dataDir, 0)) {
                // Takes back what was still open, as every producer does that comes back.
                for (int producer = 0; producer < PRODUCERS; producer++) {
                    producer(broker.bootstrapServers(), producer).close();
                }
                assertThat(ends(broker, "read_committed"))
                        .as("what can be read after kill %d", kill)
                        .isEqualTo(ends(broker, "read_uncommitted"));
            }
        }
    }

    private static Map<TopicPartition, Long> ends(EmbeddedBroker broker, String isolation) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", isolation),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            return consumer.endOffsets(IntStream.range(0, PARTITIONS)
                    .mapToObj(partition -> new TopicPartition(TOPIC, partition))
                    .toList());
        }
    }

    private static KafkaProducer<byte[], byte[]> producer(String bootstrapServers, int number) {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "producer-" + number),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }

    /** The process that is killed: a broker, and producers that end transactions one after the other. */
    static final class Transactions {

        private static final int EACH_BEFORE = 20;

        private Transactions() {}

        public static void main(String[] directory) throws Exception {
            EmbeddedBroker broker = EmbeddedBroker.start(Path.of(directory[0]), 0);
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                if (!admin.listTopics().names().get(10, TimeUnit.SECONDS).contains(TOPIC)) {
                    admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1)))
                            .all()
                            .get(10, TimeUnit.SECONDS);
                }
            }
            List<KafkaProducer<byte[], byte[]>> producers = new ArrayList<>();
            for (int number = 0; number < PRODUCERS; number++) {
                producers.add(producer(broker.bootstrapServers(), number));
            }
            CountDownLatch ended = new CountDownLatch(EACH_BEFORE * PRODUCERS);
            for (KafkaProducer<byte[], byte[]> producer : producers) {
                new Thread(() -> commit(producer, ended)).start();
            }
            ended.await();
            System.out.println("transactions end");
        }

        /** A record that could not be sent fails its transaction. */
        @SuppressWarnings("FutureReturnValueIgnored")
        private static void commit(KafkaProducer<byte[], byte[]> producer, CountDownLatch ended) {
            while (true) {
                producer.beginTransaction();
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    producer.send(new ProducerRecord<>(TOPIC, partition, null, new byte[100]));
                }
                producer.commitTransaction();
                ended.countDown();
            }
        }
    }
}
