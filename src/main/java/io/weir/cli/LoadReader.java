package io.weir.cli;

import com.sun.management.OperatingSystemMXBean;
import io.weir.cli.settings.Settings;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a system's output from now on as a consumer outside would, only what is committed, and tells a {@link LoadTally} when each
 * transaction's record came out of the consumer. One thread reads; others look at the tally under this reader's lock.
 */
final class LoadReader implements Runnable, AutoCloseable {

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final Consumer<String, byte[]> consumer;
    private final LoadSystem system;
    private final int first;
    private final LoadTally tally;
    private final Thread thread = new Thread(this, "bench-reader");
    private volatile boolean closing;
    private @Nullable Throwable failure;

    /**
     * @param first number of the round's first transaction
     * @param warmUp how many of the round are not timed
     */
    LoadReader(Settings settings, LoadSystem system, int first, int warmUp) {
        this.system = system;
        this.first = first;
        this.tally = new LoadTally(warmUp);
        this.consumer = KafkaClients.consumer(settings);
        try {
            List<TopicPartition> partitions = LoadMark.assign(consumer, system.outputTopic());
            consumer.seekToEnd(partitions);
            partitions.forEach(consumer::position);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
        thread.start();
    }

    /** The load begins: now for a backlog, at a clock's time for a rate. */
    synchronized void start(@Nullable LoadClock clock) {
        tally.start(clock, clock == null ? System.nanoTime() : clock.startNanos(), SYSTEM.getProcessCpuTime());
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
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private synchronized void take(ConsumerRecords<String, byte[]> records, long now) {
        for (ConsumerRecord<String, byte[]> record : records) {
            tally.take(system.number(record) - first, now);
        }
        if (!records.isEmpty()) {
            tally.looked(now, SYSTEM.getProcessCpuTime());
        }
    }

    private synchronized void fail(Throwable error) {
        failure = error;
    }

    /** Transactions seen, each counted once. */
    synchronized int seen() {
        return tally.seen();
    }

    /** What can be said of what was seen until now. */
    synchronized <T> T look(Function<LoadTally, T> at) {
        return at.apply(tally);
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
