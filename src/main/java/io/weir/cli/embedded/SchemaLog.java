package io.weir.cli.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The registry's changes in the compacted topic {@code _schemas}: one partition, written before anything is answered. */
final class SchemaLog implements AutoCloseable {

    private static final String TOPIC = "_schemas";
    private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final String bootstrapServers;
    private final KafkaProducer<byte[], byte[]> producer;

    /** A change could not be made durable; whether it was written is not known. */
    static final class StoreException extends RuntimeException {
        StoreException(Throwable cause) {
            super("the topic " + TOPIC + " cannot be written or read: " + cause.getMessage(), cause);
        }
    }

    SchemaLog(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        createTopic();
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "acks",
                        "all",
                        "linger.ms",
                        "0",
                        "max.block.ms",
                        String.valueOf(TIMEOUT.toMillis()),
                        "request.timeout.ms",
                        "10000",
                        "delivery.timeout.ms",
                        String.valueOf(TIMEOUT.toMillis()),
                        "max.request.size",
                        String.valueOf(16 * 1024 * 1024)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private void createTopic() {
        NewTopic topic = new NewTopic(TOPIC, 1, (short) 1).configs(Map.of("cleanup.policy", "compact"));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(topic)).all().get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new StoreException(e);
            }
        } catch (TimeoutException e) {
            throw new StoreException(e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Hands over every change from the beginning to the present end. */
    void replay(Consumer<Change> state) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", bootstrapServers, "enable.auto.commit", "false", "auto.offset.reset", "none");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
            long end = consumer.endOffsets(List.of(PARTITION), TIMEOUT).getOrDefault(PARTITION, 0L);
            long deadline = System.nanoTime() + TIMEOUT.toNanos();
            while (consumer.position(PARTITION, TIMEOUT) < end) {
                for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(200))) {
                    state.accept(change(message));
                    deadline = System.nanoTime() + TIMEOUT.toNanos();
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new StoreException(new TimeoutException("no record within " + TIMEOUT));
                }
            }
        }
    }

    private static Change change(ConsumerRecord<byte[], byte[]> message) {
        try {
            return new ChangeJson(message.key(), message.value()).change();
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "record " + message.offset() + " of " + TOPIC + " was not written by this registry: "
                            + e.getMessage(),
                    e);
        }
    }

    /** Returns when the broker has all of them. */
    void append(List<Change> changes) {
        List<Future<RecordMetadata>> pending = new ArrayList<>();
        try {
            for (Change change : changes) {
                ChangeJson json = ChangeJson.of(change);
                pending.add(producer.send(new ProducerRecord<>(TOPIC, 0, json.key(), json.value())));
            }
            for (Future<RecordMetadata> written : pending) {
                written.get();
            }
        } catch (ExecutionException e) {
            throw new StoreException(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static StoreException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new StoreException(e);
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
