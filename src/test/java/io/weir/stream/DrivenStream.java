package io.weir.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weir.baserate.BaseRateCommand;
import io.weir.baserate.BaseRateVersion;
import io.weir.decision.ModelBundle;
import io.weir.decision.Outcome;
import io.weir.history.Event;
import io.weir.testing.LocalCluster;
import io.weir.training.BundleFile;
import io.weir.transaction.Label;
import io.weir.transaction.Transaction;
import io.weir.wire.AlertRecord;
import io.weir.wire.DecisionRecord;
import io.weir.wire.PublishedBundle;
import io.weir.wire.PublishedPolicy;
import io.weir.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The whole topology in a {@link TopologyTestDriver}: records in, records out, no broker between. */
final class DrivenStream implements AutoCloseable {

    static final WireFormat WIRE = LocalCluster.wire();

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final TopologyTestDriver driver;
    private final Topics topics;

    DrivenStream(StreamSettings settings) {
        this(settings, InstantSource.system());
    }

    DrivenStream(StreamSettings settings, InstantSource clock) {
        this(settings, clock, DrivenStream::read);
    }

    /** With bundles read in another way than from files. */
    DrivenStream(StreamSettings settings, InstantSource clock, Function<byte[], ModelBundle> bundleReader) {
        this.topics = settings.topics();
        this.driver = new TopologyTestDriver(
                topology(settings, meters, clock, bundleReader), WeirStream.properties(settings));
    }

    static Topology topology(StreamSettings settings) {
        return topology(settings, new SimpleMeterRegistry(), InstantSource.system(), DrivenStream::read);
    }

    private static Topology topology(
            StreamSettings settings,
            SimpleMeterRegistry meters,
            InstantSource clock,
            Function<byte[], ModelBundle> bundleReader) {
        // The driver sends at once.
        AtomicLong flushes = new AtomicLong();
        StreamParts parts = new StreamParts(
                settings, WIRE, new Published(), new StreamMetrics(meters), new Patience(), flushes::incrementAndGet);
        return new DecisionTopology(parts, bundleReader).build(clock);
    }

    private static ModelBundle read(byte[] file) {
        return BundleFile.read(file).bundle();
    }

    void publish(PublishedBundle bundle) {
        String key = bundle.slot() + '|' + bundle.effectiveFromMillis();
        send(topics.bundles(), bytes(key), WIRE.bundle(topics.bundles(), bundle));
    }

    void publish(PublishedPolicy policy) {
        String key = policy.policy().id() + '|' + policy.effectiveFromMillis();
        send(topics.policies(), bytes(key), WIRE.policy(topics.policies(), policy));
    }

    void publish(BaseRateCommand command) {
        String key = command.segment() + '|' + command.effectiveFromMillis();
        send(topics.baseRateCommands(), bytes(key), WIRE.baseRateCommand(topics.baseRateCommands(), command));
    }

    void send(Event event) {
        if (event instanceof Event.Payment payment) {
            send(payment.transaction());
        } else if (event instanceof Event.Report report) {
            send(report.label());
        }
    }

    void send(Transaction transaction) {
        send(topics.transactions(), bytes(transaction.account()), wire(transaction));
    }

    void send(Label label) {
        send(topics.labels(), bytes(label.account()), WIRE.label(topics.labels(), label));
    }

    byte[] wire(Transaction transaction) {
        return WIRE.transaction(topics.transactions(), transaction);
    }

    void send(String topic, byte @Nullable [] key, byte @Nullable [] value) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(key, value));
    }

    /** What has come since this was last asked. */
    List<DecisionRecord> decisions() {
        return read(topics.decisions(), WIRE::readDecision);
    }

    List<AlertRecord> alerts(String queue) {
        return read(topics.alerts(queue), WIRE::readAlert);
    }

    List<Outcome> outcomes() {
        return read(topics.outcomes(), WIRE::readOutcome);
    }

    List<BaseRateVersion> baseRates() {
        return read(topics.baseRates(), WIRE::readBaseRate);
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        return driver.createOutputTopic(topics.deadLetters(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    /** Value of a counter; 0 when nothing was counted. */
    double count(String name, String... tags) {
        Counter counter = meters.find(name).tags(tags).counter();
        return counter == null ? 0 : counter.count();
    }

    private <T> List<T> read(String topic, BiFunction<String, byte[], T> reader) {
        return driver
                .createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readValuesToList()
                .stream()
                .map(value -> reader.apply(topic, value))
                .toList();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        driver.close();
    }
}
