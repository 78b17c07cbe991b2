package io.weir.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.catalogue.Catalogues;
import io.weir.feature.FeatureCatalogue;
import io.weir.scenario.Scenarios;
import io.weir.testing.Fuzz;
import io.weir.testing.TextMutation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Any text is a catalogue, or a scenario, or an error that begins with the file. */
class YamlFuzzTest {

    private static final Path RESOURCES = Path.of("src/main/resources/io/weir");
    private static final long MOST_BYTES = 16 << 20;

    @Test
    void catalogues_mutated_are_read_or_refused() throws IOException {
        List<String> good = texts("catalogues");
        Fuzz.run(
                        5_000,
                        random -> TextMutation.of(good, random),
                        text -> FeatureCatalogue.of(Catalogues.parse("f.yaml", new String(text, UTF_8))),
                        YamlFuzzTest::documented,
                        MOST_BYTES)
                .reaches(50, 20);
    }

    @Test
    void scenarios_mutated_are_read_or_refused() throws IOException {
        List<String> good = texts("scenarios");
        Fuzz.run(
                        5_000,
                        random -> TextMutation.of(good, random),
                        text -> Scenarios.parse("f.yaml", new String(text, UTF_8)),
                        YamlFuzzTest::documented,
                        MOST_BYTES)
                .reaches(50, 20);
    }

    private static boolean documented(Throwable e) {
        return e instanceof IllegalArgumentException
                && String.valueOf(e.getMessage()).startsWith("f.yaml:");
    }

    /** Without comments: an edit there changes nothing. */
    private static List<String> texts(String folder) throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
            for (Path file : files.sorted().toList()) {
                texts.add(Files.readString(file).replaceAll("(?m)(^| )#.*\n", "\n"));
            }
        }
        return texts;
    }
}
