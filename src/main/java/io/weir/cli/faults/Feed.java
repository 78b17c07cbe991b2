package io.weir.cli.faults;

import io.weir.cli.faults.Sent.Expected;
import io.weir.history.Event;
import io.weir.stream.Topics;
import io.weir.transaction.Label;
import io.weir.transaction.Transaction;
import io.weir.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes records of what an application is to read, and writes them. */
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

    /** The bank's history as it is, what closes it at its end. */
    List<Sent> clean(FaultBank bank) {
        List<Sent> all = new ArrayList<>();
        bank.events().forEach(event -> all.add(sent(event, event.timeMillis(), Expected.DECISION)));
        // When the last of the others are sent: these are later by days, and the application need not have come so far.
        bank.closing().forEach(event -> all.add(sent(event, bank.lastTime(), Expected.NOTHING)));
        return all;
    }

    /** @param payment what becomes of a payment */
    private Sent sent(Event event, long when, Expected payment) {
        if (event instanceof Event.Payment it) {
            return payment(it.transaction(), when, payment);
        }
        Label label = ((Event.Report) event).label();
        Expected expected = FaultBank.isOfNothing(label) ? Expected.NOTHING : Expected.OUTCOME;
        return label(label, when, expected);
    }

    Sent label(Label label, long when, Expected expected) {
        byte[] value = wire.label(topics.labels(), label);
        return new Sent(when, true, label.transactionId(), bytes(label.account()), value, expected, null);
    }

    Sent payment(Transaction payment, long when, Expected expected) {
        byte[] value = wire.transaction(topics.transactions(), payment);
        return new Sent(when, false, payment.id(), bytes(payment.account()), value, expected, null);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Writes the next record; where it stands is known when the brokers have it. */
    Future<RecordMetadata> send(Sent record) {
        String topic = record.labels() ? topics.labels() : topics.transactions();
        return producer.send(new ProducerRecord<>(topic, record.key(), record.value()));
    }

    /** Puts a record on a topic of what is published, and waits until the brokers have it. */
    void publish(String topic, String key, byte[] value) {
        written(producer.send(new ProducerRecord<>(topic, bytes(key), value)));
    }

    static RecordMetadata written(Future<RecordMetadata> future) {
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
