package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code weir run} says of brokers that it cannot work with. */
class BrokerTroubleTest {

    @TempDir
    private Path directory;

    private final StringWriter screen = new StringWriter();

    @Test
    void causes_of_each_kind_say_what_to_look_at() {
        assertThat(of(new SaslAuthenticationException("invalid credentials with SASL mechanism SCRAM-SHA-512")))
                .isEqualTo(
                        "the brokers b:1 do not accept who we are: invalid credentials with SASL mechanism SCRAM-SHA-512;"
                                + " check security.protocol, sasl.* and ssl.* under kafka.client");
        assertThat(of(new SslAuthenticationException("handshake failed"))).contains("handshake failed", "ssl.*");
        assertThat(of(new TopicAuthorizationException(Set.of("decisions")))).contains("decisions", "docs/security.md");
        assertThat(of(new TransactionalIdAuthorizationException("weir-1"))).contains("weir-1", "docs/security.md");
        assertThat(of(new UnsupportedVersionException("no FENCE"))).contains("too old", "no FENCE", "Kafka 2.5");
        assertThat(of(new ConfigException("acks", "most"))).contains("acks");
    }

    @Test
    void cause_deep_inside_is_found_and_others_are_left_alone() {
        Throwable deep = new StreamsException("task 0_1", new KafkaException(new TopicAuthorizationException("x")));
        assertThat(of(deep)).contains("do not allow it");
        assertThat(BrokerTrouble.of(new IllegalStateException("mine"), "b:1")).isNull();
    }

    private static String of(Throwable failure) {
        return String.valueOf(BrokerTrouble.of(failure, "b:1"));
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void run_nobody_at_the_address_ends_in_time_and_names_it() throws Exception {
        assertThat(run("127.0.0.1:1")).isEqualTo(1);
        assertThat(screen.toString()).contains("no answer from the brokers 127.0.0.1:1", "kafka.bootstrap-servers");
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void run_brokers_too_old_says_so_and_what_is_needed() throws Exception {
        try (OldBroker old = new OldBroker()) {
            assertThat(run(old.address())).isEqualTo(1);
            assertThat(screen.toString())
                    .contains("the brokers " + old.address() + " are too old", "Kafka 2.5 or later");
        }
    }

    private int run(String bootstrap) throws Exception {
        Path config = Files.writeString(directory.resolve("weir.yaml"), """
                kafka:
                  bootstrap-servers: %s
                  admin: {default.api.timeout.ms: 5000, request.timeout.ms: 4000}
                registry: {schema.registry.url: "http://127.0.0.1:1"}
                http: {port: 0}
                """.formatted(bootstrap));
        PrintWriter out = new PrintWriter(screen, true);
        return Main.commandLine(out, out).execute("run", "--config", config.toString());
    }
}
