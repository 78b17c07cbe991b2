package io.weir.cli;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.weir.cli.settings.Settings;
import io.weir.console.Health;
import io.weir.console.MetricsServer;
import io.weir.stream.StreamSettings;
import io.weir.stream.StreamTopics;
import io.weir.stream.WeirStream;
import io.weir.training.BundleFile;
import io.weir.wire.WireFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One instance of the stream with its metrics and health, from the check of its topics to its end. For one thread. */
final class RunningStream implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunningStream.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Settings settings;
    private final CleanStop stop;
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final WireFormat wire;
    private final MetricsServer server;
    private volatile String waitingFor = "starting";
    private volatile @Nullable WeirStream stream;

    RunningStream(Settings settings, CleanStop stop) throws IOException {
        this.settings = settings;
        this.stop = stop;
        this.wire = WireFormat.create(settings.registry().values());
        this.server =
                MetricsServer.start(settings.http().host(), settings.http().port(), metrics, this::health);
        LOG.info("metrics and health on {}", server.address());
    }

    /**
     * Runs until asked to stop, or until the stream stops by itself.
     *
     * @throws UserException when the topics are not as they must be
     */
    void run() {
        StreamSettings streamSettings = StreamWiring.stream(settings);
        checkTopics(streamSettings);
        awaitBundle(streamSettings.topics().bundles());
        if (stop.requested()) {
            return;
        }
        WeirStream started = WeirStream.start(
                streamSettings,
                wire,
                metrics,
                content -> BundleFile.read(content).bundle());
        stream = started;
        while (started.isAlive() && !stop.await(LOOK)) {
            LOG.trace("stream is {}", started.state());
        }
    }

    /** Why the stream stopped by itself; null when it did not. */
    @Nullable
    Throwable failure() {
        WeirStream started = stream;
        return started == null ? null : started.failure();
    }

    private void checkTopics(StreamSettings streamSettings) {
        List<String> problems;
        try (Admin admin = KafkaClients.admin(settings)) {
            problems = new StreamTopics(streamSettings, settings.topics().replicationFactor()).problems(admin);
        }
        if (!problems.isEmpty()) {
            throw new UserException("the topics are not ready; 'weir topics' creates those that are missing\n  "
                    + String.join("\n  ", problems));
        }
    }

    /** Without a bundle nothing can be decided: a new installation waits here, alive but not ready. */
    private void awaitBundle(String topic) {
        try (Consumer<String, byte[]> consumer = KafkaClients.consumer(settings)) {
            TopicPartition partition = new TopicPartition(topic, 0);
            while (isEmpty(consumer, partition) && !stop.await(LOOK)) {
                if (!waitingFor.startsWith("no bundle")) {
                    waitingFor = "no bundle on topic " + topic + "; publish one with: weir publish BUNDLE";
                    LOG.warn("waiting: {}", waitingFor);
                }
            }
        }
        waitingFor = "starting";
    }

    /** True when nothing was ever published on the bundles topic. */
    static boolean hasNoBundle(Settings settings, String topic) {
        try (Consumer<String, byte[]> consumer = KafkaClients.consumer(settings)) {
            return isEmpty(consumer, new TopicPartition(topic, 0));
        }
    }

    private static boolean isEmpty(Consumer<String, byte[]> consumer, TopicPartition partition) {
        List<TopicPartition> one = List.of(partition);
        Map<TopicPartition, Long> begin = consumer.beginningOffsets(one);
        return begin.equals(consumer.endOffsets(one));
    }

    private Health health() {
        WeirStream started = stream;
        if (started == null) {
            return Health.notReady(waitingFor);
        }
        if (!started.isAlive()) {
            return Health.dead("the stream has stopped: " + started.state());
        }
        return started.isReady() ? Health.READY : Health.notReady("the stream is " + started.state());
    }

    @Override
    public void close() {
        WeirStream started = stream;
        if (started != null) {
            started.close();
        }
        server.close();
        wire.close();
    }
}
