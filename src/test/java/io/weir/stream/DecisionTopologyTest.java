package io.weir.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** The shape of the topology. Names of stores and internal topics are on brokers and disks: a change loses state. */
class DecisionTopologyTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Path RENEWED = Path.of("target/golden");

    private final StreamSettings settings = TestSettings.standard(Path.of("unused"));

    @Test
    void topology_standard_isTheGoldenOne() throws IOException {
        assertGolden("topology.txt", settings);
    }

    @Test
    void topology_rekeyed_isTheGoldenOne() throws IOException {
        assertGolden("topology-rekey.txt", TestSettings.rekeyed(settings));
    }

    private static void assertGolden(String name, StreamSettings settings) throws IOException {
        String actual = DrivenStream.topology(settings, new SimpleMeterRegistry(), InstantSource.system())
                .describe()
                .toString()
                .replaceAll("extractor class: [^)]*", "extractor");
        Path golden = GOLDEN.resolve(name);
        Path renewed = RENEWED.resolve(name);
        Files.createDirectories(RENEWED);
        Files.writeString(renewed, actual, StandardCharsets.UTF_8);
        assertThat(actual)
                .as(
                        "topology differs from %s. When meant (state of running applications may be lost): cp %s %s",
                        golden, renewed, golden)
                .isEqualTo(Files.readString(golden, StandardCharsets.UTF_8));
    }
}
