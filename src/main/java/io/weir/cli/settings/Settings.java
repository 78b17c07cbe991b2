package io.weir.cli.settings;

import io.weir.baserate.EstimatorSettings;
import io.weir.yaml.Section;
import io.weir.yaml.YamlException;
import io.weir.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What {@code weir run} needs to know, from one YAML file. A key that is missing has its default; a key that is unknown, or a
 * value that cannot be, is an error with file and line. <code>${NAME}</code> and <code>${NAME:-default}</code> stand for
 * variables of the environment.
 *
 * @param registry settings of the schema registry under their Confluent names, {@code schema.registry.url} among them
 */
public record Settings(
        Application application,
        Kafka kafka,
        PassThrough registry,
        Topics topics,
        Decide decide,
        Labels labels,
        BaseRate baseRate,
        Http http) {

    /** How often a record's effects may happen when something fails. */
    public enum Delivery {
        EXACTLY_ONCE,
        AT_LEAST_ONCE
    }

    /**
     * Reads a settings file.
     *
     * @throws io.weir.yaml.YamlException naming the file, the line, the key, the value and what is allowed
     * @throws IOException when the file cannot be read
     */
    public static Settings load(Path file) throws IOException {
        return read(root(file));
    }

    /** What is understood of a settings file: every key and its value, defaults included, secrets masked. */
    public static Map<String, String> explain(Path file) throws IOException {
        Section root = root(file);
        read(root);
        return root.understood();
    }

    private static Section root(Path file) throws IOException {
        return Section.root(file.toString(), YamlNode.textOf(file), System::getenv);
    }

    /** The defaults, for a cluster and a registry. */
    public static Settings of(String bootstrapServers, String registryUrl) {
        Map<String, String> values = Map.of("BOOTSTRAP", bootstrapServers, "REGISTRY", registryUrl);
        return parse("defaults", """
                kafka: {bootstrap-servers: "${BOOTSTRAP}"}
                registry: {schema.registry.url: "${REGISTRY}"}
                """, values::get);
    }

    static Settings parse(String file, String text, Function<String, @Nullable String> environment) {
        return read(Section.root(file, text, environment));
    }

    private static Settings read(Section root) {
        Settings settings = new Settings(
                root.section("application", Application::read),
                root.section("kafka", Kafka::read),
                registry(root),
                root.section("topics", Topics::read),
                root.section("decide", Decide::read),
                root.section("labels", Labels::read),
                root.section("base-rate", BaseRate::read),
                root.section("http", Http::read));
        root.end();
        return settings;
    }

    private static PassThrough registry(Section root) {
        return passThrough(root, "registry", "schema.registry.url");
    }

    private static PassThrough passThrough(Section section, String key, String... required) {
        return new PassThrough(
                section.textByKey(key, "a text or number; a name with dots is written on one line", required));
    }

    /**
     * This application and this instance of it.
     *
     * @param id Kafka Streams' application id: the consumer group, and the prefix of internal topics
     * @param stateDirectory where the stores live
     * @param instanceId keeps its partitions through a quick restart (static membership); null: none
     * @param topicPrefix before every topic name
     * @param threads stream threads of this instance
     */
    public record Application(
            String id,
            Path stateDirectory,
            @Nullable String instanceId,
            String topicPrefix,
            int threads,
            Delivery delivery) {

        private static Application read(Section section) {
            return new Application(
                    section.matching("application-id", "weir", Topics.NAME, Topics.NAME_ALLOWED),
                    Path.of(section.matching("state-dir", ".weir/state", ".+", "a directory")),
                    instanceId(section.optional("instance-id")),
                    section.matching("topic-prefix", "", "[a-zA-Z0-9._-]{0,100}", "letters, digits, '.', '_' and '-'"),
                    section.whole("threads", 1, 1, 256),
                    section.choice("delivery", Delivery.EXACTLY_ONCE));
        }

        private static @Nullable String instanceId(@Nullable String text) {
            return text == null || text.isEmpty() ? null : text;
        }
    }

    /**
     * The cluster, and what Kafka's clients are given.
     *
     * @param client for every client; the four others win over it
     * @param streams for Kafka Streams, with its own prefixes ({@code main.consumer.}, {@code producer.} ...)
     * @param producer for producers outside the stream
     * @param consumer for consumers outside the stream
     * @param admin for the admin client
     */
    public record Kafka(
            String bootstrapServers,
            PassThrough client,
            PassThrough streams,
            PassThrough producer,
            PassThrough consumer,
            PassThrough admin) {

        /** Settings of Kafka that have a key of their own here: two values for one thing would leave one without effect. */
        private static final Map<String, String> OURS = Map.of(
                "application.id", "application.application-id",
                "bootstrap.servers", "kafka.bootstrap-servers",
                "num.stream.threads", "application.threads",
                "processing.guarantee", "application.delivery",
                "state.dir", "application.state-dir");

        private static Kafka read(Section section) {
            return new Kafka(
                    section.required("bootstrap-servers"),
                    client(section, "client"),
                    client(section, "streams"),
                    client(section, "producer"),
                    client(section, "consumer"),
                    client(section, "admin"));
        }

        private static PassThrough client(Section section, String key) {
            PassThrough passed = passThrough(section, key);
            YamlNode given = section.find(key);
            if (given != null) {
                given.map("keys and values").forEach((name, value) -> {
                    if (OURS.containsKey(name)) {
                        throw value.wrong("none here; use " + OURS.get(name));
                    }
                });
            }
            return passed;
        }

        /** What a client of this kind is given: the cluster, the common settings, its own. */
        public Map<String, Object> properties(PassThrough kind) {
            Map<String, Object> all = new HashMap<>(client.overriddenBy(kind).values());
            all.put("bootstrap.servers", bootstrapServers);
            return all;
        }
    }

    /**
     * Which transactions are decided, and by what.
     *
     * @param from transactions before this event time only warm the profiles; null: every one is decided
     * @param features the catalogue of the bundles that may decide: the name of a built-in one, or the path of a YAML file
     * @param rekey whether transactions may arrive under another key than their account
     * @param maxAhead how far a transaction may lie ahead of the clock
     * @param liveWithin how far a transaction may lie behind the clock and be decided without waiting for others
     * @param policy id of the policy in force; the bundle's own until one is published under it
     */
    public record Decide(
            @Nullable Instant from,
            String features,
            boolean rekey,
            Duration maxAhead,
            Duration liveWithin,
            String policy) {

        private static Decide read(Section section) {
            return new Decide(
                    section.instant("from"),
                    section.matching("features", "standard", ".+", "a built-in catalogue or the path of a YAML file"),
                    section.flag("rekey", false),
                    section.duration("max-ahead", "P1D"),
                    section.duration("live-within", "PT1H"),
                    section.matching("policy", "default", "[^\\s]{1,100}", "1 to 100 characters without blanks"));
        }
    }

    /**
     * How labels meet their decisions.
     *
     * @param retention how long a decision, or a label that came first, waits for the other
     */
    public record Labels(Duration retention) {

        private static Labels read(Section section) {
            return new Labels(section.duration("retention", "P120D"));
        }
    }

    /**
     * How the base rate is estimated; the defaults are the estimator's own.
     *
     * @param idleAfter after how long without a transaction or label of a partition the others no longer wait for it
     */
    public record BaseRate(EstimatorSettings estimator, Duration idleAfter) {

        private static BaseRate read(Section section) {
            EstimatorSettings standard = EstimatorSettings.standard();
            try {
                return new BaseRate(estimator(section, standard), section.duration("idle-after", "PT30S"));
            } catch (YamlException e) {
                throw e;
            } catch (IllegalArgumentException e) {
                // What the estimator refuses names its setting, but not the file.
                throw section.error("", String.valueOf(e.getMessage()));
            }
        }

        private static EstimatorSettings estimator(Section section, EstimatorSettings standard) {
            EstimatorSettings.Control control = standard.control();
            return new EstimatorSettings(
                    section.duration("window", standard.window().toString()),
                    section.duration(
                            "effective-after", standard.effectiveAfter().toString()),
                    section.duration("half-life", standard.halfLife().toString()),
                    section.duration("retention", standard.retention().toString()),
                    section.number("prior-frauds", standard.priorFrauds(), 0.001, 1e9),
                    new EstimatorSettings.Control(
                            section.number("min-frauds", control.minFrauds(), 0, 1e9),
                            section.number("confidence", control.confidence(), 0.5, 0.999),
                            section.number("deadband", control.deadband(), 0, 5),
                            section.number("max-shift-per-day", control.maxShiftPerDay(), 0, 100),
                            section.number("max-shift", control.maxShift(), 0, 3)),
                    new EstimatorSettings.Segments(
                            section.optional("segment-by"),
                            section.number(
                                    "segment-strength", standard.segments().strength(), 0.001, 1e9)));
        }
    }

    /**
     * Where metrics and health are served.
     *
     * @param port 0 takes a free one
     */
    public record Http(String host, int port) {

        private static Http read(Section section) {
            return new Http(
                    section.matching("host", "127.0.0.1", ".+", "a host name or address"),
                    section.whole("port", 8080, 0, 65_535));
        }
    }
}
