package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.cli.LoadCase.Shape;
import io.weir.cli.settings.Settings.Delivery;
import io.weir.yaml.YamlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadScenarioTest {

    @TempDir
    Path directory;

    @Test
    void case_has_what_the_scenario_has_where_it_says_nothing() throws IOException {
        LoadScenario read = read("""
                about: Two.
                rate: 50
                streams: {commit.interval.ms: 7}
                cases:
                  - {name: a, delivery: at-least-once}
                  - {name: b, rate: 60, streams: {linger.ms: 1}}
                """);

        LoadCase a = read.cases().get(0);
        assertThat(a.delivery()).isEqualTo(Delivery.AT_LEAST_ONCE);
        assertThat(a.rate()).isEqualTo(50);
        assertThat(a.streams()).containsOnlyKeys("commit.interval.ms");
        LoadCase b = read.cases().get(1);
        assertThat(b.shape()).isEqualTo(Shape.RATE);
        assertThat(b.rate()).isEqualTo(60);
        assertThat(b.streams()).containsOnlyKeys("linger.ms");
    }

    @Test
    void unknown_key_is_refused_with_its_line() {
        assertThatThrownBy(() -> read("about: x\ncases:\n  - {rat: 5}\n"))
                .isInstanceOf(YamlException.class)
                .hasMessageContaining(":3:")
                .hasMessageContaining("rat");
    }

    @Test
    void rates_and_backlogs_are_told_apart() {
        assertThatThrownBy(() -> read("about: x\ncases:\n  - {shape: drain}\n  - {name: b}\n"))
                .isInstanceOf(YamlException.class)
                .hasMessageContaining("one shape in a scenario");
    }

    @Test
    void scenario_has_the_name_of_its_file() throws IOException {
        assertThat(read("about: x\n").name()).isEqualTo("s");
        Path file = Files.writeString(directory.resolve("A b.yaml"), "about: x\n");
        assertThatThrownBy(() -> LoadScenario.read(file))
                .isInstanceOf(YamlException.class)
                .hasMessageContaining("A b.yaml")
                .hasMessageContaining("small letters, digits and hyphens");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{rate: 5000, seconds: 500000} | makes 2500100000 payments",
                "{shape: drain, transactions: 100000000, rounds: 6} | makes 600000000 payments",
                "{shape: drain, burst: 5} | with shape: rate only",
                "{shape: drain, seconds: 5} | with shape: rate only",
                "{rounds: 2} | with shape: drain only",
                "{history: 2000} | multiples of 3000 up to 180000, where accounts is 0",
                "{history: 183000} | multiples of 3000 up to 180000, where accounts is 0",
                "{merchants: 10} | both are the simulated bank's, or neither",
                "{name: a.b} | small letters, digits and hyphens",
            })
    void value_without_a_meaning_is_refused_with_what_is_allowed(String load, String problem) {
        assertThatThrownBy(() ->
                        read("about: x\n" + load.substring(1, load.length() - 1).replace(", ", "\n") + "\n"))
                .isInstanceOf(YamlException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void case_of_the_same_name_and_delivery_is_refused() {
        assertThatThrownBy(() -> read("about: x\ncases:\n  - {name: a}\n  - {name: a, rate: 7}\n"))
                .isInstanceOf(YamlException.class)
                .hasMessageContaining("a name and delivery twice");
    }

    /** The first store that is opened fixes it for the process, and so for the cases after it. */
    @Test
    void memory_of_rocksdb_that_differs_between_cases_is_refused() {
        assertThatThrownBy(() -> read("""
                        about: x
                        cases:
                          - {name: a, streams: {weir.rocksdb.memory.bytes: 1000000}}
                          - {name: b}
                        """))
                .isInstanceOf(YamlException.class)
                .hasMessageContaining("several values of weir.rocksdb.memory.bytes");
    }

    @Test
    void scenarios_of_the_project_can_be_read() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("load-tests/scenarios"))) {
            List<Path> all = files.toList();
            assertThat(all).isNotEmpty();
            for (Path file : all) {
                LoadScenario scenario = LoadScenario.read(file);
                assertThat(file).hasFileName(scenario.name() + ".yaml");
                assertThat(scenario.cases()).isNotEmpty();
            }
        }
    }

    @Test
    void pace_fixes_when_each_is_due() {
        LoadPace steady = new LoadPace(100, 0);
        assertThat(steady.countUntil(62)).isEqualTo(6_200);
        assertThat(steady.dueNanos(6_200)).isEqualTo(62_000_000_000L);
    }

    /** 25 s at 100, 5 s at 500: 5,000 in half a minute. */
    @Test
    void pace_with_bursts_is_five_times_as_fast_in_the_last_seconds_of_each_half_minute() {
        LoadPace bursts = new LoadPace(100, 5);
        assertThat(bursts.countUntil(25)).isEqualTo(2_500);
        assertThat(bursts.countUntil(26)).isEqualTo(3_000);
        assertThat(bursts.countUntil(60)).isEqualTo(10_000);
        assertThat(bursts.dueNanos(2_500)).isEqualTo(25_000_000_000L);
        assertThat(bursts.dueNanos(3_000)).isEqualTo(26_000_000_000L);
        assertThat(bursts.dueNanos(7_500)).isEqualTo(55_000_000_000L);
        for (int n = 1; n < 12_000; n++) {
            assertThat(bursts.dueNanos(n)).isGreaterThan(bursts.dueNanos(n - 1));
        }
    }

    private LoadScenario read(String yaml) throws IOException {
        return LoadScenario.read(Files.writeString(directory.resolve("s.yaml"), yaml));
    }
}
