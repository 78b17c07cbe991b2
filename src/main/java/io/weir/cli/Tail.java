package io.weir.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** The newest records of some topics, oldest first, then what follows. For one thread. */
final class Tail {

    private static final Duration POLL = Duration.ofMillis(250);

    private final org.apache.kafka.clients.consumer.Consumer<String, byte[]> consumer;
    private final Consumer<ConsumerRecord<String, byte[]>> sink;

    Tail(
            org.apache.kafka.clients.consumer.Consumer<String, byte[]> consumer,
            Consumer<ConsumerRecord<String, byte[]>> sink) {
        this.consumer = consumer;
        this.sink = sink;
    }

    /**
     * Starts at the last so many records of each partition.
     *
     * @throws UserException when no topic is wanted
     */
    void start(Predicate<String> wanted, String name, int last) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (Map.Entry<String, List<PartitionInfo>> topic :
                consumer.listTopics().entrySet()) {
            if (wanted.test(topic.getKey())) {
                topic.getValue().forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
            }
        }
        if (partitions.isEmpty()) {
            throw new UserException("there is no topic " + name + "; create the topics with: weir topics");
        }
        consumer.assign(partitions);
        Map<TopicPartition, Long> begin = consumer.beginningOffsets(partitions);
        consumer.endOffsets(partitions)
                .forEach((partition, end) ->
                        consumer.seek(partition, Math.max(begin.getOrDefault(partition, 0L), end - last)));
    }

    /** Hands over, by time, what is there now. */
    void now(BooleanSupplier stop) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        while (!stop.getAsBoolean()
                && ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(found::add);
        }
        found.sort(Comparator.comparingLong(ConsumerRecord::timestamp));
        found.forEach(sink);
    }

    /** Hands over what comes. */
    void follow(BooleanSupplier stop) {
        while (!stop.getAsBoolean()) {
            consumer.poll(POLL).forEach(sink);
        }
    }
}
