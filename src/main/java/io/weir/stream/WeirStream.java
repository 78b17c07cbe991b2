package io.weir.stream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.weir.decision.ModelBundle;
import io.weir.wire.RegistryUnavailableException;
import io.weir.wire.WireFormat;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running stream of one instance. */
public final class WeirStream implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WeirStream.class);
    private static final Duration STOP = Duration.ofSeconds(60);

    /** Any record must fit among the dead letters, cut if need be: the producer's own bound is 1 MiB. */
    private static final String LARGEST_DEAD_LETTER = Integer.toString(32 << 20);

    /** Twice the largest of what goes between partitions, for keys, headers and values: the broker's own bound is 1 MiB. */
    private static final String LARGEST_HOP = Integer.toString(2 * Incoming.MOST_BYTES);

    /** Brokers refuse records more than an hour ahead of their clock, which need not be quite ours. */
    private static final Duration BROKERS_ACCEPT = Duration.ofMinutes(30);

    private final KafkaStreams streams;
    private final GroupMembershipOperation membership;
    private final Patience patience;
    private final KafkaStreamsMetrics kafkaMetrics;
    private final RestoreProgress restoring = new RestoreProgress();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private WeirStream(
            KafkaStreams streams, GroupMembershipOperation membership, Patience patience, MeterRegistry registry) {
        this.streams = streams;
        this.membership = membership;
        this.patience = patience;
        this.kafkaMetrics = new KafkaStreamsMetrics(streams);
        streams.setStateListener((now, before) -> {
            LOG.info("stream is {}", now.name().toLowerCase(Locale.ROOT));
            if (now == KafkaStreams.State.ERROR) {
                failure.compareAndSet(null, new IllegalStateException("the stream ended in an error; see the log"));
            }
            if (now == KafkaStreams.State.ERROR || now == KafkaStreams.State.NOT_RUNNING) {
                stopped.countDown();
            }
        });
        streams.setUncaughtExceptionHandler(this::onFailure);
        streams.setGlobalStateRestoreListener(restoring);
        Gauge.builder("weir.restore.records", restoring, RestoreProgress::records)
                .description("Records of changelogs that the stores of this instance still lack before it decides")
                .register(registry);
        Gauge.builder("weir.ready", () -> isReady() ? 1 : 0)
                .description("1 when the stream decides, 0 while it restores or rebalances")
                .register(registry);
    }

    /**
     * Starts the stream; it decides once its state is restored ({@link #isReady}).
     *
     * @param bundleReader reads a bundle file; throws {@link IllegalArgumentException} for a broken one
     * @throws org.apache.kafka.common.config.ConfigException naming a Kafka setting that is wrong
     * @throws RegistryUnavailableException when what is published cannot be read because the registry is away
     */
    public static WeirStream start(
            StreamSettings settings,
            WireFormat wire,
            MeterRegistry registry,
            Function<byte[], ModelBundle> bundleReader) {
        KafkaMeters.keepUseful(registry);
        CountedFlushes flushes = new CountedFlushes();
        StreamParts parts = new StreamParts(
                settings, wire, new Published(), new StreamMetrics(registry), new Patience(), flushes::count);
        Topology topology = new DecisionTopology(parts, bundleReader).build(Clock.systemUTC());
        KafkaStreams streams = new KafkaStreams(topology, properties(settings), flushes);
        WeirStream stream = new WeirStream(streams, membership(settings), parts.patience(), registry);
        stream.kafkaMetrics.bindTo(registry);
        try {
            streams.start();
        } catch (StreamsException e) {
            stream.close();
            throw e.getCause() instanceof RegistryUnavailableException away ? away : e;
        }
        parts.patience().begin();
        return stream;
    }

    private static GroupMembershipOperation membership(StreamSettings settings) {
        boolean ownId = settings.kafka().keySet().stream().anyMatch(name -> name.endsWith("group.instance.id"));
        return ownId ? GroupMembershipOperation.REMAIN_IN_GROUP : GroupMembershipOperation.LEAVE_GROUP;
    }

    /** Weir's defaults for Kafka Streams; what the user sets goes before them. */
    public static Properties properties(StreamSettings settings) {
        Map<String, String> all = new HashMap<>();
        all.put(
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                settings.exactlyOnce() ? StreamsConfig.EXACTLY_ONCE_V2 : StreamsConfig.AT_LEAST_ONCE);
        all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.exactlyOnce() ? "10" : "1000");
        all.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, "true");
        all.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class.getName());
        all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, "2");
        all.put(StreamsConfig.producerPrefix("linger.ms"), "5");
        all.put(StreamsConfig.producerPrefix("batch.size"), "65536");
        all.put(StreamsConfig.producerPrefix("max.request.size"), LARGEST_DEAD_LETTER);
        if (settings.maxAhead().compareTo(BROKERS_ACCEPT) > 0) {
            all.put(StreamsConfig.topicPrefix("message.timestamp.after.max.ms"), Long.toString(Long.MAX_VALUE));
        }
        all.put(StreamsConfig.topicPrefix("max.message.bytes"), LARGEST_HOP);
        all.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
        all.put(StreamsConfig.consumerPrefix("max.poll.records"), "2000");
        all.putAll(settings.kafka());
        Properties properties = new Properties();
        properties.putAll(all);
        return properties;
    }

    /** True when all tasks run. */
    public boolean isReady() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /** True until the stream has stopped for good. */
    public boolean isAlive() {
        return stopped.getCount() > 0;
    }

    /** What the stream is doing, for a person: running, rebalancing, error, or restoring and how much of it is left. */
    public String state() {
        KafkaStreams.State state = streams.state();
        return state == KafkaStreams.State.REBALANCING && restoring.stores() > 0
                ? String.format(
                        Locale.ROOT, "restoring %d stores, %,d records left", restoring.stores(), restoring.records())
                : state.name().toLowerCase(Locale.ROOT);
    }

    /** Why the stream stopped by itself; null while it runs or after {@link #close}. */
    public @Nullable Throwable failure() {
        return failure.get();
    }

    /**
     * Stops cleanly: what was read is finished and committed. An instance without an id of its own leaves the group, so that
     * others need not wait out its session; one with an id keeps its partitions for a quick return.
     */
    @Override
    public void close() {
        patience.end();
        kafkaMetrics.close();
        if (!streams.close(CloseOptions.timeout(STOP).withGroupMembershipOperation(membership))) {
            LOG.warn("the stream did not stop within {}", STOP);
        }
        stopped.countDown();
    }

    /** A cluster or registry that is away comes back: try again. Anything else is a broken invariant: stop loudly. */
    private StreamThreadExceptionResponse onFailure(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof RetriableException || cause instanceof RegistryUnavailableException) {
                LOG.warn("a stream thread failed and is replaced: {}", cause.getMessage());
                patience.pause();
                return StreamThreadExceptionResponse.REPLACE_THREAD;
            }
        }
        LOG.error("the stream stops: {}", error.getMessage(), error);
        failure.set(error);
        patience.end();
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
}
