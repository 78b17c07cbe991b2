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

    /** @throws UserException when no topic is wanted */
    void assign(Predicate<String> wanted, String name) {
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
    }

    /**
     * Hands over the newest so many that are there now, by time, and stands behind them. Offsets do not count records,
     * since transactions and compaction leave gaps: it looks further back until it has enough.
     */
    void newest(int count, BooleanSupplier stop) {
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(consumer.assignment());
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        List<ConsumerRecord<String, byte[]>> found = List.of();
        boolean all = count == 0;
        for (long back = 2L * count; !all && found.size() < count && !stop.getAsBoolean(); back *= 4) {
            all = true;
            for (TopicPartition partition : consumer.assignment()) {
                long begin = begins.getOrDefault(partition, 0L);
                long from = Math.max(begin, ends.getOrDefault(partition, begin) - back);
                consumer.seek(partition, from);
                all &= from == begin;
            }
            found = read(ends, stop);
        }
        ends.forEach(consumer::seek);
        found.stream().skip(Math.max(0, found.size() - count)).forEach(sink);
    }

    private List<ConsumerRecord<String, byte[]>> read(Map<TopicPartition, Long> ends, BooleanSupplier stop) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        while (!stop.getAsBoolean()
                && ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<String, byte[]> entry : consumer.poll(POLL)) {
                if (entry.offset() < ends.getOrDefault(new TopicPartition(entry.topic(), entry.partition()), 0L)) {
                    found.add(entry);
                }
            }
        }
        found.sort(Comparator.comparingLong(ConsumerRecord::timestamp));
        return found;
    }

    /** Hands over what comes. */
    void follow(BooleanSupplier stop) {
        while (!stop.getAsBoolean()) {
            consumer.poll(POLL).forEach(sink);
        }
    }
}
