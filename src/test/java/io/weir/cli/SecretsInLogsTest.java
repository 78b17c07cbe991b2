package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.weir.cli.settings.Settings;
import io.weir.testing.LogLines;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passwords of the settings file, in all the places where they may stand, and everything that is said while they are used. */
class SecretsInLogsTest {

    private static final String SECRET = "hunter-two";

    @TempDir
    private Path directory;

    private final LogLines kafka = new LogLines("org.apache.kafka", Level.DEBUG);
    private final LogLines weir = new LogLines("io.weir", Level.DEBUG);
    private final StringWriter screen = new StringWriter();

    @AfterEach
    void stopListening() {
        kafka.close();
        weir.close();
    }

    private Path config() throws Exception {
        return Files.writeString(directory.resolve("weir.yaml"), """
                kafka:
                  bootstrap-servers: 127.0.0.1:1
                  client:
                    security.protocol: SASL_PLAINTEXT
                    sasl.mechanism: SCRAM-SHA-512
                    sasl.jaas.config: >-
                      org.apache.kafka.common.security.scram.ScramLoginModule required
                      username="weir" password="%1$s";
                    ssl.truststore.password: %1$s
                    ssl.key.password: %1$s
                    ssl.keystore.key: %1$s
                  streams:
                    main.consumer.ssl.keystore.password: %1$s
                registry:
                  schema.registry.url: http://weir:%1$s@127.0.0.1:1
                  schema.registry.ssl.truststore.password: %1$s
                """.formatted(SECRET));
    }

    @Test
    void clients_with_secrets_say_none_of_them() throws Exception {
        Settings settings = Settings.load(config());
        try (Admin admin = KafkaClients.admin(settings);
                Producer<String, byte[]> producer = KafkaClients.producer(settings);
                Consumer<String, byte[]> consumer = KafkaClients.consumer(settings)) {
            assertThat(admin.metrics()).isNotEmpty();
            assertThat(producer.metrics()).isNotEmpty();
            assertThat(consumer.metrics()).isNotEmpty();
        }
        Properties streams = new Properties();
        streams.putAll(settings.kafka().properties(settings.kafka().streams()));
        streams.putAll(Map.of("application.id", "weir"));
        new StreamsConfig(streams).logUnused();
        assertThat(settings.toString()).doesNotContain(SECRET);
        noSecret();
        assertThat(kafka.text()).anySatisfy(line -> assertThat(line).contains("sasl.jaas.config = [hidden]"));
    }

    @Test
    void commands_that_fail_with_secrets_say_none_of_them() throws Exception {
        String config = config().toString();
        PrintWriter out = new PrintWriter(screen, true);
        assertThat(Main.commandLine(out, out).execute("run", "--config", config, "--check"))
                .isZero();
        Path wrong = Files.writeString(
                directory.resolve("wrong.yaml"),
                Files.readString(Path.of(config)).replace("@127.0.0.1:1", "@127.0.0.1:port"));
        assertThat(Main.commandLine(out, out).execute("run", "--config", wrong.toString(), "--debug"))
                .isEqualTo(1);
        assertThat(screen.toString()).contains("schema.registry.url");
        noSecret();
    }

    private void noSecret() {
        assertThat(screen.toString()).doesNotContain(SECRET);
        assertThat(kafka.text()).allSatisfy(line -> assertThat(line).doesNotContain(SECRET));
        assertThat(weir.text()).allSatisfy(line -> assertThat(line).doesNotContain(SECRET));
    }
}
