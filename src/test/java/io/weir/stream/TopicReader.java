package io.weir.stream;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Everything that is committed on a topic, from its beginning. */
final class TopicReader implements AutoCloseable {

    final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private final String topic;
    private final KafkaConsumer<byte[], byte[]> consumer;

    TopicReader(String brokers, String topic) {
        this.topic = topic;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        brokers,
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest",
                        "enable.auto.commit",
                        "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads until there are as many records. */
    void awaitSize(int size) {
        await(topic + " to have " + size + " records")
                .atMost(LiveStream.PATIENCE)
                .pollInSameThread()
                .pollInterval(Duration.ofMillis(1))
                .pollDelay(Duration.ZERO)
                .until(() -> {
                    consumer.poll(Duration.ofMillis(50)).forEach(records::add);
                    return records.size() >= size;
                });
    }

    /** What has come so far. */
    <T> List<T> values(BiFunction<String, byte[], T> read) {
        return records.stream().map(record -> read.apply(topic, record.value())).toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
