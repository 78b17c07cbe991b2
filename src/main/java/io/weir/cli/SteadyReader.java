package io.weir.cli;

import io.weir.cli.settings.Settings;
import io.weir.decision.Action;
import io.weir.decision.Decision;
import io.weir.wire.WireFormat;
import java.time.Duration;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Reads decisions as a consumer outside would, only what is committed, and takes the time from when each transaction was due
 * until its decision came out of the consumer. One thread reads; others look at it under its lock.
 */
final class SteadyReader implements Runnable, AutoCloseable {

    private final Consumer<String, byte[]> consumer;
    private final WireFormat wire;
    private final Pace pace;
    private final SteadyPlan plan;
    private final BitSet seen = new BitSet();
    private final Histogram latency = new Histogram(3);
    private final Map<Action, Long> actions = new EnumMap<>(Action.class);
    private final Thread thread = new Thread(this, "bench-reader");
    private volatile boolean closing;
    private long duplicates;
    private long passed;
    private long inTime;
    private @Nullable Throwable failure;

    SteadyReader(Settings settings, WireFormat wire, String topic, Pace pace, SteadyPlan plan) {
        this.wire = wire;
        this.pace = pace;
        this.plan = plan;
        this.consumer = KafkaClients.consumer(settings);
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        thread.start();
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
        for (ConsumerRecord<String, byte[]> record : records) {
            Decision decision =
                    wire.readDecision(record.topic(), record.value()).decision();
            int number = SteadyLoad.number(decision.transaction().id());
            if (seen.get(number)) {
                duplicates++;
                continue;
            }
            seen.set(number);
            inTime += now >= pace.dueNanos(plan.warmUp()) && now < pace.dueNanos(plan.count()) ? 1 : 0;
            if (number >= plan.warmUp()) {
                latency.recordValue(Math.max(0, now - pace.dueNanos(number)) / 1000);
                actions.merge(decision.action(), 1L, Long::sum);
                passed += decision.suspicion().passes() ? 1 : 0;
            }
        }
    }

    private synchronized void fail(Throwable error) {
        failure = error;
    }

    /** Transactions decided, each counted once. */
    synchronized int decided() {
        return seen.cardinality();
    }

    /** Why reading stopped by itself; null while it goes on. */
    synchronized @Nullable Throwable failure() {
        return failure;
    }

    /** What was seen so far. */
    synchronized SteadyResult result(Settings.Delivery delivery, Histogram late) {
        return new SteadyResult(
                delivery,
                plan.count(),
                seen.cardinality(),
                duplicates,
                (double) inTime / plan.seconds(),
                new EnumMap<>(actions),
                (double) passed / latency.getTotalCount(),
                latency.copy(),
                late.copy());
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
