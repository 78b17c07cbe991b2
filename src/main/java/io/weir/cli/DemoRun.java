package io.weir.cli;

import io.micrometer.core.instrument.Counter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.weir.baserate.BaseRateVersion;
import io.weir.baserate.EstimatorSettings;
import io.weir.cli.embedded.EmbeddedBroker;
import io.weir.cli.embedded.EmbeddedRegistry;
import io.weir.cli.settings.Settings;
import io.weir.console.Health;
import io.weir.console.MetricsServer;
import io.weir.decision.ModelBundle;
import io.weir.evaluation.Scorecard;
import io.weir.history.DecisionWriter;
import io.weir.stream.StreamSettings;
import io.weir.stream.StreamTopics;
import io.weir.stream.Topics;
import io.weir.stream.WeirStream;
import io.weir.training.BundleFile;
import io.weir.wire.WireFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/** A demo from its first line to its summary: each part started in turn, and stopped in the opposite order. */
final class DemoRun implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration STALLED = Duration.ofSeconds(90);

    /** Nothing of a history comes late from a partition: this only ends the wait at its end, and must not fire in a pause. */
    private static final Duration IDLE_AFTER = Duration.ofSeconds(10);

    private final DemoOptions options;
    private final Output output;
    private final CleanStop stop;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private volatile @Nullable WeirStream stream;
    private boolean complete;

    DemoRun(DemoOptions options, Output output, CleanStop stop) {
        this.options = options;
        this.output = output;
        this.stop = stop;
    }

    /** True when every transaction was settled and every label joined. */
    boolean complete() {
        return complete;
    }

    /** Runs the demo and returns its summary. */
    Map<String, Object> run() throws IOException {
        MetricsServer server = opened(MetricsServer.start("127.0.0.1", options.port, metrics, this::health));
        EmbeddedBroker broker = opened(EmbeddedBroker.start(options.dataDir.resolve("kafka"), 0));
        DemoSource source = new DemoSource(options, output, stop);
        DemoPlan plan = source.plan();
        plan.keepIn(options.dataDir);
        Path bundleFile = source.bundle(plan);
        BundleFile bundle = Trainer.read(bundleFile);
        DemoScan scan = scan(source, plan);
        source.endIfStopped();
        EmbeddedRegistry registry = opened(EmbeddedRegistry.start(broker.bootstrapServers(), 0));
        output.line(
                "kafka %s   registry %s   metrics %s/metrics",
                broker.bootstrapServers(), registry.url(), server.address());
        Settings cluster = Settings.of(broker.bootstrapServers(), registry.url());
        WireFormat wire = opened(WireFormat.create(cluster.registry().values()));
        StreamSettings settings = settings(plan, broker.bootstrapServers(), bundle.bundle());
        ClusterSetup.prepare(cluster, settings, wire, bundleFile, Instant.ofEpochMilli(plan.decideFromMillis()));
        return stream(source, plan, scan, settings, cluster, wire, bundle.bundle());
    }

    private DemoScan scan(DemoSource source, DemoPlan plan) {
        try (HistoryFile rows = source.openUnlessStopped()) {
            DemoScan scan = DemoScan.of(rows, plan.decideFromMillis());
            rows.report();
            if (scan.toDecide() == 0) {
                throw new UserException(plan.data() + " has no transaction from "
                        + Instant.ofEpochMilli(plan.decideFromMillis()) + " on: there is nothing to decide");
            }
            output.line(
                    "deciding %,d transactions from %s on, %,d of them fraud",
                    scan.toDecide(), Instant.ofEpochMilli(plan.decideFromMillis()), scan.frauds());
            return scan;
        }
    }

    private StreamSettings settings(DemoPlan plan, String bootstrap, ModelBundle bundle) {
        Map<String, String> kafka = Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                "weir-demo",
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                StreamsConfig.STATE_DIR_CONFIG,
                options.dataDir.resolve("state").toString(),
                // At a pace labels travel beside transactions, which wait a moment for them.
                StreamsConfig.MAX_TASK_IDLE_MS_CONFIG,
                "500",
                // Keeps its partitions over a kill: no waiting for the session of the dead one to end.
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                "demo");
        return new StreamSettings(
                Topics.prefixed(""),
                options.partitions,
                true,
                false,
                plan.decideFromMillis(),
                Duration.ofDays(120),
                Duration.ofDays(2),
                Duration.ofHours(1),
                IDLE_AFTER,
                bundle.policy().id(),
                Set.copyOf(bundle.policy().queues()),
                bundle.catalogue(),
                EstimatorSettings.standard(),
                kafka);
    }

    private Map<String, Object> stream(
            DemoSource source,
            DemoPlan plan,
            DemoScan scan,
            StreamSettings settings,
            Settings cluster,
            WireFormat wire,
            ModelBundle bundle)
            throws IOException {
        long started = System.nanoTime();
        EventProducer producer =
                opened(new EventProducer(KafkaClients.producerSettings(cluster), wire, settings.topics()));
        EventPace pace = new EventPace(options.speed, stop);
        DemoFeed feed = opened(new DemoFeed(source, plan, producer, pace, options.dataDir));
        if (options.speed == 0) {
            sendAll(feed, source);
        }
        WeirStream running = opened(WeirStream.start(
                settings, wire, metrics, content -> BundleFile.read(content).bundle()));
        stream = running;
        DemoReader reader = opened(new DemoReader(
                cluster.kafka().bootstrapServers(),
                wire,
                settings.topics(),
                new StreamTopics(settings, 1).names(),
                scan,
                new Scorecard(bundle.policy()),
                writer(bundle)));
        if (options.speed > 0) {
            feed.start();
        }
        await(reader, feed, scan, new DemoView(output, scan.toDecide(), bundle.policy(), this::warmed), running);
        double seconds = (System.nanoTime() - started) / 1e9;
        DecisionWriter.writeBaseRates(options.dataDir.resolve("base-rates.csv"), reader.baseRates());
        return summary(reader, scan, bundle, feed.payments(), seconds);
    }

    /** As fast as it goes the whole history lies on its topics before the stream starts: no label comes behind its time. */
    private void sendAll(DemoFeed feed, DemoSource source) {
        output.line("sending the history to its topics");
        feed.run();
        throwFailure(feed.failure());
        source.endIfStopped();
    }

    private @Nullable DecisionWriter writer(ModelBundle bundle) throws IOException {
        return options.decisions
                ? opened(DecisionWriter.create(options.dataDir.resolve("decisions.csv.gz"), bundle.catalogue()))
                : null;
    }

    /** Watches until everything is settled (and, unless asked to end then, until Ctrl-C). */
    private void await(DemoReader reader, DemoFeed feed, DemoScan scan, DemoView view, WeirStream running) {
        long lastProgress = System.nanoTime();
        long lastCount = -1;
        long lastWindow = scan.lastWindowEnd(EstimatorSettings.standard().window());
        do {
            view.show(reader, running.state());
            throwFailure(StreamHealth.failure(running));
            throwFailure(feed.failure());
            throwFailure(reader.failure());
            BaseRateVersion last = reader.baseRate();
            long estimated = last == null ? Long.MIN_VALUE : last.windowEndMillis();
            long count = reader.settled() + reader.fraudsSettled() + warmed() + (last == null ? 0 : last.version());
            // A record that is refused at the very end closes no window: then the base rate has come to its end when it
            // rests.
            boolean rests = estimated >= lastWindow || System.nanoTime() - lastProgress > 2 * IDLE_AFTER.toNanos();
            if (feed.done() && isSettled(reader, scan) && rests && !complete) {
                complete = true;
                if (!options.untilDone) {
                    view.finished();
                }
            }
            if (count != lastCount || !feed.done()) {
                lastCount = count;
                lastProgress = System.nanoTime();
            }
            if (!complete && System.nanoTime() - lastProgress > STALLED.toNanos()) {
                throw new UserException(String.format(
                        Locale.ROOT,
                        "no progress for %d s: %,d of %,d transactions settled, %,d of %,d frauds met their label; see %s",
                        STALLED.toSeconds(),
                        reader.settled(),
                        scan.toDecide(),
                        reader.fraudsSettled(),
                        scan.frauds(),
                        options.dataDir.resolve("weir.log")));
            }
        } while (!(complete && options.untilDone) && !stop.await(LOOK));
    }

    private static boolean isSettled(DemoReader reader, DemoScan scan) {
        return reader.settled() >= scan.toDecide() && reader.fraudsSettled() >= scan.frauds();
    }

    private static void throwFailure(@Nullable Throwable failure) {
        if (failure != null) {
            throw new UserException("the demo cannot go on: " + Failures.message(failure), failure);
        }
    }

    private Map<String, Object> summary(
            DemoReader reader, DemoScan scan, ModelBundle bundle, long sent, double seconds) {
        Scorecard.Metrics m = reader.metrics();
        BaseRateVersion last = reader.baseRate();
        Map<String, Long> deadLetters = new TreeMap<>(reader.deadLetters());
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("transactions", scan.toDecide());
        summary.put("decisions", m.decisions());
        summary.put("duplicates", reader.duplicates());
        summary.put(
                "dead_letters",
                deadLetters.values().stream().mapToLong(Long::longValue).sum());
        summary.put("dead_letters_by_reason", deadLetters);
        summary.put("repeated_rows", scan.repeated());
        summary.put("frauds", m.frauds());
        summary.put("labels_joined", reader.outcomes());
        summary.put("alerts", reader.alerts());
        Figures.put(summary, m, bundle.policy().currency());
        summary.put("base_rate_bundle", bundle.baseRate());
        summary.put("base_rate_last", last == null ? bundle.baseRate() : last.deployed());
        summary.put("base_rate_versions", last == null ? 0 : last.version());
        summary.put("seconds", seconds);
        summary.put("transactions_sent", sent);
        summary.put("transactions_per_second", sent / seconds);
        summary.put("complete", complete);
        return summary;
    }

    private long warmed() {
        Counter counter = metrics.find("weir.warm.up").counter();
        return counter == null ? 0 : (long) counter.count();
    }

    private Health health() {
        return StreamHealth.of(stream, "the demo is training");
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public void close() {
        RuntimeException first = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (RuntimeException e) {
                first = first == null ? e : first;
            } catch (Exception e) {
                first = first == null ? new IllegalStateException(e) : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
