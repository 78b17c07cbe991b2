package io.weir.cli;

import io.weir.history.Event;
import io.weir.history.Row;
import io.weir.stream.DeadLetterHeaders;
import io.weir.stream.Topics;
import io.weir.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Sends payments, labels and rows that could not be read to their topics, keyed by account, in the order given. Records
 * carry the wall clock of the sending: event time is in the value, and old event times would fall to the topics' retention.
 * For one thread.
 */
final class EventProducer implements AutoCloseable {

    private final CheckedProducer producer;
    private final WireFormat wire;
    private final Topics topics;

    /** @param kafka settings of the producer; they win over the defaults here */
    EventProducer(Map<String, ?> kafka, WireFormat wire, Topics topics) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ProducerConfig.LINGER_MS_CONFIG, "5");
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, "131072");
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.putAll(kafka);
        this.producer = new CheckedProducer(settings);
        this.wire = wire;
        this.topics = topics;
    }

    void send(Event event) {
        if (event instanceof Event.Payment payment) {
            byte[] value = wire.transaction(topics.transactions(), payment.transaction());
            send(topics.transactions(), payment.transaction().account(), value);
        } else if (event instanceof Event.Report report) {
            byte[] value = wire.label(topics.labels(), report.label());
            send(topics.labels(), report.label().account(), value);
        }
    }

    /** A row of a file that could not be read goes to the dead letters as it stands, with its line and reason. */
    void setAside(Row.Bad row) {
        Headers headers = new DeadLetterHeaders(row.reason().name(), row.message())
                .with(DeadLetterHeaders.LINE, Long.toString(row.line()))
                .headers();
        producer.send(new ProducerRecord<>(topics.deadLetters(), null, null, null, row.raw(), headers));
    }

    private void send(String topic, String account, byte[] value) {
        byte[] key = account.getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic, key, value));
    }

    /** Waits until the brokers have everything. */
    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
