package io.weir.cli.faults;

import io.weir.stream.DeadLetterHeaders;
import io.weir.stream.Topics;
import io.weir.wire.AlertRecord;
import io.weir.wire.DecisionRecord;
import io.weir.wire.WireFormat;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what an application has left on its topics into a {@link Book}, from the beginning, what is committed only. */
final class Contents {

    private static final String CHANGELOG = "-changelog";

    /**
     * Stores that are not compared. What waits for its turn carries the moment at which it was received; how far an order has
     * come counts arrivals, redeliveries among them.
     */
    private static final Set<String> BY_THE_CLOCK = Set.of("-waiting", "-order");

    private final Brokers brokers;
    private final Application.Setup setup;
    private final WireFormat wire;

    Contents(Brokers brokers, Application.Setup setup, WireFormat wire) {
        this.brokers = brokers;
        this.setup = setup;
        this.wire = wire;
    }

    static Map<String, Object> consumer(String brokers) {
        return Map.of(
                "bootstrap.servers", brokers,
                "isolation.level", "read_committed",
                "enable.auto.commit", "false",
                "auto.offset.reset", "earliest",
                "reconnect.backoff.max.ms", "500");
    }

    void into(Book book) {
        Topics topics = setup.topics();
        read(topics.decisions(), each -> decision(book, each));
        read(topics.alerts("review"), each -> alert(book, each));
        read(topics.outcomes(), each -> outcome(book, each));
        read(topics.deadLetters(), each -> deadLetter(book, each));
        String before = setup.applicationId() + "-";
        brokers.partitions(before).stream()
                .map(TopicPartition::topic)
                .distinct()
                .filter(topic -> topic.endsWith(CHANGELOG))
                .forEach(topic -> {
                    String store = topic.substring(before.length(), topic.length() - CHANGELOG.length());
                    if (BY_THE_CLOCK.stream().noneMatch(store::endsWith)) {
                        read(topic, each -> book.state().put(store, each.partition(), each.key(), each.value()));
                    }
                });
    }

    private void decision(Book book, ConsumerRecord<byte[], byte[]> each) {
        DecisionRecord read = wire.readDecision(each.topic(), each.value());
        String id = read.decision().transaction().id();
        if (!book.ignored().contains(id)) {
            book.decisions().came(id, withoutStamps(read));
        }
    }

    /** The decision as it is written with both stamps of the clock at zero: equal where every other bit is. */
    private String withoutStamps(DecisionRecord read) {
        DecisionRecord bare = new DecisionRecord(read.decision(), read.slot(), 0, 0);
        return Base64.getEncoder().encodeToString(wire.decision(setup.topics().decisions(), bare));
    }

    private void alert(Book book, ConsumerRecord<byte[], byte[]> each) {
        AlertRecord read = wire.readAlert(each.topic(), each.value());
        String id = read.decision().decision().transaction().id();
        if (!book.ignored().contains(id)) {
            book.alerts().expect(id);
            book.alerts().came(id, read.queue() + withoutStamps(read.decision()));
        }
    }

    private void outcome(Book book, ConsumerRecord<byte[], byte[]> each) {
        String content = Base64.getEncoder().encodeToString(each.value());
        book.outcomes()
                .came(wire.readOutcome(each.topic(), each.value()).label().transactionId(), content);
    }

    private void deadLetter(Book book, ConsumerRecord<byte[], byte[]> each) {
        String topic = DeadLetterHeaders.text(each.headers(), DeadLetterHeaders.TOPIC);
        String partition = DeadLetterHeaders.text(each.headers(), DeadLetterHeaders.PARTITION);
        String offset = DeadLetterHeaders.text(each.headers(), DeadLetterHeaders.OFFSET);
        String reason = DeadLetterHeaders.text(each.headers(), DeadLetterHeaders.REASON);
        book.deadLetters().came(topic + "/" + partition + "/" + offset, reason);
    }

    private void read(String topic, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                consumer(brokers.plain()), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(sink);
            }
        }
    }
}
