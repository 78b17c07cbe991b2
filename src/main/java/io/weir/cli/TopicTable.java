package io.weir.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** A compacted topic as a table: the last record of each key, without those that were taken back. */
final class TopicTable {

    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private TopicTable() {}

    /**
     * What the topic has now.
     *
     * @throws UserException when there is no such topic, or the brokers do not give it
     */
    static SortedMap<String, byte[]> read(Consumer<String, byte[]> consumer, String topic) {
        List<PartitionInfo> found = consumer.listTopics().get(topic);
        if (found == null) {
            throw new UserException("there is no topic " + topic + "; create the topics with: weir topics");
        }
        List<TopicPartition> partitions = found.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .collect(Collectors.toList());
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        SortedMap<String, byte[]> table = new TreeMap<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() > deadline) {
                throw new UserException("topic " + topic + " has given nothing for " + PATIENCE.toSeconds()
                        + " s; are the brokers up?");
            }
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            deadline = records.isEmpty() ? deadline : System.nanoTime() + PATIENCE.toNanos();
            records.forEach(record -> {
                if (record.value() == null) {
                    table.remove(record.key());
                } else {
                    table.put(record.key(), record.value());
                }
            });
        }
        return table;
    }
}
