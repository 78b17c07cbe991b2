package io.weir.cli;

import io.weir.stream.WeirStream;
import io.weir.transaction.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * its decision, all as long as Weir's, in as many instances, and nothing that is computed. What Weir does besides it pays for
 * itself: Avro, features, scores, costs, alerts, evidence, order, metrics.
 */
final class LoadedFloor implements LoadSystem {

    private static final String IN = "floor-transactions";
    private static final String OUT = "floor-decisions";
    private static final Duration STOP = Duration.ofSeconds(60);

    private final LoadCluster cluster;
    private final int instances;
    private final List<String> entities;
    private final AtomicLong filled = new AtomicLong();
    private final List<KafkaStreams> streams = new ArrayList<>();
    private Map<String, FloorSamples> like = Map.of();
    private volatile @Nullable Throwable failure;

    /** On the cluster on which Weir has run. */
    LoadedFloor(LoadCluster cluster, int instances) {
        this.cluster = cluster;
        this.instances = instances;
        this.entities = cluster.entities();
        createTopics();
    }

    /** From its next start on it writes what Weir wrote. */
    void like(Map<String, FloorSamples> written) {
        like = written;
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
        List<FloorHop.Stage> all = new ArrayList<>();
        for (int e = 0; e < entities.size(); e++) {
            boolean last = e == entities.size() - 1;
            List<String> timed = new ArrayList<>();
            if (e == 0) {
                timed.add(LoadCluster.PASSED);
            }
            if (last) {
                timed.add(LoadCluster.SEEN);
            }
            all.add(new FloorHop.Stage(
                    e,
                    LoadCluster.profiles(entities.get(e)),
                    timed,
                    last ? LoadCluster.DECISIONS : LoadCluster.hop(entities.get(e + 1)),
                    last ? 0 : e + 1,
                    like));
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

    private void addStores(StreamsBuilder builder, FloorHop.Stage stage) {
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(stage.profiles()), Serdes.String(), Serdes.ByteArray()));
        Duration retention = cluster.streamSettings().labelRetention();
        for (String store : stage.transactions()) {
            builder.addStateStore(Stores.windowStoreBuilder(
                    Stores.persistentWindowStore(store, retention, Duration.ofMillis(1), false),
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
        for (int i = 0; i < instances; i++) {
            Properties properties = WeirStream.properties(cluster.instance(i));
            properties.put(StreamsConfig.APPLICATION_ID_CONFIG, application());
            KafkaStreams started = new KafkaStreams(topology(), properties);
            started.setUncaughtExceptionHandler(error -> {
                failure = error;
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            streams.add(started);
            started.start();
        }
    }

    private String application() {
        return cluster.settings().application().id() + "-floor";
    }

    /** Who stays in the group would make the next start wait for the end of its session. */
    @Override
    public void stop() {
        CloseOptions leaving =
                CloseOptions.timeout(STOP).withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP);
        boolean stopped =
                streams.stream().map(started -> started.close(leaving)).reduce(true, Boolean::logicalAnd);
        streams.clear();
        if (!stopped) {
            failure = new UserException("the floor did not stop within " + STOP.toSeconds() + " s");
        }
    }

    @Override
    public boolean isReady() {
        return streams.stream().allMatch(started -> started.state() == KafkaStreams.State.RUNNING);
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
    public Map<String, String> written() {
        return cluster.written(application(), OUT);
    }

    @Override
    public int number(ConsumerRecord<String, byte[]> record) {
        return FloorMessage.number(record.value());
    }
}
