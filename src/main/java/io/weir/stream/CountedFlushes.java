package io.weir.stream;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.errors.StreamsException;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's clients, whose producers count how often they were flushed. At least once, a thread flushes its producer before each
 * commit; what it sent before a flush that has ended well is with the brokers, whatever becomes of the thread. Kafka Streams
 * tells processors nothing of that. A record that could not be sent fails the next flush, whatever a {@code
 * production.exception.handler} makes of it.
 */
final class CountedFlushes implements KafkaClientSupplier {

    private static final String PRODUCER = "-producer";

    private final Map<String, AtomicLong> byThread = new ConcurrentHashMap<>();

    /**
     * Flushes of the calling stream thread's producer that have ended well.
     *
     * @throws IllegalStateException on a thread that has none
     */
    long count() {
        String thread = Thread.currentThread().getName();
        AtomicLong count = byThread.get(thread);
        if (count == null) {
            throw new IllegalStateException("thread " + thread + " has no producer whose flushes are counted");
        }
        return count.get();
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        if (config.containsKey(ProducerConfig.TRANSACTIONAL_ID_CONFIG)) {
            return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        }
        String client = String.valueOf(config.get(ProducerConfig.CLIENT_ID_CONFIG));
        String thread = client.endsWith(PRODUCER) ? client.substring(0, client.length() - PRODUCER.length()) : client;
        AtomicLong flushes = new AtomicLong();
        byThread.put(thread, flushes);
        return new Counting(config, flushes);
    }

    /**
     * A flush returns also when records were given up. One after which the thread goes on would commit what it read without what
     * it wrote, and Kafka Streams tells only one of the thread's tasks: so it fails, and the thread begins again at its commit.
     */
    private static final class Counting extends KafkaProducer<byte[], byte[]> {

        private final AtomicLong flushes;
        private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

        Counting(Map<String, Object> config, AtomicLong flushes) {
            super(config, new ByteArraySerializer(), new ByteArraySerializer());
            this.flushes = flushes;
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
            return super.send(record, (metadata, error) -> {
                if (error != null) {
                    failure.compareAndSet(null, error);
                }
                if (callback != null) {
                    callback.onCompletion(metadata, error);
                }
            });
        }

        @Override
        public void flush() {
            super.flush();
            Exception lost = failure.get();
            if (lost != null) {
                throw new StreamsException("records could not be sent; since the last commit all is done again", lost);
            }
            flushes.incrementAndGet();
        }
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return getConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return getConsumer(config);
    }
}
