package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seven weeks of a simulated bank, in euros. */
class EvaluateCommandTest {

    @TempDir
    static Path directory;

    private static Path bank;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void simulate() throws IOException {
        bank = directory.resolve("bank.csv");
        EvaluateCommandTest test = new EvaluateCommandTest();
        assertThat(test.weir("simulate", "--out", bank.toString(), "--days", "50", "--per-day", "300", "--seed", "3"))
                .isZero();
        Files.writeString(bank, Files.readString(bank).replace(",USD,", ",EUR,"));
    }

    private int weir(String... args) {
        return Main.commandLine(new PrintWriter(out), new PrintWriter(err)).execute(args);
    }

    private int evaluate(String... more) {
        String[] args = new String[5 + more.length];
        String[] first = {"evaluate", "--data", bank.toString(), "--json", "--quiet"};
        System.arraycopy(first, 0, args, 0, 5);
        System.arraycopy(more, 0, args, 5, more.length);
        return weir(args);
    }

    @Test
    void own_days_give_means_over_folds_and_each_fold() throws IOException {
        assertThat(evaluate(
                        "--train-from",
                        "2025-01-20",
                        "--train-to",
                        "2025-02-03",
                        "--test-from",
                        "2025-02-11",
                        "--folds",
                        "2",
                        "--features",
                        "handbook"))
                .as(err.toString())
                .isZero();
        JsonNode summary = new ObjectMapper().readTree(out.toString());
        assertThat(summary.get("folds").asInt()).isEqualTo(2);
        assertThat(summary.get("features").asText()).isEqualTo("handbook-v1");
        assertThat(summary.get("auc_roc").asDouble()).isBetween(0.5, 1.0);
        assertThat(summary.get("average_precision_folds")).hasSize(2);
        double mean = (summary.get("average_precision_folds").get(0).asDouble()
                        + summary.get("average_precision_folds").get(1).asDouble())
                / 2;
        assertThat(summary.get("average_precision").asDouble()).isCloseTo(mean, within(1e-12));
    }

    @Test
    void unknown_protocol_or_feature_catalogue_is_named_with_what_is_allowed() {
        assertThat(evaluate("--protocol", "handbook")).isEqualTo(2);
        assertThat(err.toString())
                .contains("'handbook'")
                .contains("handbook-baseline, handbook-prequential, handbook-history");
        assertThat(evaluate("--protocol", "handbook-baseline", "--features", "standart"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("did you mean standard?");
    }

    @Test
    void test_window_beyond_the_history_says_what_is_missing() {
        assertThat(evaluate("--protocol", "handbook-baseline")).isNotZero();
        assertThat(err.toString())
                .contains("the training window, 2018-07-25T00:00:00Z to 2018-08-01T00:00:00Z, has 0 transactions")
                .doesNotContain("Exception");
    }
}
