package io.weir.wire;

import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The settings of serde and registry client, parsed once, under Confluent's names.
 *
 * @param urls registries in order of preference
 * @param tls trust and keys for https; null for the platform's own
 * @param autoRegister {@code auto.register.schemas}, default true
 * @param useLatest {@code use.latest.version}, default false; holds when schemas are not registered automatically
 * @param keySubjects {@code key.subject.name.strategy}
 * @param valueSubjects {@code value.subject.name.strategy}
 * @param specificReader {@code specific.avro.reader}, default false
 */
record RegistrySettings(
        List<RegistryUrl> urls,
        @Nullable SSLContext tls,
        boolean autoRegister,
        boolean useLatest,
        SubjectNames keySubjects,
        SubjectNames valueSubjects,
        boolean specificReader) {

    private static final String URL = "schema.registry.url";
    private static final String SOURCE = "basic.auth.credentials.source";
    private static final String USER_INFO = "basic.auth.user.info";
    private static final String KEY_SUBJECTS = "key.subject.name.strategy";
    private static final String VALUE_SUBJECTS = "value.subject.name.strategy";

    /** @throws IllegalArgumentException naming the setting, its value and what is allowed */
    static RegistrySettings parse(Map<String, ?> configs) {
        Settings settings = new Settings(configs);
        return new RegistrySettings(
                urls(settings),
                RegistryTls.sslContext(settings),
                settings.flag("auto.register.schemas", true),
                settings.flag("use.latest.version", false),
                subjects(settings, KEY_SUBJECTS),
                subjects(settings, VALUE_SUBJECTS),
                settings.flag("specific.avro.reader", false));
    }

    private static SubjectNames subjects(Settings settings, String name) {
        return SubjectNames.of(name, settings.text(name, SubjectNames.TopicNameStrategy.name()));
    }

    private static List<RegistryUrl> urls(Settings settings) {
        List<String> texts = settings.list(URL);
        if (texts.isEmpty()) {
            throw new IllegalArgumentException(URL + " is missing; allowed: one or more http or https URLs");
        }
        String source = settings.text(SOURCE, "URL");
        return switch (source) {
            case "URL" ->
                texts.stream().map(text -> RegistryUrl.parse(text, null, true)).toList();
            case "USER_INFO" -> {
                String userInfo = userInfo(settings);
                yield texts.stream()
                        .map(text -> RegistryUrl.parse(text, userInfo, false))
                        .toList();
            }
            default -> throw new IllegalArgumentException(SOURCE + " is \"" + source + "\"; allowed: URL, USER_INFO");
        };
    }

    private static String userInfo(Settings settings) {
        String plain = settings.text(USER_INFO);
        String userInfo = plain == null ? settings.text("schema.registry." + USER_INFO) : plain;
        if (userInfo == null || userInfo.indexOf(':') < 0) {
            throw new IllegalArgumentException(USER_INFO + " is " + (userInfo == null ? "missing" : "without a colon")
                    + "; allowed with " + SOURCE + "=USER_INFO: user:password");
        }
        return userInfo;
    }
}
