package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

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

/** A short steady load on real parts: every transaction gets one decision. */
class SteadyCommandIT {

    @TempDir
    Path directory;

    @Test
    void steady_short_load_decides_each_transaction_once_in_both_deliveries() throws Exception {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();

        int exit = Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(
                        "bench",
                        "steady",
                        "--rate",
                        "200",
                        "--seconds",
                        "5",
                        "--warm-up",
                        "1",
                        "--history-days",
                        "1",
                        "--bundle",
                        bundle().toString(),
                        "--out",
                        directory.resolve("out").toString(),
                        "--json");

        assertThat(exit).as(err.toString()).isZero();
        JsonNode summary = new ObjectMapper().readTree(out.toString());
        for (String delivery : new String[] {"exactly_once", "at_least_once"}) {
            JsonNode run = summary.get("runs").get(delivery);
            assertThat(run.get("sent").asInt()).isEqualTo(1200);
            assertThat(run.get("decided").asInt()).isEqualTo(1200);
            assertThat(run.get("missing").asInt()).isZero();
            assertThat(run.get("duplicates").asInt()).isZero();
            assertThat(run.get("measured").asInt()).isEqualTo(1000);
            assertThat(run.get("p50_ms").asDouble())
                    .isPositive()
                    .isLessThanOrEqualTo(run.get("p99_ms").asDouble());
        }
        assertThat(directory.resolve("out")).isDirectoryContaining("glob:**/steady.{json,md,svg}");
    }

    private Path bundle() throws IOException {
        Path file = directory.resolve("champion.bundle");
        try (InputStream in = SteadyCommandIT.class.getResourceAsStream("/io/weir/training/bundle-format-1.zip")) {
            Files.write(file, Objects.requireNonNull(in).readAllBytes());
        }
        return file;
    }
}
