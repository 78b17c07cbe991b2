package io.weir.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.weir.simulation.Break;
import io.weir.simulation.Intensity;
import io.weir.simulation.Joins;
import io.weir.simulation.Joins.Turnover;
import io.weir.simulation.LabelDelays;
import io.weir.simulation.LabelDelays.LogNormal;
import io.weir.simulation.LabelDelays.SourceDelays;
import io.weir.simulation.LabelNoise;
import io.weir.simulation.LabelNoise.Flipped;
import io.weir.simulation.LabelNoise.Reversed;
import io.weir.simulation.Scenario;
import io.weir.simulation.Scheme;
import io.weir.simulation.SchemeSchedule;
import io.weir.simulation.SchemeSchedule.Newcomer;
import io.weir.transaction.Label.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScenariosTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("names")
    void built_in_scenario_has_its_name_and_the_standard_delays(String name) {
        Scenario scenario = Scenarios.builtIn(name);
        assertThat(scenario.name()).isEqualTo(name);
        if (!name.equals("demo")) {
            assertThat(scenario.days()).isEqualTo(150);
            assertThat(scenario.delays()).isEqualTo(LabelDelays.standard());
        }
        assertThat(Scenarios.find(name)).isEqualTo(scenario);
    }

    static List<String> names() {
        return Scenarios.names();
    }

    @Test
    void demo_is_the_one_of_the_core() {
        assertThat(Scenarios.builtIn("demo")).isEqualTo(Scenario.demo());
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            none, 0, 1
            none, 149, 1
            step-up, 59.99, 1
            step-up, 60, 4
            step-down, 59.99, 1
            step-down, 60, 0.25
            ramp, 45, 1
            ramp, 75, 2
            ramp, 105, 4
            season, 15, 3
            season, 45, 0.333333333
            season, 75, 3
            burst, 60.5, 1
            new-scheme, 61, 1
            broken-feature, 61, 1
            demo, 69.9, 1
            demo, 70, 4
            """)
    void built_in_intensity_is_as_documented(String name, double day, double factor) {
        assertThat(Scenarios.builtIn(name).intensity(day)).isCloseTo(factor, within(1e-9));
    }

    @Test
    void built_in_burst_scheme_and_break_come_on_day_60() {
        assertThat(Scenarios.builtIn("burst").noise().flipped()).containsExactly(new Flipped(60, 2, 0.05, true));
        assertThat(Scenarios.builtIn("new-scheme").schemes().newcomers())
                .containsExactly(new Newcomer(Scheme.CARD_TESTING, 60, 1));
        assertThat(Scenarios.builtIn("broken-feature").breaks()).containsExactly(new Break.Scaled("amount", 60, 100));
    }

    @Test
    void file_with_every_key_is_read_as_written() throws Exception {
        Path file = Files.writeString(folder.resolve("all.yaml"), ALL);
        Intensity fraud = Intensity.constant()
                .step(1, 2)
                .ramp(3, 4, 5)
                .season(6, 7)
                .burst(8, 9, 10)
                .zero(11, 12);
        SchemeSchedule schemes = new SchemeSchedule(
                Map.of(
                        Scheme.BIG_AMOUNTS, Intensity.constant().step(0, 2),
                        Scheme.COMPROMISED_ACCOUNTS, Intensity.constant().step(30, 0.5)),
                List.of(new Newcomer(Scheme.MULE_MERCHANTS, 20, 0.5)));
        LabelDelays delays = new LabelDelays(
                List.of(
                        new SourceDelays(Source.ANALYST, 0.25, List.of(new LogNormal(1, 2, 0.5))),
                        new SourceDelays(
                                Source.CUSTOMER, 0.75, List.of(new LogNormal(0.5, 3, 1), new LogNormal(0.5, 9, 1)))),
                45);
        assertThat(Scenarios.find(file.toString()))
                .isEqualTo(new Scenario(
                        "all",
                        40,
                        fraud,
                        schemes,
                        new Joins(new Turnover(10, 0.01), new Turnover(0.5, 0)),
                        delays,
                        new LabelNoise(0.1, List.of(new Flipped(5, 6, 0.01, false)), new Reversed(0.9, 0, 20, 0.5)),
                        List.of(new Break.Scaled("distance_km", 7.5, 2), new Break.Missing("country", 8))));
    }

    @Test
    void example_of_the_reference_is_a_scenario_with_the_standard_delays() throws Exception {
        String text = Files.readString(Path.of("docs/scenarios.md"));
        int from = text.indexOf("name: everything");
        Scenario example = Scenarios.parse("docs", text.substring(from, text.indexOf("```", from)));
        assertThat(example.delays()).isEqualTo(LabelDelays.standard());
        assertThat(example.breaks()).hasSize(2);
        assertThat(text)
                .contains(Scenarios.names().stream()
                        .map(name -> "| `" + name + "` |")
                        .toList());
    }

    @Test
    void name_that_is_unknown_gives_the_list_and_a_near_one() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scenarios.find("step-pu"))
                .withMessage(
                        "scenario \"step-pu\" is unknown; did you mean step-up? allowed: none, step-up, step-down, ramp,"
                                + " season, burst, new-scheme, broken-feature, demo or the path of a YAML file");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scenarios.builtIn("x.yaml"))
                .withMessageEndingWith("broken-feature, demo");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scenarios.load(folder.resolve("none.yaml")))
                .withMessageContaining("cannot be read");
    }

    /** Each line of the file, broken in one way: the error names the file, the line, the key, the value, what is allowed. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            name: all | nmae: all | s.yaml:1: name is missing; is nmae meant to be it?
            days: 40 | days: 0 | s.yaml:2: days is 0.0; allowed: 1.0 to 10000.0
            days: 40 | days: many | s.yaml:2: days is "many"; allowed: a whole number from 0 to 10000
            fraud: | frauds: | s.yaml:3: frauds is unknown; did you mean fraud? allowed: name, days, fraud, schemes, joins, labels, noise, breaks
            step: {day: 1, | stpe: {day: 1, | s.yaml:4: fraud[0].stpe is unknown; did you mean step? allowed: burst, ramp, season, step, zero
            {day: 1, factor: 2} | {day: 1, fcator: 2} | s.yaml:4: fraud[0].step.factor is missing; is fcator meant to be it?
            {day: 1, factor: 2} | {day: 1, factor: -2} | s.yaml:4: fraud[0].step.factor is -2.0; allowed: 0.0 to 1000.0
            {day: 1, factor: 2} | {day: 1, factor: 2, x: 1} | s.yaml:4: fraud[0].step.x is unknown; allowed: day, factor
            {from: 3, to: 4, | {from: 4, to: 4, | s.yaml:5: fraud[1].ramp.to is 4.0; allowed: 4.001 to 10001.0
            big-amounts: | big-amount: | s.yaml:11: schemes.weights.big-amount is unknown; did you mean big-amounts? allowed: big-amounts, compromised-merchants, compromised-accounts
            scheme: mule-merchants | scheme: mule-merchant | s.yaml:15: schemes.new[0].scheme is "mule-merchant"; did you mean mule-merchants? allowed: card-testing, mule-merchants
            day: 20, share: 0.5 | day: 20, share: 2 | s.yaml:15: schemes.new[0].share is 2.0; allowed: 0.0 to 1.0
            per-day: 10 | per-day: -1 | s.yaml:17: joins.customers.per-day is -1.0; allowed: 0.0 to 100000.0
            analyst: | anlyst: | s.yaml:19: labels: the sum of the sources' shares is 0.75; allowed: 1
            share: 0.25 | share: 0.2 | s.yaml:19: labels: the sum of the sources' shares is 0.95; allowed: 1
            weight: 0.5, median: 3 | weight: 0.4, median: 3 | s.yaml:21: labels.customer: the sum of the delays' weights is 0.9; allowed: 1
            median: 2, | median: zero, | s.yaml:20: labels.analyst.delays[0].median is "zero"; allowed: a number
            longest: 45 | longest: 9999 | s.yaml:22: labels.longest is 9999.0; allowed: 0.001 to 3650.0
            missed: 0.1 | missed: 10 | s.yaml:24: noise.missed is 10.0; allowed: 0.0 to 1.0
            immediate: false | immediate: maybe | s.yaml:25: noise.flipped[0].immediate is "maybe"; allowed: true or false
            attribute: country | attribute: contry | s.yaml:29: breaks[1].missing.attribute is "contry"; did you mean country? allowed: distance_km, entry_mode, country
            - missing: {attr | - missing: {day: 1}\\n    scaled: {attr | s.yaml:29: breaks[1] has missing and scaled; allowed: one of them
            """)
    void parse_broken_scenario_names_line_key_value_and_what_is_allowed(String part, String broken, String message) {
        assertThat(ALL).contains(part);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scenarios.parse("s.yaml", ALL.replace(part, broken.replace("\\n", "\n"))))
                .withMessage(message);
    }

    private static final String ALL = """
            name: all
            days: 40
            fraud:
              - step: {day: 1, factor: 2}
              - ramp: {from: 3, to: 4, factor: 5}
              - season: {period: 6, amplitude: 7}
              - burst: {from: 8, days: 9, factor: 10}
              - zero: {from: 11, days: 12}
            schemes:
              weights:
                big-amounts: 2
                compromised-accounts:
                  - step: {day: 30, factor: 0.5}
              new:
                - {scheme: mule-merchants, day: 20, share: 0.5}
            joins:
              customers: {per-day: 10, leaving: 0.01}
              merchants: {per-day: 0.5}
            labels:
              analyst: {share: 0.25, delays: [{median: 2, sigma: 0.5}]}
              customer: {share: 0.75, delays: [{weight: 0.5, median: 3, sigma: 1}, {weight: 0.5, median: 9, sigma: 1}]}
              longest: 45
            noise:
              missed: 0.1
              flipped: [{from: 5, days: 6, share: 0.01, immediate: false}]
              reversed: {false-reports: 0.9, median: 20, sigma: 0.5}
            breaks:
              - scaled: {attribute: distance_km, day: 7.5, factor: 2}
              - missing: {attribute: country, day: 8}
            """;
}
