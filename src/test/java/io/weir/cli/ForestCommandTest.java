package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.cli.forest.ForestBench;
import io.weir.cli.forest.PairedTiming;
import io.weir.transaction.IdHash;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForestCommandTest {

    private static final Machine MACHINE = new Machine(2, 16, 8, "a JDK", "a system", 0.5);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void forest_set_far_from_what_was_published_is_exit_code_1_and_one_line_of_json() throws Exception {
        reference("easy,50\nlost,90");
        set("easy", points());

        assertThat(run("--json")).isEqualTo(1);

        assertThat(out.toString().lines()).hasSize(1);
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.at("/sets/easy/auc_pct").asDouble()).isGreaterThan(99);
        assertThat(json.at("/sets/easy/accurate").asBoolean()).isFalse();
        assertThat(json.at("/ok").asBoolean()).isFalse();
        assertThat(json.at("/absent/0").asText()).isEqualTo("lost");
        assertThat(err.toString()).contains("not there: lost", "0 of 1 sets as published (mean of 2 seeds)");
    }

    @Test
    void forest_missing_directory_reference_or_sets_is_named() throws Exception {
        assertThat(run()).isEqualTo(1);
        assertThat(err.toString()).contains(directory + " has no iforest-reference.csv, the published results");
        reference("easy,50\nlost,90");
        assertThat(run()).isEqualTo(1);
        assertThat(err.toString()).contains(directory + " has none of the sets that iforest-reference.csv names: easy");
        assertThat(Main.commandLine(new PrintWriter(out), new PrintWriter(err, true))
                        .execute("bench", "forest", "--data", "no-such"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("weir bench forest: no such directory: no-such");
    }

    @Test
    void forest_broken_set_is_named_with_line_and_cell() throws Exception {
        reference("easy,50");
        broken("a,label\n1,0\nx,1\n", "easy.csv.gz, line 3, column 1 is 'x'; allowed: a number");
        broken("a,label\n1,0\n1\n", "easy.csv.gz, line 3: 1 cells; the header has 2");
        broken("a,label\n1,0\n1,2\n", "easy.csv.gz, line 3: label is 2.0; allowed: 0 or 1");
        broken("a,label\n1,0\n", "easy.csv.gz: 0 of 1 rows are anomalies; allowed: at least one of each kind");
        broken("a,b\n1,0\n", "easy.csv.gz: its header is 'a,b'; allowed: features, then label");
        broken("", "easy.csv.gz: its header is missing");
        Files.writeString(directory.resolve("easy.csv.gz"), "not gzipped");
        assertThat(run()).isEqualTo(1);
        assertThat(err.toString()).contains("easy.csv.gz is not gzipped, or torn");
    }

    @Test
    void forest_broken_reference_is_named_with_line_and_cell() throws Exception {
        set("easy", points());
        reference("easy,much");
        assertThat(run()).isEqualTo(1);
        reference("easy");
        assertThat(run()).isEqualTo(1);
        Files.writeString(directory.resolve("iforest-reference.csv"), "dataset,auc\n");
        assertThat(run()).isEqualTo(1);
        assertThat(err.toString())
                .contains("csv, line 2: dte_unsup_aucroc_pct_mean is 'much'; allowed: 0 to 100")
                .contains("csv, line 2: 1 cells; the header has 2")
                .contains("csv has no column dte_unsup_aucroc_pct_mean");
    }

    @Test
    void good_needs_both_bars_of_every_set() {
        assertThat(report(90, 1).good()).isTrue();
        assertThat(report(91.49, 1).good()).isTrue();
        assertThat(report(91.51, 1).good()).isFalse();
        assertThat(report(88.49, 1).good()).isFalse();
        assertThat(report(90, 1.01).good()).isFalse();
    }

    private static ForestReport report(double auc, double ratio) {
        PairedTiming speed = new PairedTiming(100 * ratio, 100, ratio, ratio, ratio);
        ForestBench.Result result = new ForestBench.Result("a", 10, 2, 1, auc, 0.1, 90, 1.5, speed);
        return new ForestReport(10, MACHINE, List.of(), List.of(result));
    }

    private void broken(String content, String message) throws IOException {
        set("easy", content);
        assertThat(run()).isEqualTo(1);
        assertThat(err.toString()).contains(message);
    }

    private int run(String... more) {
        String[] fixed = {
            "bench",
            "forest",
            "--data",
            directory.toString(),
            "--seeds",
            "2",
            "--rounds",
            "1",
            more.length > 0 ? more[0] : "--quiet"
        };
        return Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(fixed);
    }

    private void reference(String lines) throws IOException {
        Files.writeString(
                directory.resolve("iforest-reference.csv"), "dataset,dte_unsup_aucroc_pct_mean\n" + lines + "\n");
    }

    private void set(String name, String content) throws IOException {
        try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(directory.resolve(name + ".csv.gz")))) {
            gzip.write(content.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** 300 points in a square and 10 far from it. */
    private static String points() {
        StringBuilder csv = new StringBuilder("a,b,label\n");
        for (int i = 0; i < 310; i++) {
            int far = i < 10 ? 1 : 0;
            csv.append(IdHash.unit("a" + i, 1) + 5 * far).append(',');
            csv.append(IdHash.unit("b" + i, 1) - 7 * far)
                    .append(',')
                    .append(far)
                    .append('\n');
        }
        return csv.toString();
    }
}
