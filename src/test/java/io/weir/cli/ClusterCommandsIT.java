package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.cli.embedded.EmbeddedBroker;
import io.weir.cli.embedded.EmbeddedRegistry;
import io.weir.cli.settings.PolicyFile;
import io.weir.cli.settings.Settings;
import io.weir.stream.Topics;
import io.weir.wire.PublishedPolicy;
import io.weir.wire.WireFormat;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that talk to a cluster, with a broker and a registry. */
class ClusterCommandsIT {

    private static final ObjectMapper JSON = new ObjectMapper();

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
    void topics_missing_are_created_once() throws Exception {
        Path config = config("a.");

        assertThat(run("topics", "--config", config.toString(), "--check", "--json"))
                .isEqualTo(1);
        assertThat(last().get("problems")).hasSize(10);
        assertThat(run("topics", "--config", config.toString(), "--json")).isZero();
        assertThat(last().get("created")).hasSize(10);
        assertThat(run("topics", "--config", config.toString(), "--json")).isZero();
        assertThat(last().get("created")).isEmpty();
    }

    @Test
    void topics_labels_with_another_number_of_partitions_fails_and_says_so() throws Exception {
        Path config = config("b.");
        try (var admin = KafkaClients.admin(Settings.load(config))) {
            admin.createTopics(List.of(new NewTopic("b.labels", 7, (short) 1)))
                    .all()
                    .get();
        }

        assertThat(run("topics", "--config", config.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("topic b.labels has 7 partitions");
    }

    @Test
    void publish_policy_puts_it_on_its_topic_under_its_id_and_time() throws Exception {
        Path config = config("p.");
        Settings settings = Settings.load(config);
        Path file = Files.writeString(
                directory.resolve("policy.yaml"), "{id: strict, version: 3, currency: EUR, loss-fee: 20}\n");
        assertThat(run("topics", "--config", config.toString())).isZero();

        assertThat(run(
                        "publish",
                        "--policy",
                        file.toString(),
                        "--from",
                        "2018-08-01T00:00:00Z",
                        "--config",
                        config.toString(),
                        "--json"))
                .as("%s", err)
                .isZero();

        assertThat(last().get("policy").asText()).isEqualTo("strict");
        TopicPartition policies = new TopicPartition("p.policies", 0);
        try (WireFormat wire = WireFormat.create(settings.registry().values());
                Consumer<String, byte[]> consumer = KafkaClients.consumer(settings)) {
            consumer.assign(List.of(policies));
            consumer.seekToBeginning(List.of(policies));
            assertThat(consumer.poll(Duration.ofSeconds(30))).singleElement().satisfies(record -> {
                assertThat(record.key()).isEqualTo("strict|1533081600000");
                PublishedPolicy read = wire.readPolicy(record.topic(), record.value());
                assertThat(read.policy()).isEqualTo(PolicyFile.read(file));
                assertThat(read.effectiveFromMillis()).isEqualTo(1533081600000L);
            });
        }
    }

    @Test
    void publish_policy_with_a_queue_that_has_no_topic_is_refused() throws Exception {
        Path file = Files.writeString(directory.resolve("queue.yaml"), "{currency: EUR, review-queue: nobody}\n");

        assertThat(run(
                        "publish",
                        "--policy",
                        file.toString(),
                        "--config",
                        config("q.").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("names queue nobody; allowed: those of topics.queues, which are review");
    }

    @Test
    void simulate_and_produce_send_every_payment_and_report_bad_rows() throws Exception {
        Path config = config("c.");
        Path csv = directory.resolve("bank.csv");
        assertThat(run("topics", "--config", config.toString()))
                .as("%s %s", out, err)
                .isZero();
        assertThat(run("simulate", "--out", csv.toString(), "--days", "3", "--json"))
                .isZero();
        long simulated = last().get("transactions").longValue();
        Files.writeString(csv, Files.readString(csv) + "x,notatime,a,m,1.00,USD,,,,,\n");

        assertThat(run(
                        "produce",
                        "--data",
                        csv.toString(),
                        "--config",
                        config.toString(),
                        "--json",
                        "--rejects",
                        directory.resolve("rejects.csv").toString()))
                .isZero();

        assertThat(directory.resolve("rejects.csv")).content().contains("notatime");
        assertThat(last().get("transactions").longValue()).isEqualTo(simulated).isGreaterThan(3_000);
        assertThat(last().get("rejected_rows").longValue()).isEqualTo(1);
        assertThat(err.toString()).contains("notatime");
    }

    @Test
    void tail_alerts_prints_them_and_names_what_it_cannot_read() throws Exception {
        Path config = config("d.");
        Settings settings = Settings.load(config);
        Topics topics = StreamWiring.topics(settings);
        assertThat(run("topics", "--config", config.toString()))
                .as("%s %s", out, err)
                .isZero();
        try (WireFormat wire = WireFormat.create(settings.registry().values());
                Producer<String, byte[]> producer = KafkaClients.producer(settings)) {
            String queue = topics.alerts("review");
            var sent = List.of(
                    producer.send(new ProducerRecord<>(queue, "596", wire.alert(queue, "review", Examples.review()))),
                    producer.send(new ProducerRecord<>(queue, "596", new byte[] {1, 2, 3})),
                    producer.send(new ProducerRecord<>(
                            topics.baseRates(), "all", wire.baseRate(topics.baseRates(), Examples.baseRate()))));
            for (var one : sent) {
                one.get();
            }
        }

        assertThat(run("tail", "alerts", "--config", config.toString())).isEqualTo(1);
        assertThat(out.toString())
                .contains("at stake", "t1", "1,234.56 USD", "25 % of this merchant's transactions")
                .contains("unreadable: d.alerts.review, partition");
        assertThat(run("tail", "base-rates", "--config", config.toString(), "--json"))
                .isZero();
        assertThat(out.toString()).contains("\"shift\":").contains("-0.125");
        assertThat(last()).isEqualTo(JSON.valueToTree(Map.of("printed", 1, "unreadable", 0)));
    }

    @Test
    void tail_without_topics_says_how_to_create_them() throws Exception {
        assertThat(run("tail", "decisions", "--config", config("nothing.").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("there is no topic nothing.decisions; create the topics with: weir topics");
    }

    private static Path config(String prefix) throws Exception {
        return Files.writeString(
                directory.resolve(prefix + "yaml"), """
                application: {topic-prefix: %s}
                kafka: {bootstrap-servers: "%s"}
                registry: {schema.registry.url: "%s"}
                topics: {partitions: 2, replication-factor: 1}
                """.formatted(prefix, broker.bootstrapServers(), registry.url()));
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
