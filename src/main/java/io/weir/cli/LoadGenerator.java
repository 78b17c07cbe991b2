package io.weir.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * An open-loop generator: transaction n is due at a time fixed beforehand, whatever became of those before it, and has that
 * time as its event time. One that is sent late counts from when it was due. What is due is not held back for a batch.
 */
final class LoadGenerator implements AutoCloseable {

    private final Producer<String, byte[]> producer;
    private final LoadPayments payments;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    LoadGenerator(Map<String, Object> kafka, LoadPayments payments) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("linger.ms", "0");
        settings.put("batch.size", "131072");
        settings.put("compression.type", "lz4");
        this.producer = new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer());
        this.payments = payments;
    }

    /**
     * Sends so many as they fall due, unless asked to stop; those after the warm-up tell how late they were.
     *
     * @param first number of the first
     */
    Histogram run(LoadSystem system, LoadClock clock, int first, LoadCase load, CleanStop stop) {
        Histogram late = new Histogram(3);
        for (int n = 0; n < load.count(); n++) {
            var payment = payments.next(first + n, clock.dueMillis(n));
            byte[] value = system.input(first + n, payment);
            if (!Pace.awaitNanos(clock.dueNanos(n), stop)) {
                break;
            }
            if (n >= load.warmUp()) {
                late.recordValue(Math.max(0, System.nanoTime() - clock.dueNanos(n)) / 1000);
            }
            send(system.inputTopic(), payment.account(), value);
        }
        flush();
        return late;
    }

    /** Sends a backlog at once. */
    void backlog(LoadSystem system, int first, int count) {
        for (int n = first; n < first + count; n++) {
            var payment = payments.waiting(n);
            send(system.inputTopic(), payment.account(), system.input(n, payment));
        }
        flush();
    }

    void send(String topic, String account, byte[] value) {
        check();
        var unused = producer.send(new ProducerRecord<>(topic, account, value), (metadata, error) -> {
            if (error != null) {
                failure.compareAndSet(null, error);
            }
        });
    }

    /** Waits until the broker has everything. */
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
