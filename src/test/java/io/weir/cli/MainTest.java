package io.weir.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.scenario.Scenarios;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void help_top_lists_commands_and_exit_codes_and_where_to_start() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("demo", "run", "topics", "train", "features", "replay");
        assertThat(out.toString())
                .contains("produce", "simulate", "publish", "tail", "base-rate", "bench", "completion");
        assertThat(out.toString()).contains("Start here:", "2   usage");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void help_of_each_command_describes_its_options_and_shows_an_example(String name) {
        assertThat(run(name, "--help")).isZero();
        assertThat(out.toString()).contains("Example:\n").contains("weir ");
        CommandLine command = requireNonNull(commandLine().getSubcommands().get(name));
        assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
        assertThat(command.getCommandSpec().options())
                .allSatisfy(option -> assertThat(option.description()).isNotEmpty());
    }

    @Test
    void help_of_a_nested_command_shows_defaults_and_an_example() {
        assertThat(run("bench", "drift", "--help")).isZero();
        assertThat(out.toString()).contains("Default: 20", "Example:\n  weir bench drift");
        assertThat(run("bench")).isEqualTo(2);
        assertThat(run("bench", "load", "x.yaml", "--seconds", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("allowed: load, forest", "'0' is not a whole number from 1 up");
    }

    static Stream<String> commands() {
        return new MainTest().commandLine().getSubcommands().keySet().stream().filter(name -> !name.equals("help"));
    }

    @Test
    void run_no_command_is_a_usage_error() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("a command is missing", "weir --help");
    }

    @Test
    void run_mistyped_command_suggests_the_near_one() {
        assertThat(run("demmo")).isEqualTo(2);
        assertThat(err.toString()).contains("'demmo'", "Did you mean demo?").doesNotContain("Usage:");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void run_mistyped_option_suggests_the_near_one() {
        assertThat(run("demo", "--util-done")).isEqualTo(2);
        assertThat(err.toString()).contains("--util-done", "Did you mean --until-done?", "weir demo --help");
    }

    @Test
    void run_value_that_is_not_allowed_names_option_value_and_what_is() {
        assertThat(run("demo", "--port", "70000")).isEqualTo(2);
        assertThat(run("demo", "--train-until", "yesterday")).isEqualTo(2);
        assertThat(run("demo", "--speed", "-1")).isEqualTo(2);
        assertThat(run("tail", "base-rate")).isEqualTo(2);
        assertThat(err.toString())
                .contains("'--port': '70000' is not a port from 0 to 65535")
                .contains("'--train-until': 'yesterday' is not a day such as 2018-07-31")
                .contains("'--speed': '-1' is not a number from 0 up")
                .contains("'base-rate' is none of decisions, alerts, base-rates; did you mean base-rates?");
    }

    @Test
    void publish_bundle_and_policy_or_neither_is_a_usage_error() {
        assertThat(run("publish")).isEqualTo(2);
        assertThat(run("publish", "a.bundle", "--policy", "policy.yaml")).isEqualTo(2);
        assertThat(run("publish", "--policy", "policy.yaml", "--slot", "champion"))
                .isEqualTo(2);
        assertThat(err.toString().lines().filter(line -> line.contains("exactly one of BUNDLE and --policy=FILE")))
                .hasSize(3);
        assertThat(run("publish", "a.bundle", "--slot", "Champion")).isEqualTo(2);
        assertThat(err.toString()).contains("--slot is 'Champion'; allowed: ");
    }

    @Test
    void baseRate_commandLineThatCannotBe_isAUsageError() {
        assertThat(run("base-rate")).isEqualTo(2);
        assertThat(run("base-rate", "override", "--rate", "0", "--reason", "x")).isEqualTo(2);
        assertThat(run("base-rate", "override", "--rate", "1", "--reason", "x")).isEqualTo(2);
        assertThat(run("base-rate", "override", "--rate", "much", "--reason", "x"))
                .isEqualTo(2);
        assertThat(run("base-rate", "override", "--rate", "0.01")).isEqualTo(2);
        assertThat(run("base-rate", "override", "--reason", "x")).isEqualTo(2);
        assertThat(run("base-rate", "rollback", "--to", "0")).isEqualTo(2);
        assertThat(run("base-rate", "freeze", "--from", "yesterday")).isEqualTo(2);
        assertThat(run("base-rate", "freez")).isEqualTo(2);
        assertThat(err.toString())
                .contains("which one? allowed: show, freeze, override, rollback, resume")
                .contains("'--rate': '0' is not a share above 0, at most 0.5; 0.8 % is 0.008")
                .contains("'--rate': '1' is not a share above 0, at most 0.5; 0.8 % is 0.008")
                .contains("'--rate': 'much' is not a share above 0, at most 0.5; 0.8 % is 0.008")
                .contains("--reason=TEXT is needed")
                .contains("--rate=RATE")
                .contains("'--to': '0' is not a whole number from 1 up")
                .contains("'--from': 'yesterday' is not a moment")
                .contains("Did you mean freeze?");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"show", "freeze", "override", "rollback", "resume"})
    void baseRate_helpOfEach_showsDefaultsAndAnExample(String name) {
        assertThat(run("base-rate", name, "--help")).isZero();
        assertThat(out.toString()).contains("Example:\n  weir base-rate " + name, "--config", "--json");
    }

    @Test
    void baseRate_withoutACluster_saysThatNobodyAnswers() {
        assertThat(run("base-rate", "show", "--bootstrap", "127.0.0.1:1", "--json"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("weir base-rate show: no answer from 127.0.0.1:1: ");
        assertThat(out.toString()).startsWith("{\"error\":\"no answer from 127.0.0.1:1: ");
    }

    @Test
    void train_policy_and_currency_exclude_each_other() {
        assertThat(run("train", "--data", "a.csv", "--out", "a.bundle", "--policy", "policy.yaml", "--currency", "EUR"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--currency", "--policy", "mutually exclusive");
    }

    @Test
    void demo_mapping_without_data_is_a_usage_error() {
        assertThat(run("demo", "--mapping", "handbook")).isEqualTo(2);
        assertThat(err.toString()).contains("--mapping=handbook needs --data=FILE");
    }

    @Test
    void simulate_scenario_that_is_unknown_gives_the_list_and_a_near_one() {
        assertThat(run("simulate", "--out", "a.csv", "--scenario", "step-pu")).isEqualTo(1);
        assertThat(err.toString())
                .contains("scenario \"step-pu\" is unknown; did you mean step-up? allowed: none, step-up, step-down")
                .contains("or the path of a YAML file");
    }

    @Test
    void simulate_help_names_every_built_in_scenario() {
        assertThat(run("simulate", "--help")).isZero();
        assertThat(out.toString()).contains(Scenarios.names());
    }

    @Test
    void simulate_scenario_is_as_long_as_it_says_and_has_the_share_of_fraud(@TempDir Path folder) throws Exception {
        Path scenario = Files.writeString(
                folder.resolve("short.yaml"),
                "{name: short, days: 5, noise: {missed: 1}, fraud: [{zero: {from: 2, days: 3}}]}\n");
        Path csv = folder.resolve("short.csv");
        assertThat(run(
                        "simulate",
                        "--json",
                        "--out",
                        csv.toString(),
                        "--scenario",
                        scenario.toString(),
                        "--per-day",
                        "500",
                        "--fraud-share",
                        "0.2"))
                .isZero();
        JsonNode summary = new ObjectMapper().readTree(out.toString());
        assertThat(summary.get("scenario").asText()).isEqualTo("short");
        assertThat(summary.get("reported").longValue()).isZero();
        // 2 of 5 days with 100 frauds and 400 honest payments each, the others without the frauds; four deviations.
        assertThat(summary.get("frauds").longValue()).isBetween(143L, 257L);
        assertThat(summary.get("transactions").longValue()).isBetween(2_200 - 190L, 2_200 + 190L);
        assertThat(Files.readString(csv)).contains("\n").doesNotContain("true");
    }

    @Test
    void simulate_number_that_cannot_be_names_the_option() {
        assertThat(run("simulate", "--out", "a.csv", "--days", "-1")).isEqualTo(2);
        assertThat(run("simulate", "--out", "a.csv", "--merchants", "0")).isEqualTo(2);
        assertThat(run("simulate", "--out", "a.csv", "--per-day", "NaN")).isEqualTo(2);
        assertThat(run("simulate", "--out", "a.csv", "--fraud-share", "0.7")).isEqualTo(2);
        assertThat(err.toString())
                .contains("'--days': '-1' is not a whole number from 1 up")
                .contains("'--merchants': '0' is not a whole number from 1 up")
                .contains("'--per-day': 'NaN' is not a number from 0 up")
                .contains("'--fraud-share': '0.7' is not a number from 0 to 0.5");
    }

    @Test
    void run_missing_required_option_names_it() {
        assertThat(run("train", "--out", "a.bundle")).isEqualTo(2);
        assertThat(err.toString()).contains("--data=FILE");
    }

    @Test
    void run_failing_command_is_one_line_and_exit_code_1() {
        assertThat(run("run", "--config", "no-such.yaml")).isEqualTo(1);
        assertThat(err.toString()).isEqualToIgnoringNewLines("weir run: no such file: no-such.yaml");
    }

    @Test
    void run_failing_command_with_json_ends_with_an_object() {
        assertThat(run("run", "--config", "no-such.yaml", "--json")).isEqualTo(1);
        assertThat(out.toString()).isEqualToIgnoringNewLines("{\"error\":\"no such file: no-such.yaml\"}");
    }

    @Test
    void run_failing_command_with_debug_shows_the_stack_trace() {
        assertThat(run("run", "--config", "no-such.yaml", "--debug")).isEqualTo(1);
        assertThat(err.toString()).contains("NoSuchFileException", "\tat ");
    }

    @Test
    void version_names_weir_kafka_and_java() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).contains("weir ", "kafka 4.", "java ");
    }

    @Test
    void completion_prints_a_script_with_every_command() {
        assertThat(run("completion")).isZero();
        assertThat(out.toString()).startsWith("#!/usr/bin/env bash").contains("_picocli_weir_demo");
    }

    private int run(String... args) {
        return commandLine().execute(args);
    }

    private CommandLine commandLine() {
        return Main.commandLine(new PrintWriter(out, true), new PrintWriter(err, true));
    }
}
