package io.weir.cli;

import io.weir.stream.StreamSettings;
import io.weir.stream.WeirStream;
import io.weir.transaction.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * The floor: Kafka Streams with Weir's hops, one read and one write of a profile at each, its two entries for a transaction and
 * its decision, all as long as Weir's, and nothing that is computed. No stream of this shape can be faster. What Weir does
 * besides it pays for itself: Avro, features, scores, costs, alerts, evidence, order, metrics.
 */
final class LoadedFloor implements LoadSystem {

    private static final String IN = "floor-transactions";
    private static final String OUT = "floor-decisions";

    private final LoadCluster cluster;
    private final List<String> entities;
    private final AtomicLong filled = new AtomicLong();
    private @Nullable KafkaStreams streams;
    private volatile @Nullable Throwable failure;

    /** On the cluster on which Weir has run; at each start it takes its sizes from what Weir has written last. */
    LoadedFloor(LoadCluster cluster) {
        this.cluster = cluster;
        this.entities = cluster.streamSettings().catalogue().profiles().stream()
                .map(profile -> profile.name())
                .toList();
        createTopics();
    }

    private void createTopics() {
        int partitions = cluster.streamSettings().partitions();
        try (Admin admin = KafkaClients.admin(cluster.settings())) {
            admin.createTopics(
                            List.of(new NewTopic(IN, partitions, (short) 1), new NewTopic(OUT, partitions, (short) 1)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the floor's topics cannot be created", e);
        }
    }

    private List<FloorHop.Stage> stages() {
        String id = cluster.settings().application().id();
        List<FloorHop.Stage> all = new ArrayList<>();
        for (int e = 0; e < entities.size(); e++) {
            boolean last = e == entities.size() - 1;
            String timed = e == 0 ? "passed-transactions" : last ? "seen-transactions" : null;
            all.add(new FloorHop.Stage(
                    e,
                    entities.get(e) + "-profiles",
                    samples(id + "-" + entities.get(e) + "-profiles-changelog"),
                    timed,
                    timed == null ? null : samples(id + "-" + timed + "-changelog"),
                    samples(
                            last
                                    ? cluster.streamSettings().topics().decisions()
                                    : id + "-" + entities.get(e + 1) + "-repartition")));
        }
        return all;
    }

    private Topology topology() {
        StreamsBuilder builder = new StreamsBuilder();
        KStream<String, byte[]> stream = builder.stream(
                IN, Consumed.with(Serdes.String(), Serdes.ByteArray()).withName("in"));
        for (FloorHop.Stage stage : stages()) {
            String name = entities.get(stage.entity());
            if (stage.entity() > 0) {
                stream = stream.selectKey(
                                (key, message) -> FloorMessage.key(message, stage.entity()), Named.as("key-by-" + name))
                        .repartition(Repartitioned.<String, byte[]>as(name)
                                .withKeySerde(Serdes.String())
                                .withValueSerde(Serdes.ByteArray())
                                .withNumberOfPartitions(cluster.streamSettings().partitions()));
            }
            addStores(builder, stage);
            stream = stream.process(
                    () -> new FloorHop(stage),
                    Named.as("hop-" + name),
                    stage.stores().toArray(String[]::new));
        }
        stream.peek((key, message) -> filled.incrementAndGet(), Named.as("count"))
                .selectKey((key, message) -> FloorMessage.key(message, 0), Named.as("key-by-account"))
                .to(OUT, Produced.with(Serdes.String(), Serdes.ByteArray()).withName("out"));
        return builder.build();
    }

    private FloorSamples samples(String topic) {
        return FloorSamples.of(cluster.settings(), topic);
    }

    private void addStores(StreamsBuilder builder, FloorHop.Stage stage) {
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(stage.profiles()), Serdes.String(), Serdes.ByteArray()));
        if (stage.transactions() != null) {
            Duration retention = cluster.streamSettings().labelRetention();
            builder.addStateStore(Stores.windowStoreBuilder(
                    Stores.persistentWindowStore(stage.transactions(), retention, Duration.ofMillis(1), false),
                    Serdes.String(),
                    Serdes.ByteArray()));
        }
    }

    @Override
    public String name() {
        return "floor";
    }

    @Override
    public void start() {
        StreamSettings settings = cluster.streamSettings();
        Properties properties = WeirStream.properties(settings);
        properties.merge(StreamsConfig.APPLICATION_ID_CONFIG, "-floor", (id, suffix) -> id + (String) suffix);
        KafkaStreams started = new KafkaStreams(topology(), properties);
        started.setUncaughtExceptionHandler(error -> {
            failure = error;
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        started.start();
        streams = started;
    }

    @Override
    public void stop() {
        KafkaStreams started = streams;
        if (started != null) {
            // Who stays in the group makes the next start wait for the end of its session.
            started.close(CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
        }
        streams = null;
    }

    @Override
    public boolean isReady() {
        KafkaStreams started = streams;
        return started != null && started.state() == KafkaStreams.State.RUNNING;
    }

    @Override
    public @Nullable Throwable failure() {
        return failure;
    }

    @Override
    public long filled() {
        return filled.get();
    }

    @Override
    public String inputTopic() {
        return IN;
    }

    @Override
    public byte[] input(int number, Transaction transaction) {
        List<String> keys = new ArrayList<>();
        cluster.streamSettings().catalogue().profiles().forEach(profile -> {
            String key = profile.keyOf(transaction);
            keys.add(key == null ? transaction.account() : key);
        });
        String topic = cluster.streamSettings().topics().transactions();
        return FloorMessage.write(number, keys, cluster.wire().transaction(topic, transaction));
    }

    @Override
    public String outputTopic() {
        return OUT;
    }

    @Override
    public int number(ConsumerRecord<String, byte[]> record) {
        return FloorMessage.number(record.value());
    }
}
