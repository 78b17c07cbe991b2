package io.weir.cli;

import com.sun.management.OperatingSystemMXBean;
import io.weir.cli.settings.Settings;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a system's output from now on as a consumer outside would, only what is committed, and takes the time from when each
 * transaction was due until its record came out of the consumer. One thread reads; others look at it under its lock.
 */
final class LoadReader implements Runnable, AutoCloseable {

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final Consumer<String, byte[]> consumer;
    private final LoadSystem system;
    private final int first;
    private final int warmUp;
    private final BitSet seen = new BitSet();
    private final Histogram latency = new Histogram(3);
    private final Thread thread = new Thread(this, "bench-reader");
    private volatile @Nullable LoadClock clock;
    private volatile boolean closing;
    private long duplicates;
    private long warmNanos;
    private long lastNanos;
    private long warmCpu;
    private long lastCpu;
    private @Nullable Throwable failure;

    /**
     * @param first number of the round's first transaction
     * @param warmUp how many of the round are not timed
     */
    LoadReader(Settings settings, LoadSystem system, int first, int warmUp) {
        this.system = system;
        this.first = first;
        this.warmUp = warmUp;
        this.consumer = KafkaClients.consumer(settings);
        List<TopicPartition> partitions = consumer.partitionsFor(system.outputTopic()).stream()
                .map(info -> new TopicPartition(system.outputTopic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        thread.start();
    }

    /** Latencies count from what this clock says; without one none are taken. */
    void time(LoadClock started) {
        clock = started;
    }

    @Override
    public void run() {
        try (consumer) {
            while (!closing) {
                ConsumerRecords<String, byte[]> records = consumer.poll(Duration.ofMillis(200));
                take(records, System.nanoTime());
            }
        } catch (WakeupException e) {
            // Asked to stop while waiting.
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private synchronized void take(ConsumerRecords<String, byte[]> records, long now) {
        LoadClock started = clock;
        for (ConsumerRecord<String, byte[]> record : records) {
            int number = system.number(record) - first;
            if (number < 0) {
                // Of the history: what was processed is seen once it is committed.
                continue;
            }
            if (seen.get(number)) {
                duplicates++;
                continue;
            }
            seen.set(number);
            if (started != null && number >= warmUp) {
                latency.recordValue(Math.max(0, now - started.dueNanos(number)) / 1000);
            }
        }
        if (!records.isEmpty()) {
            long cpu = SYSTEM.getProcessCpuTime();
            boolean warm = seen.cardinality() > warmUp;
            warmNanos = warm ? warmNanos : now;
            warmCpu = warm ? warmCpu : cpu;
            lastNanos = now;
            lastCpu = cpu;
        }
    }

    private synchronized void fail(Throwable error) {
        failure = error;
    }

    /** Transactions seen, each counted once. */
    synchronized int seen() {
        return seen.cardinality();
    }

    synchronized long duplicates() {
        return duplicates;
    }

    /** From the last look at which no more than the warm-up was there to the last record. */
    synchronized double seconds() {
        return (lastNanos - warmNanos) / 1e9;
    }

    /** The same for the processor time of this process. */
    synchronized double cpuSeconds() {
        return (lastCpu - warmCpu) / 1e9;
    }

    /** Latencies in microseconds. */
    synchronized Histogram latency() {
        return latency.copy();
    }

    /** Why reading stopped by itself; null while it goes on. */
    synchronized @Nullable Throwable failure() {
        return failure;
    }

    @Override
    public void close() {
        closing = true;
        consumer.wakeup();
        try {
            thread.join(Duration.ofSeconds(10).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
