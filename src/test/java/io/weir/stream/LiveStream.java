package io.weir.stream;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weir.history.Event;
import io.weir.training.BundleFile;
import io.weir.transaction.Label;
import io.weir.transaction.Transaction;
import io.weir.wire.PublishedBundle;
import io.weir.wire.PublishedPolicy;
import io.weir.wire.WireFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The real stream on a real broker, with a producer before it; it can be stopped and started again. */
final class LiveStream implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    final StreamSettings settings;
    /** Of the sender and the readers; the stream makes its own at each start. */
    final WireFormat wire;

    private final String brokers;
    private final String registryUrl;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Future<RecordMetadata>> pending = new ArrayList<>();
    private SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private @Nullable WeirStream stream;
    private @Nullable WireFormat streamWire;

    /** Creates the topics; does not start yet. */
    LiveStream(String brokers, String registryUrl, StreamSettings settings) {
        this.brokers = brokers;
        this.registryUrl = registryUrl;
        this.settings = settings;
        this.wire = newWire();
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers, "max.request.size", "33554432"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            new StreamTopics(settings, 1).create(admin);
        }
    }

    private WireFormat newWire() {
        return WireFormat.create(Map.of("schema.registry.url", registryUrl));
    }

    /** Starts, with nothing known of the registry's schemas, and waits until it decides. */
    void start() {
        meters = new SimpleMeterRegistry();
        streamWire = newWire();
        WeirStream started = WeirStream.start(
                settings, streamWire, meters, bytes -> BundleFile.read(bytes).bundle());
        stream = started;
        await().atMost(PATIENCE).until(started::isReady);
    }

    void stop() {
        if (stream != null) {
            stream.close();
            stream = null;
        }
        if (streamWire != null) {
            streamWire.close();
        }
    }

    /** Loses what the stopped stream kept on disk. */
    void deleteState() throws IOException {
        try (Stream<Path> all = Files.walk(Path.of(settings.kafka().get("state.dir")))) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    boolean isAlive() {
        return stream != null && stream.isAlive();
    }

    /** True when the last champion published has this version. */
    boolean hasChampion(String version) {
        return meters.find("weir.bundle").tag("version", version).gauge() != null;
    }

    void publish(PublishedBundle bundle) {
        String topic = settings.topics().bundles();
        send(topic, DrivenStream.bytes("champion|" + bundle.effectiveFromMillis()), wire.bundle(topic, bundle));
    }

    byte[] bytes(PublishedPolicy policy) {
        return wire.policy(settings.topics().policies(), policy);
    }

    void send(Event event) {
        if (event instanceof Event.Payment payment) {
            send(payment.transaction());
        } else if (event instanceof Event.Report report) {
            send(report.label());
        }
    }

    void send(Transaction transaction) {
        String topic = settings.topics().transactions();
        send(topic, DrivenStream.bytes(transaction.account()), wire.transaction(topic, transaction));
    }

    void send(Label label) {
        String topic = settings.topics().labels();
        send(topic, DrivenStream.bytes(label.account()), wire.label(topic, label));
    }

    void send(String topic, byte @Nullable [] key, byte @Nullable [] value) {
        pending.add(producer.send(new ProducerRecord<>(topic, key, value)));
    }

    /** Until all that was sent is on the brokers. */
    void flush() {
        producer.flush();
        for (Future<RecordMetadata> sent : pending) {
            try {
                sent.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("record was not sent", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
        pending.clear();
    }

    TopicReader read(String topic) {
        return new TopicReader(brokers, topic);
    }

    @Override
    public void close() {
        stop();
        producer.close();
        wire.close();
    }
}
