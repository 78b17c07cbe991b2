package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.baserate.BaseRateCommand;
import io.weir.baserate.BaseRateVersion;
import io.weir.baserate.BaseRateVersion.Cause;
import io.weir.baserate.World;
import io.weir.cli.embedded.EmbeddedBroker;
import io.weir.cli.embedded.EmbeddedRegistry;
import io.weir.cli.settings.Settings;
import io.weir.testing.SmallBank;
import io.weir.wire.WireFormat;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir base-rate} with a broker and a registry. */
class BaseRateCommandsIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FROM = "2018-08-01T10:00:00Z";

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static EmbeddedRegistry registry;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
        registry = EmbeddedRegistry.start(broker.bootstrapServers(), 0);
    }

    @AfterAll
    static void stop() {
        registry.close();
        broker.close();
    }

    @Test
    void commands_oneAfterTheOther_areShownAndWithdrawnByTheNext() throws Exception {
        String config = config("a.");
        assertThat(run("topics", "--config", config)).as("%s", err).isZero();
        publish(config, Examples.baseRate(), Examples.version(8, World.WATCH, Cause.HELD, null, List.of("gap: z 3.1")));

        assertThat(run("base-rate", "freeze", "--from", FROM, "--by", "ann", "--config", config, "--json"))
                .as("%s", err)
                .isZero();
        JsonNode frozen = last();
        assertThat(frozen.get("rate").asDouble()).isEqualTo(0.0081);
        assertThat(frozen.get("effective_from").asText()).isEqualTo(FROM);
        assertThat(err.toString()).contains("freeze from " + FROM + " on: base rate 0.810% -> 0.810%");
        assertThat(run("base-rate", "freeze", "--from", FROM, "--by", "ann", "--config", config, "--json"))
                .isZero();
        assertThat(last()).isEqualTo(frozen);
        assertThat(commands(config)).hasSize(1);
        assertThat(commands(config).firstKey())
                .isEqualTo("all|" + Instant.parse(FROM).toEpochMilli());

        assertThat(run("base-rate", "override", "--rate", "0.02", "--reason", "leak", "--config", config, "--json"))
                .isZero();
        assertThat(last().get("rate_before").asDouble()).isEqualTo(0.0081);
        assertThat(run("base-rate", "rollback", "--to", "7", "--config", config, "--json"))
                .isZero();
        assertThat(last().get("version").asLong()).isEqualTo(7);
        assertThat(last().get("rate_before").asDouble()).isEqualTo(0.02);
        String rollback = last().get("command").asText();

        assertThat(run("base-rate", "show", "--config", config, "--json")).isZero();
        JsonNode shown = last();
        assertThat(shown.get("command").get("id").asText()).isEqualTo(rollback);
        assertThat(shown.get("command").get("by").asText()).isNotEmpty();
        assertThat(shown.get("in_force").get("version").asLong()).isEqualTo(8);
        assertThat(shown.get("world").asText()).isEqualTo("WATCH");
        assertThat(shown.get("stale").asBoolean()).isTrue();
        assertThat(shown.get("versions")).hasSize(2);
        assertThat(shown.get("commands")).hasSize(3);

        assertThat(run("base-rate", "resume", "--config", config)).isZero();
        out.getBuffer().setLength(0);
        assertThat(run("base-rate", "show", "--last", "1", "--config", config)).isZero();
        assertThat(out.toString().lines())
                .startsWith("in force: 0.810 %, by version 8 since 2018-08-01 15:05")
                .anyMatch(line -> line.startsWith("stale: "))
                .anyMatch(line -> line.contains("alarm: gap: z 3.1"))
                .anyMatch(line -> line.startsWith("  resume-"))
                .noneMatch(line -> line.startsWith("      7  "));
    }

    @Test
    void override_withAChampionAndNoVersion_saysWhatItDoesToThresholds() throws Exception {
        String config = config("b.");
        assertThat(run("topics", "--config", config)).isZero();
        Path bundle = Files.write(directory.resolve("small.bundle"), SmallBank.bundleBytes());
        assertThat(run("publish", bundle.toString(), "--config", config))
                .as("%s", err)
                .isZero();
        out.getBuffer().setLength(0);

        assertThat(run("base-rate", "override", "--rate", "0.1", "--reason", "leak", "--config", config))
                .isZero();

        assertThat(out.toString())
                .contains("base rate 4.706% -> 10.000%, log-odds shift +0.000 -> +0.811")
                .contains("a payment of 100.00 USD is reviewed from p = ")
                .contains("topic           b.base-rate-commands");
        SortedMap<String, byte[]> commands = commands(config);
        try (WireFormat wire = WireFormat.create(settings(config).registry().values())) {
            BaseRateCommand command =
                    wire.readBaseRateCommand("b.base-rate-commands", commands.get(commands.firstKey()));
            assertThat(command.rate()).isEqualTo(0.1);
            assertThat(command.reason()).isEqualTo("leak");
            assertThat(command.by()).isEqualTo(System.getProperty("user.name"));
        }
    }

    @Test
    void mistakes_nameWhatIsWrongAndPublishNothing() throws Exception {
        String config = config("c.");
        assertThat(run("base-rate", "show", "--config", config)).isEqualTo(1);
        assertThat(err.toString()).contains("there is no topic c.base-rates; create the topics with: weir topics");
        assertThat(run("topics", "--config", config)).isZero();

        assertThat(run("base-rate", "freeze", "--config", config)).isEqualTo(1);
        assertThat(err.toString()).contains("weir base-rate freeze: no version of the base rate is in force at ");
        assertThat(run("base-rate", "rollback", "--to", "3", "--config", config))
                .isEqualTo(1);
        assertThat(err.toString()).contains("there is no version 3 of the base rate; none was published so far");
        assertThat(run("base-rate", "show", "--config", config)).isZero();
        assertThat(out.toString()).contains("no version of the base rate is in force yet: the champion's own holds");
        assertThat(commands(config)).isEmpty();
    }

    private static void publish(String config, BaseRateVersion... versions) throws Exception {
        Settings settings = settings(config);
        String topic = StreamWiring.topics(settings).baseRates();
        try (WireFormat wire = WireFormat.create(settings.registry().values());
                Producer<String, byte[]> producer = KafkaClients.producer(settings)) {
            for (BaseRateVersion version : versions) {
                producer.send(new ProducerRecord<>(topic, "all|" + version.version(), wire.baseRate(topic, version)))
                        .get();
            }
        }
    }

    private static SortedMap<String, byte[]> commands(String config) throws Exception {
        Settings settings = settings(config);
        try (Consumer<String, byte[]> consumer = KafkaClients.consumer(settings)) {
            return TopicTable.read(consumer, StreamWiring.topics(settings).baseRateCommands());
        }
    }

    private static Settings settings(String config) throws Exception {
        return Settings.load(Path.of(config));
    }

    private static String config(String prefix) throws Exception {
        return Files.writeString(directory.resolve(prefix + "yaml"), """
                application: {topic-prefix: %s}
                kafka: {bootstrap-servers: "%s"}
                registry: {schema.registry.url: "%s"}
                topics: {partitions: 1, replication-factor: 1}
                decide: {features: handbook}
                """.formatted(
                                prefix, broker.bootstrapServers(), registry.url()))
                .toString();
    }

    private int run(String... args) {
        return Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(args);
    }

    private JsonNode last() throws Exception {
        List<String> lines = out.toString().lines().toList();
        return JSON.readTree(lines.get(lines.size() - 1));
    }
}
