package io.weir.cli.faults;

import io.weir.history.Event;
import io.weir.stream.Topics;
import io.weir.transaction.Label;
import io.weir.transaction.Transaction;
import io.weir.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes what an application is to read, and keeps book of what has to come of it. */
final class Feed implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private final Topics topics;
    private final WireFormat wire;

    Feed(String brokers, Topics topics, WireFormat wire) {
        this.topics = topics;
        this.wire = wire;
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        brokers,
                        "linger.ms",
                        "5",
                        "compression.type",
                        "lz4",
                        "max.request.size",
                        String.valueOf(32 << 20)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** The bank's history as it is, closing payments at its end. */
    List<Sent> clean(FaultBank bank) {
        List<Sent> all = new ArrayList<>();
        bank.events().forEach(event -> all.add(sent(event)));
        bank.closing().forEach(payment -> all.add(payment(payment, Sent.Expected.NOTHING)));
        return all;
    }

    private Sent sent(Event event) {
        if (event instanceof Event.Payment payment) {
            return payment(payment.transaction(), Sent.Expected.DECISION);
        }
        Label label = ((Event.Report) event).label();
        byte[] value = wire.label(topics.labels(), label);
        return new Sent(true, label.transactionId(), bytes(label.account()), value, Sent.Expected.OUTCOME, null);
    }

    Sent payment(Transaction payment, Sent.Expected expected) {
        byte[] value = wire.transaction(topics.transactions(), payment);
        return new Sent(false, payment.id(), bytes(payment.account()), value, expected, null);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Writes them in their order and waits until the brokers have all of them; where each stands is in the book then. */
    void send(List<Sent> records, Book book) {
        Map<Sent, Future<RecordMetadata>> pending = new HashMap<>();
        for (Sent each : records) {
            String topic = each.labels() ? topics.labels() : topics.transactions();
            Future<RecordMetadata> future = producer.send(new ProducerRecord<>(topic, each.key(), each.value()));
            switch (each.expected()) {
                case DECISION -> book.decisions().expect(Objects.requireNonNull(each.id()));
                case OUTCOME -> book.outcomes().expect(Objects.requireNonNull(each.id()));
                case DEAD_LETTER -> pending.put(each, future);
                case NOTHING -> book.ignore(each.id());
            }
        }
        producer.flush();
        pending.forEach((each, future) ->
                book.deadLetters().expect(Book.place(written(future)), String.valueOf(each.reason())));
    }

    /** Puts a record on a topic of what is published, and waits until the brokers have it. */
    void publish(String topic, String key, byte[] value) {
        written(producer.send(new ProducerRecord<>(topic, bytes(key), value)));
    }

    private static RecordMetadata written(Future<RecordMetadata> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a record could not be sent", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        producer.close(java.time.Duration.ofSeconds(5));
    }
}
