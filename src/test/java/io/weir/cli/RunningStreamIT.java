package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.cli.embedded.EmbeddedBroker;
import io.weir.cli.embedded.EmbeddedRegistry;
import io.weir.cli.settings.Settings;
import io.weir.testing.SmallBank;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An instance of the stream as {@code weir run} has it, from waiting for a bundle to its decisions. */
class RunningStreamIT {

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static EmbeddedRegistry registry;

    private final HttpClient http = HttpClient.newHttpClient();
    private final StringWriter out = new StringWriter();

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
    void run_waits_for_a_bundle_then_decides_what_comes() throws Exception {
        int port = freePort();
        Path config = config("a.", port);
        assertThat(weir("topics", "--config", config.toString())).isZero();
        try (CleanStop stop = CleanStop.register(Duration.ofSeconds(30));
                RunningStream stream = new RunningStream(Settings.load(config), stop)) {
            CompletableFuture<Void> running = CompletableFuture.runAsync(stream::run);
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> get(port, "/readyz").body().contains("no bundle on topic a.bundles"));
            assertThat(get(port, "/healthz").statusCode()).isEqualTo(200);

            String bundle = bundle().toString();
            assertThat(weir("publish", bundle, "--slot", "challenger", "--config", config.toString()))
                    .isZero();
            publishUnreadable(Settings.load(config));
            await().during(Duration.ofSeconds(3))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> get(port, "/readyz").body().contains("no bundle on topic a.bundles"));
            assertThat(weir("publish", bundle, "--config", config.toString(), "--json"))
                    .isZero();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> get(port, "/readyz").statusCode() == 200);

            Path csv = directory.resolve("bank.csv");
            assertThat(weir("simulate", "--out", csv.toString(), "--days", "2")).isZero();
            assertThat(weir("produce", "--data", csv.toString(), "--config", config.toString()))
                    .isZero();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> decisions(get(port, "/metrics").body()) > 3_000);

            stop.request();
            running.get(60, TimeUnit.SECONDS);
            assertThat(stream.summary())
                    .containsEntry("application_id", "a.run")
                    .hasEntrySatisfying("decisions", n -> assertThat((Long) n).isGreaterThan(3_000));
        }
        long before = out.toString().lines().count();
        assertThat(weir("tail", "decisions", "--config", config.toString(), "--last", "3"))
                .isZero();
        assertThat(out.toString().lines().skip(before))
                .hasSize(4)
                .filteredOn(line -> line.contains(" USD "))
                .hasSize(3);
    }

    @Test
    void run_without_topics_says_what_is_missing() throws Exception {
        try (CleanStop stop = CleanStop.register(Duration.ofSeconds(30));
                RunningStream stream = new RunningStream(Settings.load(config("b.", 0)), stop)) {
            assertThatThrownBy(stream::run)
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("topic b.transactions does not exist")
                    .hasMessageContaining("weir topics");
        }
    }

    @Test
    void run_registry_away_names_its_address_without_the_password() throws Exception {
        Path config = config("r.", 0);
        assertThat(weir("topics", "--config", config.toString())).isZero();
        Files.writeString(
                config, Files.readString(config).replace(registry.url(), "http://weir:hunter-two@127.0.0.1:1"));

        assertThat(weir("run", "--config", config.toString())).isEqualTo(1);

        assertThat(out.toString())
                .contains("no answer from [http://127.0.0.1:1]", "registry.schema.registry.url")
                .doesNotContain("hunter-two");
    }

    @Test
    void publish_file_that_is_no_bundle_is_refused() throws Exception {
        Path file = Files.writeString(directory.resolve("no.bundle"), "no bundle");
        StringWriter err = new StringWriter();

        int exit = Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute("publish", file.toString(), "--config", config("c.", 0).toString());

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).contains("no.bundle cannot be used: ");
    }

    @Test
    void run_port_taken_names_it() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path config = config("t.", taken.getLocalPort());
            assertThat(weir("run", "--config", config.toString())).isEqualTo(1);
            assertThat(out.toString()).contains("cannot listen on 127.0.0.1:" + taken.getLocalPort());
        }
    }

    private static void publishUnreadable(Settings settings) throws Exception {
        try (Producer<String, byte[]> producer = KafkaClients.producer(settings)) {
            producer.send(new ProducerRecord<>("a.bundles", "champion|0000000000000", new byte[] {1, 2, 3}))
                    .get();
        }
    }

    private static double decisions(String metrics) {
        return metrics.lines()
                .filter(line -> line.startsWith("weir_decisions_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static Path bundle() throws IOException {
        return Files.write(directory.resolve("champion.bundle"), SmallBank.bundleBytes());
    }

    private static Path config(String prefix, int port) throws IOException {
        return Files.writeString(directory.resolve(prefix + "yaml"), """
                application: {application-id: %1$srun, topic-prefix: %1$s, state-dir: "%2$s", instance-id: one}
                kafka: {bootstrap-servers: "%3$s"}
                registry: {schema.registry.url: "%4$s"}
                topics: {partitions: 2, replication-factor: 1}
                decide: {features: handbook}
                http: {port: %5$d}
                """.formatted(
                        prefix, directory.resolve("state"), broker.bootstrapServers(), registry.url(), port));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private int weir(String... args) {
        return Main.commandLine(new PrintWriter(out, true), new PrintWriter(out, true))
                .execute(args);
    }

    private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                BodyHandlers.ofString());
    }
}
