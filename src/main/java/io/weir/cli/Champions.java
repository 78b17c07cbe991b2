package io.weir.cli;

import io.weir.cli.settings.Settings;
import io.weir.training.BundleFile;
import io.weir.transaction.InvalidRecordException;
import io.weir.wire.PublishedBundle;
import io.weir.wire.WireFormat;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the bundles topic for a champion that this version can decide with. For one thread. */
final class Champions implements AutoCloseable {

    /** The slot that decides. */
    static final String SLOT = "champion";

    private static final Logger LOG = LoggerFactory.getLogger(Champions.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<String, byte[]> consumer;
    private final WireFormat wire;
    private final TopicPartition partition;
    private final Set<String> usable = new HashSet<>();

    Champions(Settings settings, WireFormat wire, String topic) {
        this.consumer = KafkaClients.consumer(settings);
        this.wire = wire;
        this.partition = new TopicPartition(topic, 0);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    /** Whether there is one, by what is published now; reads on from where the last call ended. */
    boolean isThere() {
        Map<TopicPartition, Long> end = consumer.endOffsets(List.of(partition));
        while (consumer.position(partition) < end.getOrDefault(partition, 0L)) {
            consumer.poll(POLL).forEach(this::take);
        }
        return !usable.isEmpty();
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        if (record.value() != null && isUsable(record)) {
            usable.add(record.key());
        } else {
            usable.remove(record.key());
        }
    }

    private boolean isUsable(ConsumerRecord<String, byte[]> record) {
        try {
            PublishedBundle bundle = wire.readBundle(record.topic(), record.value());
            if (!bundle.slot().equals(SLOT)) {
                return false;
            }
            BundleFile.read(bundle.content());
            return true;
        } catch (InvalidRecordException | IllegalArgumentException e) {
            LOG.warn("{}: record {} cannot be used: {}", record.topic(), record.key(), e.getMessage());
            return false;
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
