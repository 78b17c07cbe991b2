package io.weir.cli;

import io.weir.history.Event;
import io.weir.stream.Topics;
import io.weir.transaction.Label;
import io.weir.transaction.Transaction;
import io.weir.wire.WireFormat;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Sends payments and reports of labels to their topics, keyed by account, in the order given. Records carry the wall clock
 * of the sending: event time is in the value, and old event times would fall to the topics' retention.
 */
final class HistoryProducer implements AutoCloseable {

    private final Producer<String, byte[]> producer;
    private final Topics topics;
    private final WireFormat wire;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private long transactions;
    private long labels;

    /** Takes the producer over: it is closed with this. */
    HistoryProducer(Producer<String, byte[]> producer, Topics topics, WireFormat wire) {
        this.producer = producer;
        this.topics = topics;
        this.wire = wire;
    }

    /** @throws KafkaException when this or an earlier record could not be sent */
    void send(Event event) {
        if (event instanceof Event.Payment payment) {
            Transaction transaction = payment.transaction();
            send(topics.transactions(), transaction.account(), wire.transaction(topics.transactions(), transaction));
            transactions++;
        } else if (event instanceof Event.Report report) {
            Label label = report.label();
            send(topics.labels(), label.account(), wire.label(topics.labels(), label));
            labels++;
        }
    }

    /** Transactions sent. */
    long transactions() {
        return transactions;
    }

    /** Labels sent. */
    long labels() {
        return labels;
    }

    /** Waits until the brokers have everything. */
    void flush() {
        producer.flush();
        throwFailure();
    }

    private void send(String topic, String key, byte[] value) {
        throwFailure();
        var unused = producer.send(new ProducerRecord<>(topic, key, value), (sent, problem) -> {
            if (problem != null) {
                failure.compareAndSet(null, problem);
            }
        });
    }

    private void throwFailure() {
        Exception problem = failure.get();
        if (problem != null) {
            throw new KafkaException("a record could not be sent", problem);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
