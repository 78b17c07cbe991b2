package io.weir.cli.faults;

import io.weir.decision.Decision;
import io.weir.stream.DeadLetterHeaders;
import io.weir.stream.Topics;
import io.weir.wire.AlertRecord;
import io.weir.wire.DecisionRecord;
import io.weir.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what an application has left on its topics into a {@link Book}, from the beginning, what is committed only. */
final class Contents {

    private static final String CHANGELOG = "-changelog";

    /** Behind the key of what waits: the number with which it arrived, which is another one in each run. */
    private static final int NUMBER_BYTES = 8;

    /** What is published of the base rate, beside the stores. */
    static final String BASE_RATES = "topic base-rates";

    private static final byte[] SOMETHING = {1};
    private static final Duration PATIENCE = Duration.ofMinutes(2);

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
        read(topics.baseRates(), each -> book.state().put(BASE_RATES, each.partition(), each.key(), each.value()));
        String before = setup.applicationId() + "-";
        brokers.partitions(before).stream()
                .map(TopicPartition::topic)
                .distinct()
                .filter(topic -> topic.endsWith(CHANGELOG))
                .forEach(topic ->
                        store(book, topic, topic.substring(before.length(), topic.length() - CHANGELOG.length())));
    }

    private void store(Book book, String topic, String store) {
        book.state().open(store);
        if (store.endsWith("-waiting")) {
            read(topic, each -> waiting(book, store, each));
        } else if (store.endsWith("-order")) {
            read(topic, each -> progress(book, store, each));
        } else {
            read(topic, each -> book.state().put(store, each.partition(), each.key(), each.value()));
        }
    }

    /** What waits carries the moment at which it was received, and the number with which it arrived: the rest is compared. */
    private static void waiting(Book book, String store, ConsumerRecord<byte[], byte[]> each) {
        byte[] place = withoutNumber(each.key());
        book.state().put(store, each.partition(), place, each.value() == null ? null : SOMETHING);
    }

    /** How many have arrived counts redeliveries; the last one that was released is compared without its number. */
    private static void progress(Book book, String store, ConsumerRecord<byte[], byte[]> each) {
        switch (new String(each.key(), StandardCharsets.UTF_8)) {
            case "number" -> {}
            case "released" -> book.state().put(store, each.partition(), each.key(), withoutNumber(each.value()));
            default -> book.state().put(store, each.partition(), each.key(), each.value());
        }
    }

    private static byte[] withoutNumber(byte[] place) {
        return Arrays.copyOf(place, place.length - NUMBER_BYTES);
    }

    /** With the decision the alert that has to come of it. */
    private void decision(Book book, ConsumerRecord<byte[], byte[]> each) {
        DecisionRecord read = wire.readDecision(each.topic(), each.value());
        String id = read.decision().transaction().id();
        String content = withoutStamps(read);
        book.decisions().came(id, Book.decision(place(each) + basis(read.decision()), content));
        String queue = read.decision().queue();
        if (queue != null) {
            book.alerts().expect(id, alert(each, queue, content));
        }
    }

    /** The decision as it is written with both stamps of the clock at zero: equal where every other bit is. */
    private String withoutStamps(DecisionRecord read) {
        DecisionRecord bare = new DecisionRecord(read.decision(), read.slot(), 0, 0);
        return Base64.getEncoder().encodeToString(wire.decision(setup.topics().decisions(), bare));
    }

    /** What a decision has from the payment, the profiles and the bundle, before the base rate comes in. */
    private static String basis(Decision decision) {
        String all = decision.transaction() + Arrays.toString(decision.features()) + decision.suspicion()
                + decision.rawScore() + "/" + decision.calibrated() + decision.bundleVersion() + decision.policyId();
        return Digest.of(all.getBytes(StandardCharsets.UTF_8));
    }

    private static String place(ConsumerRecord<byte[], byte[]> each) {
        return each.partition() + "/" + Base64.getEncoder().encodeToString(each.key()) + "/";
    }

    private static String alert(ConsumerRecord<byte[], byte[]> each, String queue, String decision) {
        return queue + "/" + Base64.getEncoder().encodeToString(each.key()) + "/" + decision;
    }

    private void alert(Book book, ConsumerRecord<byte[], byte[]> each) {
        AlertRecord read = wire.readAlert(each.topic(), each.value());
        String id = read.decision().decision().transaction().id();
        book.alerts().came(id, alert(each, read.queue(), withoutStamps(read.decision())));
    }

    private void outcome(Book book, ConsumerRecord<byte[], byte[]> each) {
        String content = place(each) + Base64.getEncoder().encodeToString(each.value());
        book.outcomes()
                .came(wire.readOutcome(each.topic(), each.value()).label().transactionId(), content);
    }

    private static void deadLetter(Book book, ConsumerRecord<byte[], byte[]> each) {
        String topic = DeadLetterHeaders.text(each.headers(), DeadLetterHeaders.TOPIC);
        String partition = DeadLetterHeaders.text(each.headers(), DeadLetterHeaders.PARTITION);
        String offset = DeadLetterHeaders.text(each.headers(), DeadLetterHeaders.OFFSET);
        String reason = DeadLetterHeaders.text(each.headers(), DeadLetterHeaders.REASON);
        book.deadLetters().came(topic + "/" + partition + "/" + offset, Book.letter(reason, each.key(), each.value()));
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
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("topic " + topic + " cannot be read to its end within " + PATIENCE);
                }
                consumer.poll(Duration.ofMillis(200)).forEach(sink);
            }
        }
    }
}
