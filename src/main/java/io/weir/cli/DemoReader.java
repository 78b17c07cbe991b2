package io.weir.cli;

import io.weir.baserate.BaseRateVersion;
import io.weir.decision.Action;
import io.weir.evaluation.Scorecard;
import io.weir.history.DecisionWriter;
import io.weir.stream.DeadLetterHeaders;
import io.weir.stream.Topics;
import io.weir.transaction.IdHash;
import io.weir.transaction.InvalidRecordException;
import io.weir.wire.DecisionRecord;
import io.weir.wire.WireFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the stream writes, from the start, as any consumer outside would, and scores the decisions against the truth.
 * One thread reads ({@link #run}); others look at it under its lock.
 */
final class DemoReader implements Runnable, AutoCloseable {

    private static final int RECENT = 8;

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final WireFormat wire;
    private final Topics topics;
    private final DemoScan scan;
    private final Scorecard scorecard;
    private final @Nullable DecisionWriter writer;
    private final Set<Long> decided = new HashSet<>();
    private final Set<Long> setAside = new HashSet<>();
    private final Set<Long> outcomes = new HashSet<>();
    private final Set<Long> fraudsJoined = new HashSet<>();
    private final Set<Long> fraudsSetAside = new HashSet<>();
    private final Map<String, Long> deadLetters = new HashMap<>();
    private final Deque<DecisionRecord> recent = new ArrayDeque<>();
    private final Thread thread = new Thread(this, "demo-reader");
    private volatile boolean closing;
    private @Nullable Throwable failure;
    private final BaseRateHistory baseRates = new BaseRateHistory();
    private @Nullable DecisionRecord latest;
    private long duplicates;
    private long alerts;

    /** @param writer is given each decision once, as it comes; null: none */
    DemoReader(
            String bootstrap,
            WireFormat wire,
            Topics topics,
            List<String> names,
            DemoScan scan,
            Scorecard scorecard,
            @Nullable DecisionWriter writer) {
        this.wire = wire;
        this.topics = topics;
        this.scan = scan;
        this.scorecard = scorecard;
        this.writer = writer;
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                5000);
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        try {
            assign(names);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
        thread.start();
    }

    private void assign(List<String> names) {
        Collection<TopicPartition> partitions = new ArrayList<>();
        for (String name : names) {
            if (!name.equals(topics.transactions()) && !name.equals(topics.labels())) {
                consumer.partitionsFor(name).forEach(p -> partitions.add(new TopicPartition(name, p.partition())));
            }
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    @Override
    public void run() {
        try (consumer) {
            while (!closing) {
                List<ConsumerRecord<byte[], byte[]>> batch = new ArrayList<>();
                consumer.poll(Duration.ofMillis(200)).forEach(batch::add);
                take(batch);
            }
        } catch (WakeupException e) {
            // Asked to stop while waiting.
        } catch (Throwable e) {
            // An error too: without the reader the demo would wait for ever.
            fail(e);
        }
    }

    private synchronized void take(List<ConsumerRecord<byte[], byte[]>> batch) throws IOException {
        for (ConsumerRecord<byte[], byte[]> record : batch) {
            String topic = record.topic();
            if (topic.equals(topics.decisions())) {
                decided(wire.readDecision(topic, record.value()));
            } else if (topic.startsWith(topics.alertsPrefix())) {
                alerts++;
            } else if (topic.equals(topics.outcomes())) {
                joined(wire.readOutcome(topic, record.value()).label().transactionId());
            } else if (topic.equals(topics.baseRates())) {
                baseRates.take(wire.readBaseRate(topic, record.value()));
            } else if (topic.equals(topics.deadLetters())) {
                setAside(record);
            }
        }
    }

    private void decided(DecisionRecord record) throws IOException {
        String id = record.decision().transaction().id();
        if (!decided.add(IdHash.of(id))) {
            duplicates++;
            return;
        }
        scorecard.add(record.decision(), scan.isFraud(id));
        if (writer != null) {
            writer.write(record.decision(), scan.isFraud(id));
        }
        latest = record;
        if (record.decision().action() != Action.APPROVE) {
            recent.addFirst(record);
            if (recent.size() > RECENT) {
                recent.removeLast();
            }
        }
    }

    private void setAside(ConsumerRecord<byte[], byte[]> record) {
        deadLetters.merge(DeadLetterHeaders.text(record.headers(), DeadLetterHeaders.REASON), 1L, Long::sum);
        try {
            String id =
                    wire.readTransaction(topics.transactions(), record.value()).id();
            if (scan.isToDecide(id)) {
                setAside.add(IdHash.of(id));
                if (scan.isFraud(id)) {
                    fraudsSetAside.add(IdHash.of(id));
                }
            }
        } catch (InvalidRecordException e) {
            // Not a readable transaction: it stands for no id.
        }
    }

    private void joined(String id) {
        outcomes.add(IdHash.of(id));
        if (scan.isFraud(id)) {
            fraudsJoined.add(IdHash.of(id));
        }
    }

    private synchronized void fail(Throwable error) {
        failure = error;
    }

    /** Transactions that have a decision or, failing that, a dead letter. */
    synchronized long settled() {
        return decided.size()
                + setAside.stream().filter(id -> !decided.contains(id)).count();
    }

    /** Transactions whose label met their decision. */
    synchronized long outcomes() {
        return outcomes.size();
    }

    /** Frauds whose label met their decision, and those set aside, which have none to meet. */
    synchronized long fraudsSettled() {
        return fraudsJoined.size()
                + fraudsSetAside.stream()
                        .filter(id -> !decided.contains(id) && !fraudsJoined.contains(id))
                        .count();
    }

    synchronized long duplicates() {
        return duplicates;
    }

    synchronized long alerts() {
        return alerts;
    }

    /** Dead letters by reason. */
    synchronized Map<String, Long> deadLetters() {
        return new HashMap<>(deadLetters);
    }

    synchronized Scorecard.Metrics metrics() {
        return scorecard.metrics();
    }

    /** Decisions by action. */
    synchronized Map<Action, Long> actions() {
        return scorecard.actions();
    }

    synchronized int decisions() {
        return scorecard.size();
    }

    /** The base rate last published. */
    synchronized @Nullable BaseRateVersion baseRate() {
        return baseRates.last();
    }

    /** All versions of the base rate so far, oldest first. */
    synchronized Collection<BaseRateVersion> baseRates() {
        return baseRates.all();
    }

    synchronized @Nullable DecisionRecord latest() {
        return latest;
    }

    /** The last decisions other than approvals, newest first. */
    synchronized List<DecisionRecord> recent() {
        return new ArrayList<>(recent);
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
