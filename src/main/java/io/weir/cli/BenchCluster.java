package io.weir.cli;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weir.catalogue.Catalogues;
import io.weir.cli.embedded.EmbeddedBroker;
import io.weir.cli.embedded.EmbeddedRegistry;
import io.weir.cli.settings.Settings;
import io.weir.stream.StreamSettings;
import io.weir.stream.WeirStream;
import io.weir.training.BundleFile;
import io.weir.wire.WireFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A new broker, a new registry and the stream on them, in a directory of their own, with the settings of {@code weir run}
 * where nothing is set.
 */
final class BenchCluster implements AutoCloseable {

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Settings settings;
    private final StreamSettings streamSettings;
    private final WireFormat wire;
    private final WeirStream stream;

    /** @param decideFrom event time from which transactions are decided; earlier ones warm the profiles */
    BenchCluster(Path directory, Settings.Delivery delivery, Path bundle, Instant decideFrom) throws IOException {
        Files.createDirectories(directory);
        try {
            EmbeddedBroker broker = opened(EmbeddedBroker.start(directory.resolve("kafka"), 0));
            EmbeddedRegistry registry = opened(EmbeddedRegistry.start(broker.bootstrapServers(), 0));
            Path features = features(directory, bundle);
            settings = Settings.load(settingsFile(directory, delivery, broker, registry, decideFrom, features));
            streamSettings = StreamWiring.stream(settings);
            wire = opened(WireFormat.create(settings.registry().values()));
            ClusterSetup.prepare(settings, streamSettings, wire, bundle, decideFrom);
            stream = opened(WeirStream.start(
                    streamSettings,
                    wire,
                    metrics,
                    content -> BundleFile.read(content).bundle()));
        } catch (RuntimeException | IOException e) {
            close();
            throw e;
        }
    }

    private static Path settingsFile(
            Path directory,
            Settings.Delivery delivery,
            EmbeddedBroker broker,
            EmbeddedRegistry registry,
            Instant decideFrom,
            Path features)
            throws IOException {
        return Files.writeString(directory.resolve("weir.yaml"), """
                application: {application-id: weir-bench, state-dir: '%s', delivery: %s}
                kafka: {bootstrap-servers: '%s'}
                registry: {schema.registry.url: '%s'}
                decide: {from: '%s', features: '%s'}
                """.formatted(
                        quoted(directory.resolve("state")),
                        name(delivery),
                        broker.bootstrapServers(),
                        registry.url(),
                        decideFrom,
                        quoted(features)));
    }

    /** A path between single quotes in a file in which a dollar is special. */
    private static String quoted(Path path) {
        return path.toString().replace("'", "''").replace("$", "$$");
    }

    /** The catalogue of the bundle, as a file. */
    private static Path features(Path directory, Path bundle) throws IOException {
        String yaml = Catalogues.write(Trainer.read(bundle).bundle().catalogue().spec());
        return Files.writeString(directory.resolve("features.yaml"), yaml);
    }

    /** The name of a delivery as the settings have it. */
    static String name(Settings.Delivery delivery) {
        return delivery.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Settings settings() {
        return settings;
    }

    StreamSettings streamSettings() {
        return streamSettings;
    }

    WireFormat wire() {
        return wire;
    }

    /** Transactions so far that only warmed the profiles, through both hops. */
    long warmedUp() {
        Counter counter = metrics.find("weir.warm.up").counter();
        return counter == null ? 0 : (long) counter.count();
    }

    boolean isReady() {
        return stream.isReady();
    }

    /** Why the stream stopped by itself; null while it runs. */
    @Nullable
    Throwable failure() {
        return StreamHealth.failure(stream);
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                throw new IllegalStateException("a part of the cluster did not stop", e);
            }
        }
    }
}
