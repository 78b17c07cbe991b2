package io.weir.cli;

import io.weir.catalogue.Catalogues;
import io.weir.cli.embedded.EmbeddedBroker;
import io.weir.cli.embedded.EmbeddedRegistry;
import io.weir.cli.settings.Settings;
import io.weir.stream.StreamSettings;
import io.weir.wire.WireFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;

/**
 * A new broker and a new registry in a directory of their own, with the topics and the champion of a stream, and the settings of
 * {@code weir run} where the load sets nothing.
 */
final class LoadCluster implements AutoCloseable {

    /** How far back the payments of a backlog reach, so that accounts pay no faster than people do; they count as live. */
    static final Duration BACKLOG = Duration.ofDays(10);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Settings settings;
    private final StreamSettings streamSettings;
    private final WireFormat wire;

    /** @param decideFrom event time from which transactions are decided; earlier ones warm the profiles */
    LoadCluster(Path directory, LoadCase load, Path bundle, Instant decideFrom) throws IOException {
        Files.createDirectories(directory);
        try {
            EmbeddedBroker broker = opened(EmbeddedBroker.start(directory.resolve("kafka"), 0));
            EmbeddedRegistry registry = opened(EmbeddedRegistry.start(broker.bootstrapServers(), 0));
            settings = Settings.load(settingsFile(directory, load, broker, registry, decideFrom, bundle));
            streamSettings = StreamWiring.stream(settings);
            wire = opened(WireFormat.create(settings.registry().values()));
            ClusterSetup.prepare(settings, streamSettings, wire, bundle, decideFrom);
        } catch (RuntimeException | IOException e) {
            close();
            throw e;
        }
    }

    private static Path settingsFile(
            Path directory,
            LoadCase load,
            EmbeddedBroker broker,
            EmbeddedRegistry registry,
            Instant decideFrom,
            Path bundle)
            throws IOException {
        StringBuilder streams = new StringBuilder();
        for (Map.Entry<String, String> setting : load.streams().entrySet()) {
            streams.append("\n    ")
                    .append(setting.getKey())
                    .append(": '")
                    .append(quoted(setting.getValue()))
                    .append('\'');
        }
        return Files.writeString(directory.resolve("weir.yaml"), """
                application: {application-id: weir-bench, state-dir: '%s', delivery: %s, threads: %d}
                kafka:
                  bootstrap-servers: '%s'
                  streams: %s
                registry: {schema.registry.url: '%s'}
                topics: {partitions: %d}
                decide: {from: '%s', features: '%s', live-within: P20D}
                base-rate: {idle-after: PT3S}
                """.formatted(
                        quoted(directory.resolve("state").toString()),
                        name(load.delivery()),
                        load.threads(),
                        broker.bootstrapServers(),
                        streams.isEmpty() ? "{}" : streams,
                        registry.url(),
                        load.partitions(),
                        decideFrom,
                        quoted(features(directory, bundle).toString())));
    }

    /** A text between single quotes in a file in which a dollar is special. */
    private static String quoted(String text) {
        return text.replace("'", "''").replace("$", "$$");
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
