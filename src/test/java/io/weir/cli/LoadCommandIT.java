package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Short loads on real parts: every transaction gets one decision, from Weir and from the floor. */
class LoadCommandIT {

    @TempDir
    Path directory;

    @Test
    void rate_short_gets_one_decision_for_each_transaction() throws Exception {
        JsonNode figures = run("rate: 200\nseconds: 2\nwarm-up-seconds: 1\nfloor: false\n");

        JsonNode run = figures.get("runs").get(0);
        assertThat(run.get("sent").asInt()).isEqualTo(600);
        assertThat(run.get("measured").asInt()).isEqualTo(400);
        assertThat(run.get("p50_ms").asDouble())
                .isPositive()
                .isLessThanOrEqualTo(run.get("p99_ms").asDouble());
        assertThat(directory.resolve("out")).isDirectoryContaining("glob:**/short.{json,md,svg}");
    }

    @Test
    void backlog_short_is_drained_by_weir_and_by_the_floor() throws Exception {
        JsonNode figures = run("""
                shape: drain
                delivery: at-least-once
                transactions: 2000
                rounds: 1
                live-within: P20D
                streams: {commit.interval.ms: 200}
                """);

        assertThat(figures.get("runs").findValuesAsText("system")).containsExactly("weir", "floor");
        assertThat(figures.get("share_of_floor").asDouble()).isPositive();
        assertThatFloorWritesAsMuch(figures);
    }

    /** Guards the floor against longer records than Weir's, which would make Weir look better, and against shorter ones. */
    private static void assertThatFloorWritesAsMuch(JsonNode figures) {
        JsonNode weir = figures.get("runs").get(0).get("mean_bytes");
        JsonNode floor = figures.get("runs").get(1).get("mean_bytes");
        assertThat(weir.fieldNames())
                .toIterable()
                .containsExactly(
                        "account-profiles",
                        "merchant-profiles",
                        "passed-transactions",
                        "seen-transactions",
                        "merchant-repartition",
                        "decisions");
        weir.properties()
                .forEach(written -> assertThat(floor.get(written.getKey()).asDouble())
                        .as(written.getKey())
                        .isCloseTo(written.getValue().asDouble(), withinPercentage(5)));
    }

    private JsonNode run(String load) throws IOException {
        Path scenario = Files.writeString(
                directory.resolve("short.yaml"), "about: Short.\nhistory: 3000\npartitions: 2\n" + load);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();

        int exit = Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(
                        "bench",
                        "load",
                        scenario.toString(),
                        "--bundle",
                        bundle().toString(),
                        "--out",
                        directory.resolve("out").toString(),
                        "--json");

        assertThat(exit).as(err.toString()).isZero();
        JsonNode cases = new ObjectMapper().readTree(out.toString()).get("cases");
        assertThat(cases.findValuesAsText("missing")).containsOnly("0");
        assertThat(cases.findValuesAsText("duplicates")).containsOnly("0");
        return cases.get(0);
    }

    private Path bundle() throws IOException {
        Path file = directory.resolve("champion.bundle");
        try (InputStream in = LoadCommandIT.class.getResourceAsStream("/io/weir/training/bundle-format-1.zip")) {
            Files.write(file, Objects.requireNonNull(in).readAllBytes());
        }
        return file;
    }
}
