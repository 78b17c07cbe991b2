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

class LoadScenarioTest {

    @TempDir
    Path directory;

    @Test
    void case_has_what_the_scenario_has_where_it_says_nothing() throws IOException {
        LoadScenario read = read("""
                scenario: s
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
        assertThatThrownBy(() -> read("scenario: s\nabout: x\ncases:\n  - {rat: 5}\n"))
                .isInstanceOf(YamlException.class)
                .hasMessageContaining(":4:")
                .hasMessageContaining("rat");
    }

    @Test
    void rates_and_backlogs_are_told_apart() {
        assertThatThrownBy(() -> read("scenario: s\nabout: x\ncases:\n  - {shape: drain}\n  - {shape: rate}\n"))
                .isInstanceOf(YamlException.class)
                .hasMessageContaining("one shape in a scenario");
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
