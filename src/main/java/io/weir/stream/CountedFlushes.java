package io.weir.stream;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * Kafka's clients, whose producers count how often they were flushed. At least once, a thread flushes its producer before each
 * commit; what it sent before a flush that has ended is with the brokers, whatever becomes of the thread. Kafka Streams tells
 * processors nothing of that.
 */
final class CountedFlushes implements KafkaClientSupplier {

    private static final String PRODUCER = "-producer";

    private final Map<String, AtomicLong> byThread = new ConcurrentHashMap<>();

    /**
     * Flushes of the calling stream thread's producer that have ended. On a thread of another kind, as in a test driver, which
     * sends at once, each look is one more.
     */
    long count() {
        AtomicLong count =
                byThread.computeIfAbsent(Thread.currentThread().getName(), thread -> new AtomicLong(Long.MIN_VALUE));
        return count.get() < 0 ? count.incrementAndGet() : count.get();
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        String client = String.valueOf(config.get(ProducerConfig.CLIENT_ID_CONFIG));
        String thread = client.endsWith(PRODUCER) ? client.substring(0, client.length() - PRODUCER.length()) : client;
        AtomicLong flushes = new AtomicLong();
        byThread.put(thread, flushes);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public void flush() {
                super.flush();
                flushes.incrementAndGet();
            }
        };
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
