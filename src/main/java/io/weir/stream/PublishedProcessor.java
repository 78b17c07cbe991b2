package io.weir.stream;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one global store and hands each record on to {@link Published}. A record that cannot be used is logged and counted
 * and what was in force stays in force: a broken bundle must not stop decisions.
 */
final class PublishedProcessor implements Processor<String, byte[], Void, Void> {

    private static final Logger LOG = LoggerFactory.getLogger(PublishedProcessor.class);

    private final String store;
    private final String topic;
    private final Reader reader;
    private final StreamMetrics metrics;
    private KeyValueStore<String, byte[]> records;

    /** Reads one record of a topic and takes it over. */
    @FunctionalInterface
    interface Reader {
        void take(String key, byte[] value);
    }

    @SuppressWarnings("NullAway.Init")
    PublishedProcessor(String store, String topic, Reader reader, StreamMetrics metrics) {
        this.store = store;
        this.topic = topic;
        this.reader = reader;
        this.metrics = metrics;
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
            reader.take(record.key(), record.value());
        } catch (RuntimeException e) {
            metrics.refused(topic);
            LOG.error("{}: record {} cannot be used and is ignored: {}", topic, record.key(), e.getMessage());
            LOG.debug("{}: record {}", topic, record.key(), e);
        }
    }
}
