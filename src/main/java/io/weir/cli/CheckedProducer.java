package io.weir.cli;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends without waiting; a record that could not be sent fails the next call. */
final class CheckedProducer implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    CheckedProducer(Map<String, Object> settings) {
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    void send(ProducerRecord<byte[], byte[]> record) {
        check();
        var unused = producer.send(record, (metadata, error) -> {
            if (error != null) {
                failure.compareAndSet(null, error);
            }
        });
    }

    /** Waits until the brokers have everything. */
    void flush() {
        producer.flush();
        check();
    }

    private void check() {
        Exception error = failure.get();
        if (error != null) {
            throw new UserException("a record could not be sent: " + error.getMessage(), error);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
