package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.cli.LoadCase.Shape;
import io.weir.cli.LoadResult.Point;
import io.weir.cli.settings.Settings.Delivery;
import io.weir.decision.Action;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadReportTest {

    private static final LoadSample SAMPLE = new LoadSample(Map.of(Action.REVIEW, 7L), 0.2);

    @Test
    void curve_of_a_thousand_latencies_ends_at_three_nines() {
        List<Point> curve = timed("weir", 1, 1_200, 0).curve();

        assertThat(curve).hasSize(31);
        assertThat(curve.get(10).percentile()).isCloseTo(90, within(1e-9));
        assertThat(curve.get(10).millis()).isCloseTo(900, within(1.0));
        assertThat(curve.get(30).percentile()).isCloseTo(99.9, within(1e-9));
        assertThat(curve.get(30).millis()).isCloseTo(999, within(1.0));
    }

    @Test
    void complete_with_one_missing_or_one_twice_is_not() {
        assertThat(report(timed("weir", 1, 1_200, 0)).complete()).isTrue();
        assertThat(report(timed("weir", 1, 1_200, 0), timed("floor", 1, 1_199, 0))
                        .complete())
                .isFalse();
        assertThat(report(timed("weir", 1, 1_200, 1)).complete()).isFalse();
    }

    @Test
    void share_of_floor_is_that_of_the_medians_without_the_first_round() {
        LoadFigures figures = new LoadFigures(
                load(Shape.DRAIN),
                List.of(
                        drained("weir", 5),
                        drained("floor", 9),
                        drained("weir", 50),
                        drained("floor", 90),
                        drained("weir", 70),
                        drained("floor", 110),
                        drained("weir", 60)));

        assertThat(figures.perSecond()).isEqualTo(60);
        assertThat(figures.shareOfFloor()).isCloseTo(0.6, within(1e-12));
        assertThat(figures.asMap(2, figures))
                .containsEntry("share_of_floor", 0.6)
                .containsEntry("per_second_and_core", 30.0);
    }

    /** The bar for a million accounts is on this ratio. */
    @Test
    void cost_is_that_of_the_medians_over_the_first_cases() {
        LoadFigures first = new LoadFigures(
                load(Shape.DRAIN),
                List.of(drained("weir", 1), drained("floor", 1), drained("weir", 300), drained("floor", 400)));
        LoadFigures second = new LoadFigures(
                load(Shape.DRAIN),
                List.of(drained("weir", 1), drained("floor", 1), drained("weir", 200), drained("floor", 200)));

        assertThat(second.asMap(2, first))
                .containsEntry("seconds_times_first_case", 1.5)
                .containsEntry("floor_seconds_times_first_case", 2.0)
                .containsEntry("cpu_times_first_case", 1.0);
    }

    @Test
    void latency_is_told_as_a_multiple_of_the_floors() {
        LoadFigures figures =
                new LoadFigures(load(Shape.RATE), List.of(timed("weir", 3, 1_200, 0), timed("floor", 2, 1_200, 0)));

        assertThat(figures.timesFloor(50)).isCloseTo(1.5, within(0.01));
        assertThat((Double) figures.asMap(2, figures).get("p99_times_floor")).isCloseTo(1.5, within(0.01));
    }

    @Test
    void write_tells_the_same_in_each_file(@TempDir Path directory) throws Exception {
        List<String> names = report(
                        timed("weir", 1, 1_199, 3).with(SAMPLE).with(written(881)),
                        timed("floor", 2, 1_200, 0).with(written(880)))
                .write(directory);

        assertThat(names).containsExactly("night.json", "night.md", "night.svg");
        JsonNode run = new ObjectMapper()
                .readTree(directory.resolve("night.json").toFile())
                .at("/cases/0/runs/0");
        assertThat(run.get("missing").asInt()).isEqualTo(1);
        assertThat(run.get("duplicates").asInt()).isEqualTo(3);
        assertThat(run.get("measured").asInt()).isEqualTo(1000);
        assertThat(run.get("p99_ms").asDouble()).isCloseTo(990, within(1.0));
        assertThat(run.get("actions_sampled").get("review").asInt()).isEqualTo(7);
        assertThat(Files.readString(directory.resolve("night.md")))
                .contains("# Load: night\n\nA quiet load.\n")
                .contains(
                        "| quiet, exactly-once | weir | 500.2 | 900.1 | 990.2 | 999.4 | 1,000.4 | 0.0 | 100 | 42 | 1 | 3 |")
                .contains("| quiet, exactly-once | times the floor | 0.50 |")
                .contains("stage two scored 20.0 %")
                .contains("mean bytes written in the last round, Weir and the floor: decisions 881 and 880.")
                .contains("\n- nobody else was there\n");
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(directory.resolve("night.svg").toFile())
                        .getElementsByTagName("polyline")
                        .getLength())
                .isEqualTo(2);
    }

    private static LoadReport report(LoadResult... results) {
        Machine machine = new Machine(2, 16, 8, "a JDK", "a system", 0.5);
        Instant date = Instant.parse("2026-01-02T03:04:05Z");
        LoadCase load = load(Shape.RATE);
        return new LoadReport(
                new LoadScenario("night", "A quiet load.", List.of(load)),
                date,
                machine,
                "0123456789ab",
                300,
                "nobody else was there",
                List.of(new LoadFigures(load, List.of(results))));
    }

    private static LoadCase load(Shape shape) {
        return new LoadCase(
                "quiet",
                shape,
                Delivery.EXACTLY_ONCE,
                100,
                10,
                2,
                0,
                400,
                3,
                0,
                0,
                0,
                Duration.ofHours(1),
                6,
                1,
                1,
                true,
                Map.of());
    }

    private static Map<String, FloorSamples> written(int bytes) {
        return Map.of(
                "decisions",
                new FloorSamples.Builder().add("a", new byte[bytes]).build());
    }

    private static LoadResult drained(String system, double perSecond) {
        return new LoadResult(
                system, load(Shape.DRAIN), 400, 0, perSecond, 42, new Histogram(3), new Histogram(3), Map.of(), null);
    }

    /** Latencies of 1, 2, … 1000 ms, or of so many times that. */
    private static LoadResult timed(String system, int factor, int seen, long duplicates) {
        Histogram latency = new Histogram(3);
        for (int millis = 1; millis <= 1000; millis++) {
            latency.recordValue(1000L * factor * millis);
        }
        return new LoadResult(
                system, load(Shape.RATE), seen, duplicates, 100, 42, latency, new Histogram(3), Map.of(), null);
    }
}
