package io.weir.cli.faults;

import io.weir.decision.Decision;
import io.weir.stream.Topics;
import io.weir.wire.WireFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Looks at how far an application has come, by what it has committed to its topics. For one thread. */
final class Watch implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final WireFormat wire;
    private final Topics topics;
    private final Set<String> decided = new HashSet<>();
    private final Set<String> outcomes = new HashSet<>();
    private int deadLetters;
    private final long[] latest = new long[Application.PARTITIONS];
    private volatile long latestOfAll = Long.MIN_VALUE;
    private long movedNanos = System.nanoTime();

    Watch(String brokers, Topics topics, WireFormat wire) {
        this.wire = wire;
        this.topics = topics;
        this.consumer = new KafkaConsumer<>(
                Contents.consumer(brokers), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : List.of(topics.decisions(), topics.outcomes(), topics.deadLetters())) {
            consumer.partitionsFor(topic)
                    .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Arrays.fill(latest, Long.MIN_VALUE);
    }

    void look(Duration atMost) {
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(atMost)) {
            movedNanos = System.nanoTime();
            if (each.topic().equals(topics.decisions())) {
                Decision decision =
                        wire.readDecision(each.topic(), each.value()).decision();
                decided.add(decision.transaction().id());
                long time = decision.transaction().timeMillis();
                latest[each.partition()] = Math.max(latest[each.partition()], time);
                latestOfAll = Math.max(latestOfAll, time);
            } else if (each.topic().equals(topics.outcomes())) {
                outcomes.add(
                        wire.readOutcome(each.topic(), each.value()).label().transactionId());
            } else {
                deadLetters++;
            }
        }
    }

    /** Looks until everything is seen that is committed by now. */
    void catchUp() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("what is committed cannot be read within " + PATIENCE);
            }
            look(LOOK);
        }
    }

    /** How many payments have a decision. */
    int decided() {
        return decided.size();
    }

    int outcomes() {
        return outcomes.size();
    }

    int deadLetters() {
        return deadLetters;
    }

    /** The latest event time of a payment that has a decision. For any thread. */
    long latest() {
        return latestOfAll;
    }

    /** That of the partition that is furthest behind. */
    long latestEverywhere() {
        return Arrays.stream(latest).min().orElseThrow();
    }

    /** For how long nothing has come. */
    Duration quiet() {
        return Duration.ofNanos(System.nanoTime() - movedNanos);
    }

    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ofSeconds(1)));
    }
}
