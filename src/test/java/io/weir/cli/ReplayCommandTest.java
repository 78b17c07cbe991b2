package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.cli.settings.PolicyFile;
import io.weir.decision.Action;
import io.weir.decision.Policy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A month of a simulated bank, decided with the frozen bundle of format 1, which no version of XGBoost changes. */
class ReplayCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reviews and declines are cheap, so that the frozen bundle's modest probabilities reach them. */
    private static final String EAGER = """
            id: eager
            version: 3
            currency: EUR
            friction-fee: 0.2
            friction-share: 0.01
            review-cost: 0.3
            review-queue: night
            """;

    @TempDir
    static Path directory;

    private static Path bank;
    private static Path bundle;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void simulate() throws IOException {
        bank = directory.resolve("bank.csv");
        bundle = directory.resolve("champion.bundle");
        try (InputStream in = ReplayCommandTest.class.getResourceAsStream("/io/weir/training/bundle-format-1.zip")) {
            Files.write(bundle, Objects.requireNonNull(in).readAllBytes());
        }
        ReplayCommandTest test = new ReplayCommandTest();
        assertThat(test.weir("simulate", "--out", bank.toString(), "--days", "30", "--per-day", "100", "--seed", "3"))
                .isZero();
        // The frozen bundle counts costs in euros.
        Files.writeString(bank, Files.readString(bank).replace(",USD,", ",EUR,"));
    }

    @Test
    void replay_simulated_month_gives_known_counts_and_a_row_for_each_decision() throws IOException {
        JsonNode summary = replay("known", bank);

        assertThat(summary.get("transactions").asInt()).isEqualTo(3002);
        assertThat(summary.get("decisions").asInt()).isEqualTo(3002);
        assertThat(summary.get("duplicates").asInt()).isZero();
        assertThat(summary.get("frauds").asInt()).isEqualTo(15);
        assertThat(summary.get("actions").get("approve").asInt()).isEqualTo(3002);
        assertThat(summary.get("actions").get("decline").asInt()).isZero();
        assertThat(summary.has("cost_own_policy")).isFalse();
        assertThat(JSON.readTree(directory.resolve("known/summary.json").toFile()))
                .isEqualTo(summary);
        List<Map<String, String>> rows = rows("known");
        assertThat(rows).hasSize(3002);
        assertThat(rows.stream().filter(row -> "1".equals(row.get("fraud")))).hasSize(15);
        assertThat(cost(rows, Policy.standard("EUR")))
                .isCloseTo(summary.get("expected_cost").asDouble(), within(1e-6));
        assertThat(Files.readAllLines(directory.resolve("known/base-rates.csv")))
                .hasSize(1 + summary.get("base_rate_versions").asInt());
        assertThat(directory.resolve("known/rejects.csv")).doesNotExist();
    }

    @Test
    void replay_again_writes_the_same_bytes() throws IOException {
        replay("once", bank);
        replay("twice", bank);

        for (String name : List.of("decisions.csv.gz", "base-rates.csv")) {
            assertThat(directory.resolve("twice").resolve(name))
                    .hasSameBinaryContentAs(directory.resolve("once").resolve(name));
        }
    }

    @Test
    void replay_given_policy_changes_actions_and_prices_the_bundles_own() throws IOException {
        Path file = Files.writeString(directory.resolve("eager.yaml"), EAGER);
        Policy eager = PolicyFile.read(file);
        replay("own", bank);

        JsonNode summary = replay("eager", bank, "--policy", file.toString());

        assertThat(summary.get("policy").asText()).isEqualTo("eager");
        assertThat(summary.get("policy_version").asInt()).isEqualTo(3);
        assertThat(summary.get("actions").get("review").asInt()).isGreaterThan(100);
        List<Map<String, String>> rows = rows("eager");
        assertThat(rows.stream().map(row -> row.get("queue")).distinct()).contains("night");
        assertThat(summary.get("expected_cost").asDouble()).isCloseTo(cost(rows, eager), within(1e-6));
        assertThat(summary.get("cost_own_policy").asDouble()).isCloseTo(cost(rows("own"), eager), within(1e-6));
    }

    @Test
    void replay_decideFrom_earlier_days_only_warm_the_profiles() throws IOException {
        replay("all", bank);
        JsonNode summary = replay("late", bank, "--decide-from", "2025-01-20");

        List<Map<String, String>> late = rows("all").stream()
                .filter(row -> Objects.requireNonNull(row.get("event_time")).compareTo("2025-01-20") >= 0)
                .toList();
        assertThat(summary.get("transactions").asInt()).isEqualTo(late.size());
        assertThat(withoutBaseRate(rows("late"))).isEqualTo(withoutBaseRate(late));
    }

    /** The scores of what is decided are evidence for the base rate: fewer decisions, another estimate. */
    private static List<Map<String, String>> withoutBaseRate(List<Map<String, String>> rows) {
        List<Map<String, String>> without = new ArrayList<>();
        for (Map<String, String> row : rows) {
            Map<String, String> kept = new TreeMap<>(row);
            kept.keySet()
                    .removeAll(List.of(
                            "probability",
                            "base_rate_version",
                            "review_threshold",
                            "decline_threshold",
                            "action",
                            "queue",
                            "expected_cost"));
            without.add(kept);
        }
        return without;
    }

    @Test
    void replay_repeated_and_broken_rows_are_counted_and_not_decided() throws IOException {
        List<String> lines = Files.readAllLines(bank);
        Path more = Files.copy(bank, directory.resolve("more.csv"));
        Files.write(more, List.of(lines.get(lines.size() - 1), "broken"), StandardOpenOption.APPEND);

        JsonNode summary = replay("more", more);

        assertThat(summary.get("decisions").asInt()).isEqualTo(lines.size() - 1);
        assertThat(summary.get("repeated_rows").asInt()).isEqualTo(1);
        assertThat(summary.get("rejected_rows").asInt()).isEqualTo(1);
        assertThat(Files.readAllLines(directory.resolve("more/rejects.csv"))).hasSize(2);
    }

    @Test
    void replay_payment_in_another_currency_is_set_aside_and_the_rest_decided() throws IOException {
        List<String> lines = Files.readAllLines(bank);
        String last = lines.get(lines.size() - 1);
        Path mixed = Files.copy(bank, directory.resolve("mixed.csv"));
        Files.writeString(
                mixed,
                last.replaceFirst("^[^,]*", "dollars").replace(",EUR,", ",USD,") + "\n",
                StandardOpenOption.APPEND);

        JsonNode summary = replay("mixed", mixed);

        assertThat(summary.get("decisions").asInt()).isEqualTo(lines.size() - 1);
        assertThat(summary.get("transactions").asInt()).isEqualTo(lines.size());
        assertThat(summary.get("set_aside").toString())
                .isEqualTo("{\"currency is \\\"USD\\\"; allowed: EUR, the currency of policy default\":1}");
    }

    @Test
    void replay_policy_with_an_unknown_key_fails_by_its_line() throws IOException {
        Path file = Files.writeString(directory.resolve("wrong.yaml"), "currency: EUR\n\nreview-costs: 4\n");

        assertThat(weir(
                        "replay",
                        "--data",
                        bank.toString(),
                        "--bundle",
                        bundle.toString(),
                        "--policy",
                        file.toString(),
                        "--out",
                        directory.resolve("wrong").toString()))
                .isEqualTo(1);
        assertThat(err.toString())
                .startsWith("weir replay: " + file + ":3: review-costs is unknown; did you mean review-cost or");
    }

    @Test
    void replay_policy_in_another_currency_is_refused() throws IOException {
        Path file = Files.writeString(directory.resolve("yen.yaml"), "currency: JPY\n");

        assertThat(weir(
                        "replay",
                        "--data",
                        bank.toString(),
                        "--bundle",
                        bundle.toString(),
                        "--policy",
                        file.toString(),
                        "--out",
                        directory.resolve("yen").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("currency is JPY; allowed: EUR");
    }

    @Test
    void replay_nothing_to_decide_says_so() {
        assertThat(weir(
                        "replay",
                        "--data",
                        bank.toString(),
                        "--bundle",
                        bundle.toString(),
                        "--decide-from",
                        "2030-01-01",
                        "--out",
                        directory.resolve("none").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("has no transaction to decide from 2030-01-01 on");
    }

    /** What the actions in the file cost, added up by the policy's own definition. */
    private static double cost(List<Map<String, String>> rows, Policy prices) {
        double cost = 0;
        for (Map<String, String> row : rows) {
            Action action = Action.valueOf(text(row, "action").toUpperCase(Locale.ROOT));
            double amount = Double.parseDouble(text(row, "amount"));
            cost += prices.expectedCost(action, Double.parseDouble(text(row, "fraud")), amount);
        }
        return cost;
    }

    private static String text(Map<String, String> row, String column) {
        return Objects.requireNonNull(row.get(column));
    }

    private static List<Map<String, String>> rows(String name) throws IOException {
        Path file = directory.resolve(name).resolve("decisions.csv.gz");
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            List<List<String>> lines = reader.lines()
                    .map(line -> Arrays.asList(line.split(",", -1)))
                    .toList();
            List<Map<String, String>> rows = new ArrayList<>();
            for (List<String> line : lines.subList(1, lines.size())) {
                Map<String, String> row = new LinkedHashMap<>();
                for (int column = 0; column < line.size(); column++) {
                    row.put(lines.get(0).get(column), line.get(column));
                }
                rows.add(row);
            }
            return rows;
        }
    }

    private JsonNode replay(String name, Path data, String... more) throws IOException {
        List<String> args = new ArrayList<>(List.of(
                "replay",
                "--data",
                data.toString(),
                "--bundle",
                bundle.toString(),
                "--out",
                directory.resolve(name).toString(),
                "--json"));
        args.addAll(List.of(more));
        out.getBuffer().setLength(0);
        assertThat(weir(args.toArray(String[]::new))).as(err.toString()).isZero();
        return JSON.readTree(out.toString());
    }

    private int weir(String... args) {
        return Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(args);
    }
}
