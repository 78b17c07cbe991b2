package io.weir.cli;

import io.micrometer.core.instrument.Counter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.weir.cli.settings.Settings;
import io.weir.console.Health;
import io.weir.console.MetricsServer;
import io.weir.stream.StreamSettings;
import io.weir.stream.StreamTopics;
import io.weir.stream.WeirStream;
import io.weir.training.BundleFile;
import io.weir.wire.RegistryUnavailableException;
import io.weir.wire.WireFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One instance of the stream with its metrics and health, from the check of its topics to its end. For one thread. */
final class RunningStream implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunningStream.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration OLD = Duration.ofSeconds(5);

    private final Settings settings;
    private final CleanStop stop;
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final WireFormat wire;
    private final MetricsServer server;
    private final long startedNanos = System.nanoTime();
    private volatile String waitingFor = "starting";
    private volatile @Nullable WeirStream stream;

    RunningStream(Settings settings, CleanStop stop) throws IOException {
        this.settings = settings;
        this.stop = stop;
        this.wire = WireFormat.create(settings.registry().values());
        try {
            this.server =
                    MetricsServer.start(settings.http().host(), settings.http().port(), metrics, this::health);
        } catch (IOException | RuntimeException e) {
            wire.close();
            throw e;
        }
        LOG.info("metrics and health on {}", server.address());
    }

    /**
     * Runs until asked to stop.
     *
     * @throws UserException when brokers or registry do not answer or refuse, when the topics are not as they must be, or when
     *     the stream ends by itself
     */
    void run() {
        try {
            runUntilStopped();
        } catch (RegistryUnavailableException e) {
            throw new UserException(e.getMessage() + "; check registry.schema.registry.url", e);
        } catch (KafkaException e) {
            String trouble = BrokerTrouble.of(e, brokers());
            throw trouble == null ? e : new UserException(trouble, e);
        }
    }

    private String brokers() {
        return settings.kafka().bootstrapServers();
    }

    private void runUntilStopped() {
        StreamSettings streamSettings = StreamWiring.stream(settings);
        checkTopics(streamSettings);
        WireFormat.checkRegistry(settings.registry().values());
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
        do {
            Throwable failure = StreamHealth.failure(started);
            if (failure != null) {
                String trouble = BrokerTrouble.of(failure, brokers());
                throw new UserException(
                        "the stream stopped: " + (trouble == null ? Failures.message(failure) : trouble), failure);
            }
        } while (!stop.await(LOOK));
    }

    /** What came of it. */
    Map<String, Object> summary() {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("application_id", settings.application().id());
        summary.put("decisions", count("weir.decisions"));
        summary.put("dead_letters", count("weir.dead.letters"));
        summary.put("seconds", (System.nanoTime() - startedNanos) / 1e9);
        return summary;
    }

    private long count(String counter) {
        return Math.round(metrics.find(counter).counters().stream()
                .mapToDouble(Counter::count)
                .sum());
    }

    private void checkTopics(StreamSettings streamSettings) {
        List<String> problems;
        try (Admin admin = KafkaClients.admin(settings)) {
            problems = new StreamTopics(streamSettings, settings.topics().replicationFactor()).problems(admin);
        } catch (TimeoutException e) {
            askOldBrokers();
            throw e;
        }
        if (!problems.isEmpty()) {
            throw new UserException("the topics are not ready; 'weir topics' creates those that are missing\n  "
                    + String.join("\n  ", problems));
        }
    }

    /** Of a broker that is too old an admin client says only that nobody answers; a consumer says what it is. */
    private void askOldBrokers() {
        try (Consumer<String, byte[]> consumer = KafkaClients.consumer(settings)) {
            consumer.listTopics(OLD);
        } catch (TimeoutException e) {
            LOG.debug("no answer to a consumer either", e);
        }
    }

    /** Without a champion nothing can be decided: a new installation waits here, alive but not ready. */
    private void awaitBundle(String topic) {
        try (Champions champions = new Champions(settings, wire, topic)) {
            while (!champions.isThere() && !stop.await(LOOK)) {
                if (!waitingFor.startsWith("no bundle")) {
                    waitingFor = "no bundle on topic " + topic + " in slot " + Champions.SLOT
                            + "; publish one with: weir publish BUNDLE";
                    LOG.warn("waiting: {}", waitingFor);
                }
            }
        }
        waitingFor = "starting: reading what is published";
    }

    private Health health() {
        return StreamHealth.of(stream, waitingFor);
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
