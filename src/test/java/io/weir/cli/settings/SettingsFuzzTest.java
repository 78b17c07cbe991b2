package io.weir.cli.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.testing.Fuzz;
import io.weir.testing.TextMutation;
import io.weir.yaml.YamlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Any text is settings, or a policy, or an error that begins with the file. */
class SettingsFuzzTest {

    private static final long MOST_BYTES = 16 << 20;

    private static final String RULES = """
            currency: EUR
            id: p-1
            version: 3
            review-capacity-per-day: 200
            decline-queue: declined
            lists:
              stolen: [a-1, a-2]
            rules:
              - name: stolen cards
                when: {account: {in: stolen}}
                then: decline
                queue: hot
              - name: keyed abroad
                when:
                  categorical.entry-mode: {in: [keyed, stripe]}
                  amount: {above: 100, at-most: 1000.5}
                  numeric.distance_km: {missing: false}
                then: pass
            """;

    @Test
    void policies_mutated_are_read_or_refused() throws IOException {
        List<String> good = List.of(RULES, plain("deploy/policy.yaml"));
        Fuzz.run(
                        10_000,
                        random -> TextMutation.of(good, random),
                        text -> PolicyFile.parse("f.yaml", new String(text, UTF_8), name -> null),
                        SettingsFuzzTest::documented,
                        MOST_BYTES)
                .reaches(300, 30);
    }

    @Test
    void settings_mutated_are_read_or_refused() throws IOException {
        List<String> good = List.of(plain("deploy/weir.yaml"));
        Fuzz.run(
                        10_000,
                        random -> TextMutation.of(good, random),
                        text -> Settings.parse("f.yaml", new String(text, UTF_8), Map.of("X", "1")::get),
                        SettingsFuzzTest::documented,
                        MOST_BYTES)
                .reaches(300, 30);
    }

    private static boolean documented(Throwable e) {
        return e instanceof YamlException && String.valueOf(e.getMessage()).startsWith("f.yaml:");
    }

    /** Without comments: an edit there changes nothing. */
    private static String plain(String file) throws IOException {
        return Files.readString(Path.of(file)).replaceAll("(?m)(^| )#.*\n", "\n");
    }
}
