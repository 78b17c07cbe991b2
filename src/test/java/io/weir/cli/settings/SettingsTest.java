package io.weir.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.baserate.EstimatorSettings;
import io.weir.yaml.YamlException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private static final String LEAST = """
            kafka:
              bootstrap-servers: a:9092
            registry:
              schema.registry.url: http://b:8081
            """;

    @Test
    void parse_least_file_has_the_defaults() {
        Settings settings = parse(LEAST);

        assertThat(settings.application().id()).isEqualTo("weir");
        assertThat(settings.application().delivery()).isEqualTo(Settings.Delivery.EXACTLY_ONCE);
        assertThat(settings.application().instanceId()).isNull();
        assertThat(settings.topics().alertPrefix()).isEqualTo("alerts.");
        assertThat(settings.topics().queues()).containsExactly("review");
        assertThat(settings.topics().deadLetters()).isEqualTo("transactions.dead-letters");
        assertThat(settings.decide().from()).isNull();
        assertThat(settings.decide().features()).isEqualTo("standard");
        assertThat(settings.labels().retention()).isEqualTo(Duration.ofDays(120));
        assertThat(settings.baseRate().estimator()).isEqualTo(EstimatorSettings.standard());
        assertThat(settings.baseRate().idleAfter()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.decide().liveWithin()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.http().host()).isEqualTo("127.0.0.1");
    }

    @Test
    void parse_given_values_win_over_defaults() {
        Settings settings = parse(LEAST + """
                application: {application-id: risk, threads: 4, delivery: at-least-once, instance-id: weir-1}
                decide:
                  from: 2018-08-01T00:00:00Z
                  features: conf/bank.yaml
                  rekey: true
                topics: {queues: [review, novel], partitions: 12}
                base-rate: {max-shift: 0.5}
                """);

        assertThat(settings.application().threads()).isEqualTo(4);
        assertThat(settings.application().instanceId()).isEqualTo("weir-1");
        assertThat(settings.application().delivery()).isEqualTo(Settings.Delivery.AT_LEAST_ONCE);
        assertThat(settings.decide().from()).isEqualTo(Instant.parse("2018-08-01T00:00:00Z"));
        assertThat(settings.decide().features()).isEqualTo("conf/bank.yaml");
        assertThat(settings.decide().rekey()).isTrue();
        assertThat(settings.topics().queues()).containsExactly("review", "novel");
        assertThat(settings.topics().partitions()).isEqualTo(12);
        assertThat(settings.baseRate().estimator().control().maxShift()).isEqualTo(0.5);
    }

    @Test
    void kafka_settings_of_a_client_win_over_the_common_ones_and_pass_verbatim() {
        Settings settings = parse("""
                kafka:
                  bootstrap-servers: a:9092
                  client: {security.protocol: SSL, client.id: common}
                  producer: {client.id: producer, linger.ms: 5, enable.idempotence: true}
                registry: {schema.registry.url: "http://b:8081", auto.register.schemas: false}
                """);

        assertThat(settings.kafka().properties(settings.kafka().producer()))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "bootstrap.servers", "a:9092",
                        "security.protocol", "SSL",
                        "client.id", "producer",
                        "linger.ms", "5",
                        "enable.idempotence", "true"));
        assertThat(settings.kafka().properties(settings.kafka().admin())).containsEntry("client.id", "common");
        assertThat(settings.registry().values()).containsEntry("auto.register.schemas", "false");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            client  | bootstrap.servers    | kafka.bootstrap-servers
            streams | application.id       | application.application-id
            streams | num.stream.threads   | application.threads
            streams | processing.guarantee | application.delivery
            client  | state.dir            | application.state-dir
            """)
    void parse_kafka_setting_with_a_key_of_our_own_is_refused_and_names_it(String section, String name, String ours) {
        assertThatThrownBy(() -> parse("kafka:\n  bootstrap-servers: a\n  " + section + ":\n    " + name + ": 2\n"))
                .isInstanceOf(YamlException.class)
                .hasMessage(
                        "weir.yaml:4: kafka." + section + "." + name + " is \"2\"; allowed: none here; use " + ours);
    }

    @Test
    void toString_password_inside_a_url_is_masked() {
        Settings settings = parse("""
                kafka: {bootstrap-servers: "a:9092", client: {proxy: "https://me:hid@den@proxy:3128/x"}}
                registry: {schema.registry.url: "http://me:hidden@b:8081,http://you:hidden@c:8081/v7?at=@"}
                """);

        assertThat(settings.toString())
                .contains("http://****@b:8081,http://****@c:8081/v7?at=@", "https://****@proxy:3128/x")
                .doesNotContain("hid");
        assertThat(settings.registry().values().get("schema.registry.url")).contains("me:hidden@b");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            application: {thread: 2}            | weir.yaml:5: application.thread is unknown; did you mean threads? allowed: application-id, state-dir, instance-id, topic-prefix, threads, delivery
            application: {threads: many}        | weir.yaml:5: application.threads is "many"; allowed: a whole number from 1 to 256
            application: {threads: 0}           | weir.yaml:5: application.threads is "0"; allowed: a whole number from 1 to 256
            application: {threads: 99999999999} | weir.yaml:5: application.threads is "99999999999"; allowed: a whole number from 1 to 256
            application: {threads: [1]}         | weir.yaml:5: application.threads is a list; allowed: a whole number from 1 to 256
            application: {threads: }            | weir.yaml:5: application.threads is empty; allowed: a whole number from 1 to 256
            application: {delivery: once}       | weir.yaml:5: application.delivery is "once"; allowed: exactly-once, at-least-once
            application: weir                   | weir.yaml:5: application is "weir"; allowed: keys and values
            aplication: {threads: 1}            | weir.yaml:5: aplication is unknown; did you mean application? allowed: application, kafka, registry, topics, decide, labels, base-rate, http
            decide: {rekey: yes}                | weir.yaml:5: decide.rekey is "yes"; allowed: true or false
            decide: {from: 2018-08-01}          | weir.yaml:5: decide.from is "2018-08-01"; allowed: an ISO 8601 instant, such as 2018-08-01T00:00:00Z
            labels: {retention: 120d}           | weir.yaml:5: labels.retention is "120d"; allowed: an ISO 8601 duration above zero, such as PT6H or P14D
            labels: {retention: PT0S}           | weir.yaml:5: labels.retention is "PT0S"; allowed: an ISO 8601 duration above zero, such as PT6H or P14D
            labels: {retention: P36526D}        | weir.yaml:5: labels.retention is "P36526D"; allowed: an ISO 8601 duration of at most P36525D
            base-rate: {retention: P999D}       | weir.yaml:5: base-rate: base-rate.retention is PT23976H; allowed: P2D to P730D
            base-rate: {max-shift: -1}          | weir.yaml:5: base-rate.max-shift is "-1"; allowed: a number from 0.0 to 3.0
            base-rate: {max-shift: NaN}         | weir.yaml:5: base-rate.max-shift is "NaN"; allowed: a number from 0.0 to 3.0
            topics: {labels: "a b"}             | weir.yaml:5: topics.labels is "a b"; allowed: 1 to 200 letters, digits, '.', '_' and '-'
            topics: {queues: review}            | weir.yaml:5: topics.queues is "review"; allowed: a list of texts
            http: {port: 70000}                 | weir.yaml:5: http.port is "70000"; allowed: a whole number from 0 to 65535
            """)
    void parse_wrong_setting_names_file_line_key_value_and_what_is_allowed(String wrong, String message) {
        assertThatThrownBy(() -> parse(LEAST + wrong))
                .isInstanceOf(YamlException.class)
                .hasMessage(message);
    }

    @Test
    void parse_missing_required_key_names_it() {
        assertThatThrownBy(() -> parse("registry: {schema.registry.url: x}"))
                .hasMessage("weir.yaml:1: kafka.bootstrap-servers is missing");
        assertThatThrownBy(() -> parse("kafka: {bootstrap-servers: x}"))
                .hasMessage("weir.yaml:1: registry.schema.registry.url is missing");
        assertThatThrownBy(() -> parse("kafka: {bootstrap-server: x}"))
                .hasMessage("weir.yaml:1: kafka.bootstrap-servers is missing; is bootstrap-server meant to be it?");
    }

    @Test
    void parse_empty_section_is_as_if_it_were_not_there() {
        Settings settings = parse(LEAST + "application:\nhttp:\n  host: ::1\n");

        assertThat(settings.application().threads()).isEqualTo(1);
        assertThat(settings.http().host()).isEqualTo("::1");
        assertThatThrownBy(() -> parse("kafka:\n  bootstrap-servers:\n"))
                .hasMessageContaining("weir.yaml:")
                .hasMessageContaining("kafka.bootstrap-servers");
    }

    @Test
    void parse_nested_kafka_setting_says_how_to_write_it() {
        assertThatThrownBy(() -> parse("""
                kafka:
                  bootstrap-servers: a
                  client:
                    security:
                      protocol: SSL
                """))
                .hasMessage(
                        "weir.yaml:4: kafka.client.security is a map; allowed: a text or number; a name with dots is"
                                + " written on one line");
    }

    @Test
    void parse_unreadable_yaml_names_the_line() {
        assertThatThrownBy(() -> parse("kafka:\n  a: [1, 2\n"))
                .isInstanceOf(YamlException.class)
                .hasMessageMatching("weir.yaml:\\d: not YAML: .+");
        assertThatThrownBy(() -> parse("kafka: {bootstrap-servers: a}\nkafka: {bootstrap-servers: b}\n"))
                .hasMessageMatching("weir.yaml:\\d: not YAML: Duplicate.*kafka.*");
        assertThatThrownBy(() -> parse("kafka: &k {bootstrap-servers: a}\nhttp: *k\n"))
                .hasMessage("weir.yaml:2: http is the alias *k; allowed: a value");
        assertThatThrownBy(() -> parse("- a\n- b\n"))
                .hasMessage("weir.yaml:1: the file is a list; allowed: keys and values");
        assertThatThrownBy(() -> parse(LEAST + "---\nhttp: {}\n"))
                .hasMessage("weir.yaml:6: a second document; allowed: one");
        assertThatThrownBy(() -> parse("")).hasMessage("weir.yaml:1: kafka.bootstrap-servers is missing");
    }

    @Test
    void parse_variables_come_from_the_environment_or_their_default() {
        Settings settings = Settings.parse(
                "weir.yaml", """
                kafka:
                  bootstrap-servers: ${BROKERS}
                  client: {ssl.key.password: "${PASSWORD}", a: "${UNSET:-b}", c: "costs 5$$", d: "${EMPTY:-}"}
                registry: {schema.registry.url: "http://${HOST}:8081"}
                """, Map.of("BROKERS", "a:1,b:2", "PASSWORD", "se$cret\\1", "HOST", "r")::get);

        assertThat(settings.kafka().bootstrapServers()).isEqualTo("a:1,b:2");
        assertThat(settings.kafka().client().values())
                .isEqualTo(Map.of("ssl.key.password", "se$cret\\1", "a", "b", "c", "costs 5$", "d", ""));
        assertThat(settings.registry().values()).containsEntry("schema.registry.url", "http://r:8081");
    }

    @Test
    void parse_variable_not_set_names_it_and_its_place() {
        assertThatThrownBy(() -> parse("kafka:\n  bootstrap-servers: ${NOWHERE}\n"))
                .hasMessage(
                        "weir.yaml:2: kafka.bootstrap-servers: the environment variable NOWHERE is not set; allowed:"
                                + " set it, or write ${NOWHERE:-default}");
    }

    @Test
    void toString_secrets_are_masked() {
        Settings settings = parse("""
                kafka:
                  bootstrap-servers: a:9092
                  client: {sasl.jaas.config: "x password=hidden1", ssl.truststore.password: hidden2, client.id: shown}
                registry:
                  schema.registry.url: http://b
                  basic.auth.user.info: me:hidden3
                  bearer.auth.token: hidden4
                """);

        assertThat(settings.toString()).contains("shown", "****").doesNotContain("hidden");
    }

    @Test
    void load_file_that_is_too_large_is_refused_unread(@TempDir Path directory) throws Exception {
        Path large = directory.resolve("large.yaml");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(1L << 40);
        }
        assertThatThrownBy(() -> Settings.load(large))
                .isInstanceOf(YamlException.class)
                .hasMessageEndingWith("large.yaml:1: 1099511627776 bytes; allowed: at most 3145728");
    }

    @Test
    void load_file_that_is_not_utf8_says_so(@TempDir Path directory) throws Exception {
        Path file = Files.write(directory.resolve("weir.yaml"), "kafka: é".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> Settings.load(file))
                .isInstanceOf(YamlException.class)
                .hasMessageContaining("not UTF-8");
    }

    private static Settings parse(String text) {
        return Settings.parse("weir.yaml", text, name -> null);
    }
}
