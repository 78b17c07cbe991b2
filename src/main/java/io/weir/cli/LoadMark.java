package io.weir.cli;

import io.weir.cli.settings.Settings;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * How far some topics were at a moment, to read later what was committed since.
 *
 * @param ends by partition
 */
record LoadMark(Settings settings, Map<TopicPartition, Long> ends) {

    private static final Duration SILENCE = Duration.ofSeconds(10);

    static LoadMark now(Settings settings, Collection<String> topics) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        try (Consumer<String, byte[]> consumer = KafkaClients.consumer(settings)) {
            topics.forEach(topic -> ends.putAll(consumer.endOffsets(assign(consumer, topic))));
        }
        return new LoadMark(settings, ends);
    }

    /** Gives a consumer all partitions of a topic. */
    static List<TopicPartition> assign(Consumer<?, ?> consumer, String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        return partitions;
    }

    /** Each record that came to a topic between this mark and now, as far as it is still there. */
    void since(String topic, java.util.function.Consumer<ConsumerRecord<String, byte[]>> each) {
        try (Consumer<String, byte[]> consumer = KafkaClients.consumer(settings)) {
            List<TopicPartition> partitions = assign(consumer, topic);
            Map<TopicPartition, Long> oldest = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> now = consumer.endOffsets(partitions);
            oldest.forEach(
                    (partition, first) -> consumer.seek(partition, Math.max(first, ends.getOrDefault(partition, 0L))));
            long deadline = System.nanoTime() + SILENCE.toNanos();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < now.getOrDefault(p, 0L))) {
                // Empty, and at once, too where there are only ends of transactions.
                var records = consumer.poll(Duration.ofMillis(200));
                records.forEach(each);
                deadline = records.isEmpty() ? deadline : System.nanoTime() + SILENCE.toNanos();
                if (System.nanoTime() > deadline) {
                    throw new UserException(
                            "topic " + topic + " cannot be read: nothing came for " + SILENCE.toSeconds() + " s");
                }
            }
        }
    }
}
