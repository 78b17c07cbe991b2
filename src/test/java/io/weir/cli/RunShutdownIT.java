package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.cli.embedded.EmbeddedBroker;
import io.weir.cli.embedded.EmbeddedRegistry;
import io.weir.cli.settings.Settings;
import io.weir.testing.SmallBank;
import io.weir.wire.WireFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir run} as a process of its own that is told to end: at once, whatever it is doing, with all its work committed. */
class RunShutdownIT {

    private static final int TERMINATED = 143;
    /** What is promised; it takes seconds. */
    private static final Duration PROMPT = Duration.ofSeconds(90);

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static EmbeddedRegistry registry;

    private final List<Process> processes = new ArrayList<>();
    private final List<String> decided = new ArrayList<>();
    private WireFormat wire;
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

    @BeforeEach
    void openWire() {
        wire = WireFormat.create(Map.of("schema.registry.url", registry.url()));
    }

    @AfterEach
    void endProcesses() {
        processes.forEach(Process::destroyForcibly);
        wire.close();
    }

    @Test
    void run_told_to_end_while_it_waits_for_a_bundle_ends_at_once() throws Exception {
        Path config = config("w.");
        weir("topics", "--config", config.toString());
        Process process = process(config, "w.log");
        await().atMost(PATIENCE).until(() -> log("w.log").contains("waiting: no bundle on topic w.bundles"));

        assertThat(exit(process)).isEqualTo(TERMINATED);
        assertThat(log("w.log")).contains("\"decisions\":0");
    }

    @Test
    void run_told_to_end_in_the_middle_commits_and_the_next_goes_on_there() throws Exception {
        Path config = config("m.");
        weir("topics", "--config", config.toString());
        Path bundle = Files.write(directory.resolve("champion.bundle"), SmallBank.bundleBytes());
        weir("publish", bundle.toString(), "--config", config.toString());
        Path csv = directory.resolve("bank.csv");
        weir("simulate", "--out", csv.toString(), "--days", "2");
        Process first = process(config, "m1.log");
        weir("produce", "--data", csv.toString(), "--config", config.toString());
        try (Consumer<String, byte[]> consumer = decisions(config)) {
            readUntil(consumer, 1);
            assertThat(exit(first)).isEqualTo(TERMINATED);
            assertThat(log("m1.log")).contains("stream is not_running").doesNotContain("ERROR");

            Process second = process(config, "m2.log");
            readUntil(consumer, 3_000);
            assertThat(exit(second)).isEqualTo(TERMINATED);
            assertThat(log("m2.log")).contains("stream is running", "stream is not_running");
            consumer.poll(Duration.ofSeconds(2)).forEach(this::take);
        }
        assertThat(decided).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(3_000);
    }

    private static Consumer<String, byte[]> decisions(Path config) throws IOException {
        Consumer<String, byte[]> consumer = KafkaClients.consumer(Settings.load(config));
        List<TopicPartition> partitions =
                List.of(new TopicPartition("m.decisions", 0), new TopicPartition("m.decisions", 1));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    private void readUntil(Consumer<String, byte[]> consumer, int count) {
        await().atMost(PATIENCE).pollInSameThread().until(() -> {
            consumer.poll(Duration.ofMillis(200)).forEach(this::take);
            return decided.size() >= count;
        });
    }

    private void take(ConsumerRecord<String, byte[]> record) {
        decided.add(wire.readDecision(record.topic(), record.value())
                .decision()
                .transaction()
                .id());
    }

    /** Exit code of a process that is told to end now. */
    private static int exit(Process process) throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(PROMPT.toSeconds(), TimeUnit.SECONDS))
                .as("ends in time")
                .isTrue();
        return process.exitValue();
    }

    private Process process(Path config, String log) throws IOException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("surefire.real.class.path", System.getProperty("java.class.path")),
                        "io.weir.cli.Main",
                        "run",
                        "--config",
                        config.toString(),
                        "--json")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve(log).toFile())
                .start();
        processes.add(process);
        return process;
    }

    private static String log(String name) throws IOException {
        return Files.readString(directory.resolve(name));
    }

    private static Path config(String prefix) throws IOException {
        return Files.writeString(directory.resolve(prefix + "yaml"), """
                application: {application-id: %1$srun, topic-prefix: %1$s, state-dir: "%2$s"}
                kafka: {bootstrap-servers: "%3$s"}
                registry: {schema.registry.url: "%4$s"}
                topics: {partitions: 2, replication-factor: 1}
                decide: {features: handbook}
                http: {port: 0}
                """.formatted(
                        prefix, directory.resolve("state"), broker.bootstrapServers(), registry.url()));
    }

    private void weir(String... args) {
        PrintWriter writer = new PrintWriter(out, true);
        assertThat(Main.commandLine(writer, writer).execute(args)).as("%s", out).isZero();
    }
}
