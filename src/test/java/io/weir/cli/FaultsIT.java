package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of the faults: a broker and two instances as processes, one of which is killed while input comes. */
class FaultsIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    @Test
    void faults_short_form_loses_doubles_and_changes_nothing() throws Exception {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();

        int exit = Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(
                        "bench",
                        "faults",
                        "--only",
                        "kill",
                        "--kills",
                        "1",
                        "--brokers",
                        "1",
                        "--days",
                        "4",
                        "--per-day",
                        "150",
                        "--out",
                        directory.toString(),
                        "--json");

        String lines = out.toString().strip();
        JsonNode totals = JSON.readTree(lines.substring(lines.lastIndexOf('\n') + 1));
        assertThat(totals.get("faults").asInt()).as(err.toString()).isEqualTo(1);
        for (String none : new String[] {
            "lost", "duplicated", "alerts_twice", "state_differences", "differing_decisions", "problems"
        }) {
            assertThat(totals.get(none).asInt()).as("%s: %s", none, err).isZero();
        }
        assertThat(exit).as(err.toString()).isZero();
        JsonNode runs = JSON.readTree(directory.resolve("faults.json").toFile()).get("runs");
        assertThat(runs.get("kill").get("recovery_seconds")).isNotEmpty();
        assertThat(runs.get("kill").get("problems")).isEmpty();
        for (String some : new String[] {"decided", "outcomes", "alerts", "state_keys"}) {
            assertThat(runs.get("kill").get(some).asInt()).as(some).isPositive();
        }
        assertThat(Files.readString(directory.resolve("faults.md"))).contains("| kill | 1 |");
    }

    @Test
    void faults_of_an_unknown_name_are_refused() {
        StringWriter err = new StringWriter();

        int exit = Main.commandLine(new PrintWriter(new StringWriter()), new PrintWriter(err, true))
                .execute("bench", "faults", "--only", "kil");

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).contains("fault \"kil\" is unknown", "kill, broker, pause");
    }
}
