package io.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrySettingsTest {

    private static final String SECRET = "s3cr:et";

    @Test
    void settings_left_haveConfluentsDefaults() {
        RegistrySettings settings = parse(Map.of());

        assertThat(settings.autoRegister()).isTrue();
        assertThat(settings.useLatest()).isFalse();
        assertThat(settings.specificReader()).isFalse();
        assertThat(settings.valueSubjects()).isEqualTo(SubjectNames.TopicNameStrategy);
        assertThat(settings.urls()).containsExactly(new RegistryUrl("http://one:8081", null));
        assertThat(settings.tls()).isNull();
    }

    @Test
    void urls_inAList_loseSlashesAtTheEndAndKeepTheirPath() {
        assertThat(parse(Map.of("schema.registry.url", "http://one:8081/, https://two/apis/ccompat/v7/"))
                        .urls())
                .extracting(RegistryUrl::base)
                .containsExactly("http://one:8081", "https://two/apis/ccompat/v7");
        assertThat(parse(Map.of("schema.registry.url", List.of("http://one:1", "http://two:2")))
                        .urls())
                .hasSize(2);
    }

    @Test
    void credentials_fromEitherSource_areSentAndNeverShown() {
        String expected = "Basic dXNlcjpzM2NyOmV0";
        RegistrySettings byInfo = parse(Map.of(
                "basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", new Password("user:" + SECRET)));
        RegistrySettings byPrefixedInfo = parse(Map.of(
                "basic.auth.credentials.source",
                "USER_INFO",
                "schema.registry.basic.auth.user.info",
                "user:" + SECRET));
        RegistrySettings byUrl = parse(Map.of("schema.registry.url", "http://user:s3cr%3Aet@one:8081"));

        for (RegistrySettings settings : List.of(byInfo, byPrefixedInfo, byUrl)) {
            assertThat(settings.urls().get(0).authorization()).isEqualTo(expected);
            assertThat(settings.toString()).doesNotContain(SECRET, "s3cr", "dXNlc");
        }
    }

    @Test
    void url_thatIsWrong_isNamedWithoutItsPassword() {
        assertThatThrownBy(() -> parse(Map.of("schema.registry.url", "ftp://user:pa@ss word@one")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("schema.registry.url is \"ftp://***@one\"; allowed: http or https URLs")
                .satisfies(e -> assertThat(e.getCause()).isNull());
        assertThatThrownBy(() -> parse(Map.of("schema.registry.url", " ")))
                .hasMessageContaining("schema.registry.url is missing");
    }

    @ParameterizedTest
    @CsvSource({
        "auto.register.schemas, maybe, 'allowed: true, false'",
        "use.latest.version, 1, 'allowed: true, false'",
        "basic.auth.credentials.source, SASL_INHERIT, 'allowed: URL, USER_INFO'",
        "value.subject.name.strategy, com.acme.Mine, 'allowed: [TopicNameStrategy, RecordNameStrategy'",
        "schema.registry.ssl.truststore.location, /no/such/file, 'allowed: a readable trust store'",
    })
    void value_notAllowed_isNamedWithWhatIs(String setting, String value, String allowed) {
        assertThatThrownBy(() -> parse(Map.of(setting, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(setting + " is \"" + value + "\"")
                .hasMessageContaining(allowed);
    }

    @Test
    void userInfo_missingOrWithoutColon_isNotShown() {
        assertThatThrownBy(() -> parse(Map.of("basic.auth.credentials.source", "USER_INFO")))
                .hasMessageContaining("basic.auth.user.info is missing");
        assertThatThrownBy(() ->
                        parse(Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "s3cret")))
                .hasMessageContaining("without a colon")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
    }

    @Test
    void strategy_byConfluentsClassName_isTheSame() {
        RegistrySettings settings = parse(Map.of(
                "value.subject.name.strategy",
                "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy",
                "key.subject.name.strategy",
                "RecordNameStrategy"));

        assertThat(settings.valueSubjects()).isEqualTo(SubjectNames.TopicRecordNameStrategy);
        assertThat(settings.keySubjects()).isEqualTo(SubjectNames.RecordNameStrategy);
    }

    private static RegistrySettings parse(Map<String, ?> settings) {
        Map<String, Object> all = new HashMap<>(Map.of("schema.registry.url", "http://one:8081"));
        all.putAll(settings);
        return RegistrySettings.parse(all);
    }
}
