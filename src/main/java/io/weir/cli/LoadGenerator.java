package io.weir.cli;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * An open-loop generator: transaction n is due at a time fixed beforehand, whatever became of those before it, and has that
 * time as its event time. One that is sent late counts from when it was due. What is due is not held back for a batch.
 */
final class LoadGenerator implements AutoCloseable {

    private final CheckedProducer producer;
    private final LoadPayments payments;

    LoadGenerator(Map<String, Object> kafka, LoadPayments payments) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put("linger.ms", "0");
        settings.put("batch.size", "131072");
        settings.put("compression.type", "lz4");
        this.producer = new CheckedProducer(settings);
        this.payments = payments;
    }

    /**
     * Sends so many as they fall due, unless asked to stop; those after the warm-up tell how late they were.
     *
     * @param first number of the first
     * @param check done once a second or so; what it throws ends the load
     */
    Histogram run(LoadSystem system, LoadClock clock, int first, LoadCase load, CleanStop stop, Runnable check) {
        Histogram late = new Histogram(3);
        for (int n = 0; n < load.count(); n++) {
            var payment = payments.next(first + n, clock.dueMillis(n));
            byte[] value = system.input(first + n, payment);
            if (!Pace.awaitNanos(clock.dueNanos(n), stop)) {
                break;
            }
            if (n % load.rate() == 0) {
                check.run();
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
        producer.send(new ProducerRecord<>(topic, account.getBytes(StandardCharsets.UTF_8), value));
    }

    /** Waits until the broker has everything. */
    void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
    }
}
