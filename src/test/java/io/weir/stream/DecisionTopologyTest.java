package io.weir.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.feature.FeatureCatalogue;
import io.weir.testing.DeviceBank;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

    @Test
    void topology_ofOneEntity_isTheGoldenOne() throws IOException {
        assertGolden("topology-account.txt", TestSettings.with(settings, DeviceBank.catalogue("account")));
    }

    @Test
    void topology_ofThreeEntities_isTheGoldenOne() throws IOException {
        FeatureCatalogue three = DeviceBank.catalogue("account", "device", "merchant");
        assertGolden("topology-device.txt", TestSettings.with(settings, three));
    }

    private static void assertGolden(String name, StreamSettings settings) throws IOException {
        String actual =
                DrivenStream.topology(settings).describe().toString().replaceAll("extractor class: [^)]*", "extractor");
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
