package io.weir.cli.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of docs/security.md are settings that Weir reads. */
class SecurityDocTest {

    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final String SSL = "schema.registry.ssl.";

    /** What the registry's client reads; RegistryTlsTest and RegistrySettingsTest show that it does. */
    private static final Set<String> REGISTRY = Set.of(
            "schema.registry.url",
            "basic.auth.credentials.source",
            "basic.auth.user.info",
            SSL + "truststore.type",
            SSL + "truststore.location",
            SSL + "truststore.password",
            SSL + "keystore.type",
            SSL + "keystore.location",
            SSL + "keystore.password",
            SSL + "key.password");

    static List<String> examples() throws IOException {
        return EXAMPLE.matcher(Files.readString(Path.of("docs/security.md")))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void example_is_read_and_each_name_is_known(String yaml) {
        Settings settings = Settings.parse("security.md", yaml, name -> "secret-of-" + name);

        assertThat(settings.registry().values().keySet()).isSubsetOf(REGISTRY);
        for (Set<String> names :
                List.of(AdminClientConfig.configNames(), ConsumerConfig.configNames(), ProducerConfig.configNames())) {
            assertThat(settings.kafka().client().values().keySet()).isSubsetOf(names);
        }
        assertThat(settings.toString()).doesNotContain("secret-of-");
    }

    @ParameterizedTest
    @MethodSource("settingsNamed")
    void setting_named_in_the_text_is_known(String name) {
        assertThat(REGISTRY).contains(name);
    }

    static Stream<String> settingsNamed() throws IOException {
        return Pattern.compile("`(schema\\.registry[a-z.]+)`")
                .matcher(Files.readString(Path.of("docs/security.md")))
                .results()
                .map(found -> found.group(1));
    }
}
