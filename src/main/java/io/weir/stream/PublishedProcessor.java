package io.weir.stream;

import io.weir.wire.RegistryUnavailableException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one global store and hands each record on to {@link Published}. A record that cannot be used is logged and counted
 * and what was in force stays in force: a broken bundle must not stop decisions. While the registry is away the running
 * stream goes on with what is in force and reads the record when the registry is back; a starting one fails.
 */
final class PublishedProcessor implements Processor<String, byte[], Void, Void> {

    private static final Logger LOG = LoggerFactory.getLogger(PublishedProcessor.class);

    private final String store;
    private final String topic;
    private final Reader reader;
    private final StreamParts parts;
    private KeyValueStore<String, byte[]> records;

    /** Reads one record of a topic and takes it over. */
    @FunctionalInterface
    interface Reader {
        void take(String key, byte[] value);
    }

    @SuppressWarnings("NullAway.Init")
    PublishedProcessor(String store, String topic, Reader reader, StreamParts parts) {
        this.store = store;
        this.topic = topic;
        this.reader = reader;
        this.parts = parts;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        records = context.getStateStore(store);
    }

    @Override
    public void process(Record<String, byte[]> record) {
        if (record.value() == null) {
            records.delete(record.key());
            return;
        }
        records.put(record.key(), record.value());
        try {
            parts.patience().with(() -> taken(record));
        } catch (RegistryUnavailableException e) {
            if (!parts.patience().ended()) {
                throw e;
            }
        } catch (RuntimeException e) {
            parts.metrics().refused(topic);
            LOG.error("{}: record {} cannot be used and is ignored: {}", topic, record.key(), e.getMessage());
            LOG.debug("{}: record {}", topic, record.key(), e);
        }
    }

    private boolean taken(Record<String, byte[]> record) {
        reader.take(record.key(), record.value());
        return true;
    }
}
