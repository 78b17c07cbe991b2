package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.cli.drift.DriftBank;
import io.weir.cli.drift.DriftBench;
import io.weir.cli.drift.DriftBench.PoolFigures;
import io.weir.cli.drift.DriftFigures;
import io.weir.decision.Decider;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a bank of 300 accounts with much fraud; what the figures are worth, the gate and the bench say. */
class DriftReportTest {

    private static final DriftBank BANK = new DriftBank(11, 300, 60, 400, 0.03, 90, 30);
    private static final Machine MACHINE = new Machine(2, 16, 8, "a JDK", "a system", 0.5);

    private static List<PoolFigures> pools = List.of();
    private static List<DriftFigures> figures = List.of();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void run() {
        Decider decider = BANK.train(read -> {});
        try (DriftBench bench = new DriftBench(BANK, decider)) {
            List<String> scenarios = List.of("none", "broken-feature");
            pools = bench.fillPools(scenarios);
            figures = bench.run(scenarios, 2, () -> {});
        }
    }

    @Test
    void pools_haveTheDaysAfterTraining_andABrokenOneOtherProbabilitiesOfTheSamePayments() {
        PoolFigures steady = pools.get(0);
        PoolFigures broken = pools.get(1);
        assertThat(steady.scenario()).isEqualTo("none");
        assertThat(steady.payments()).isBetween(11_000, 13_000);
        assertThat(steady.frauds()).isBetween(300, 430);
        assertThat(steady.observedToExpected()).isBetween(0.5, 2.0);
        assertThat(broken.payments()).isEqualTo(steady.payments());
        assertThat(broken.frauds()).isEqualTo(steady.frauds());
        assertThat(broken.observedToExpected()).isNotEqualTo(steady.observedToExpected());
    }

    @Test
    void brokenAmounts_costWhatTheyAre_notWhatArrives() {
        // A hundred times the amounts in the costs would be a hundred times the loss of a missed fraud.
        assertThat(figures.get(1).costFixed()).isLessThan(20 * figures.get(0).costFixed());
    }

    @Test
    void report_isATableForPeopleAndOneObjectForPrograms() throws Exception {
        report().show(new Output(new PrintWriter(out), new PrintWriter(err), true));

        assertThat(out.toString().lines()).hasSize(1);
        JsonNode json = new ObjectMapper().readTree(out.toString());
        JsonNode none = json.at("/scenarios/0");
        assertThat(none.at("/name").asText()).isEqualTo("none");
        assertThat(none.at("/cost_fixed").asDouble()).isPositive();
        assertThat(none.has("kept_share")).isTrue();
        assertThat(none.at("/relative_errors")).hasSize(15);
        assertThat(json.at("/no_drift_cost_ratio").asDouble())
                .isEqualTo(none.at("/cost_weir").asDouble()
                        / none.at("/cost_fixed").asDouble());
        assertThat(json.at("/seeds").asInt()).isEqualTo(2);
        assertThat(json.at("/pool/broken-feature/frauds").asInt()).isPositive();
        assertThat(err.toString()).contains("broken-feature: days normal", "2 seeds each");
    }

    @Test
    void report_writesAFileToReadOneForProgramsAndAPictureOfEachScenario(@TempDir Path directory) throws Exception {
        report().write(directory);

        assertThat(directory.resolve("drift.json")).isNotEmptyFile();
        assertThat(Files.readString(directory.resolve("drift.md"))).contains("| none |", "![none](drift-none.svg)");
        assertThat(Files.readString(directory.resolve("drift-none.svg")))
                .startsWith("<svg")
                .contains("base rate of fraud, %")
                .doesNotContain("NaN")
                .doesNotContain("Infinity");
        assertThat(directory.resolve("drift-broken-feature.svg")).isNotEmptyFile();
    }

    @Test
    void unknownScenario_isNamedWithTheOneThatMayBeMeant() {
        int exit = Main.commandLine(new PrintWriter(out), new PrintWriter(err, true))
                .execute("bench", "drift", "--scenario", "stepup");

        assertThat(exit).isEqualTo(1);
        assertThat(err.toString()).contains("scenario \"stepup\" is unknown", "step-up", "allowed: step-up, step-down");
    }

    private static DriftReport report() {
        return new DriftReport(MACHINE, 2, 0.03, 0.03, pools, figures);
    }
}
