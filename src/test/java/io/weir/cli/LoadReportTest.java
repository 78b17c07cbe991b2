package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.cli.SteadyResult.Point;
import io.weir.cli.settings.Settings.Delivery;
import io.weir.decision.Action;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SteadyReportTest {

    private static final SteadyPlan PLAN = new SteadyPlan(100, 10, 2, 38);

    @Test
    void plan_warm_up_comes_before_what_is_timed() {
        assertThat(PLAN.warmUp()).isEqualTo(200);
        assertThat(PLAN.count()).isEqualTo(1200);
    }

    @Test
    void curve_of_a_thousand_latencies_ends_at_three_nines() {
        List<Point> curve = result(1200, 0).curve();

        assertThat(curve).hasSize(31);
        assertThat(curve.get(10).percentile()).isCloseTo(90, within(1e-9));
        assertThat(curve.get(10).millis()).isCloseTo(900, within(1.0));
        assertThat(curve.get(30).percentile()).isCloseTo(99.9, within(1e-9));
        assertThat(curve.get(30).millis()).isCloseTo(999, within(1.0));
    }

    @Test
    void complete_with_one_missing_or_one_twice_is_not() {
        assertThat(report(result(1200, 0)).complete()).isTrue();
        assertThat(report(result(1200, 0), result(1199, 0)).complete()).isFalse();
        assertThat(report(result(1200, 1)).complete()).isFalse();
        assertThat(result(1199, 0).missing()).isEqualTo(1);
    }

    @Test
    void write_tells_the_same_in_each_file(@TempDir Path directory) throws Exception {
        report(result(1199, 3)).write(directory);

        JsonNode run = new ObjectMapper()
                .readTree(directory.resolve("steady.json").toFile())
                .at("/runs/exactly_once");
        assertThat(run.get("missing").asInt()).isEqualTo(1);
        assertThat(run.get("duplicates").asInt()).isEqualTo(3);
        assertThat(run.get("measured").asInt()).isEqualTo(1000);
        assertThat(run.get("p99_ms").asDouble()).isCloseTo(990, within(1.0));
        assertThat(run.get("actions").get("review").asInt()).isEqualTo(7);
        assertThat(Files.readString(directory.resolve("steady.md")))
                .contains("100 transactions a second for 10 s")
                .contains("| exactly-once | 500.2 | 900.1 | 990.2 | 999.4 | 1,000.4 | 99.5 | 1,200 | 1 | 3 |")
                .contains("\n- a quiet night\n");
        assertThat(DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(directory.resolve("steady.svg").toFile())
                        .getElementsByTagName("polyline")
                        .getLength())
                .isEqualTo(1);
    }

    private static SteadyReport report(SteadyResult... results) {
        Machine machine = new Machine(2, 16, 8, "a JDK", "a system", 0.5);
        Instant date = Instant.parse("2026-01-02T03:04:05Z");
        return new SteadyReport(PLAN, date, machine, "0123456789ab", 300, "a quiet night", List.of(results));
    }

    /** Latencies of 1, 2, … 1000 ms. */
    private static SteadyResult result(int decided, long duplicates) {
        Histogram latency = new Histogram(3);
        for (int millis = 1; millis <= 1000; millis++) {
            latency.recordValue(millis * 1000L);
        }
        Map<Action, Long> actions = Map.of(Action.REVIEW, 7L);
        return new SteadyResult(
                Delivery.EXACTLY_ONCE, 1200, decided, duplicates, 99.5, actions, 0.2, latency, new Histogram(3));
    }
}
