package io.weir.cli;

import io.weir.catalogue.Catalogues;
import io.weir.cli.embedded.EmbeddedBroker;
import io.weir.cli.embedded.EmbeddedRegistry;
import io.weir.cli.settings.Settings;
import io.weir.feature.EntityProfile;
import io.weir.stream.StreamSettings;
import io.weir.wire.WireFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/**
 * A new broker and a new registry in a directory of their own, with the topics and the champion of a stream. Where the load sets
 * nothing the settings are those of {@code weir run}, but for two: a partition counts as idle after three seconds, so that none
 * waits half a minute for the end of a backlog, and what travels between hops is kept, so that its lengths can be compared.
 */
final class LoadCluster implements AutoCloseable {

    /** How far back the payments of a backlog reach, so that accounts pay no faster than people do. */
    static final Duration BACKLOG = Duration.ofDays(10);

    /** The store by transaction behind the first hop. */
    static final String PASSED = "passed-transactions";

    /** The store by transaction behind the last hop. */
    static final String SEEN = "seen-transactions";

    static final String DECISIONS = "decisions";

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
            try {
                close();
            } catch (IllegalStateException second) {
                e.addSuppressed(second);
            }
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
        Map<String, String> all = new HashMap<>(Map.of("repartition.purge.interval.ms", "86400000"));
        all.putAll(load.streams());
        for (Map.Entry<String, String> setting : all.entrySet()) {
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
                decide: {from: '%s', features: '%s', live-within: %s}
                base-rate: {idle-after: PT3S}
                """.formatted(
                        quoted(directory.resolve("state").toString()),
                        name(load.delivery()),
                        load.threads(),
                        broker.bootstrapServers(),
                        streams,
                        registry.url(),
                        load.partitions(),
                        decideFrom,
                        quoted(features(directory, bundle).toString()),
                        load.liveWithin()));
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

    /** The settings of one of several instances, each with a state directory of its own. */
    StreamSettings instance(int i) {
        Map<String, String> kafka = new HashMap<>(streamSettings.kafka());
        kafka.merge(StreamsConfig.STATE_DIR_CONFIG, "-" + i, String::concat);
        return streamSettings.withKafka(kafka);
    }

    /** The name of the store of an entity. */
    static String profiles(String entity) {
        return entity + "-profiles";
    }

    /** The name of what travels to an entity's hop. */
    static String hop(String entity) {
        return entity + "-repartition";
    }

    /** The entities of the catalogue, in the order of the hops. */
    List<String> entities() {
        return streamSettings.catalogue().profiles().stream()
                .map(EntityProfile::name)
                .toList();
    }

    /** Topics of an application of Kafka Streams with Weir's stores and hops, by what is in them. */
    Map<String, String> written(String application, String decisions) {
        Map<String, String> topics = new LinkedHashMap<>();
        List<String> entities = entities();
        for (String entity : entities) {
            topics.put(profiles(entity), application + "-" + profiles(entity) + "-changelog");
        }
        for (String store : List.of(PASSED, SEEN)) {
            topics.put(store, application + "-" + store + "-changelog");
        }
        for (String entity : entities.subList(1, entities.size())) {
            topics.put(hop(entity), application + "-" + hop(entity));
        }
        topics.put(DECISIONS, decisions);
        return topics;
    }

    WireFormat wire() {
        return wire;
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    /** Stops all parts, those too that come after one that fails. */
    @Override
    public void close() {
        @Nullable IllegalStateException failure = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = new IllegalStateException("a part of the cluster did not stop", e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
