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
import io.weir.wire.WireFormat;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
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
     * @throws UserException when the topics are not as they must be, or when the stream ends by itself
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
        do {
            Throwable failure = StreamHealth.failure(started);
            if (failure != null) {
                throw new UserException("the stream stopped: " + Failures.message(failure), failure);
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
        }
        if (!problems.isEmpty()) {
            throw new UserException("the topics are not ready; 'weir topics' creates those that are missing\n  "
                    + String.join("\n  ", problems));
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
        waitingFor = "starting";
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
