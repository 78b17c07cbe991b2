package io.weir.cli;

import io.weir.history.CsvWriter;
import io.weir.scenario.Scenarios;
import io.weir.simulation.SimulatedPayment;
import io.weir.simulation.SimulationSettings;
import io.weir.simulation.Simulator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Write a simulated bank's transactions, with fraud in them, to a CSV file. */
@Command(
        name = "simulate",
        description = {
            "Write a simulated bank's transactions, with fraud in them, to a CSV file.",
            "",
            "Customers, merchants and fraud schemes are drawn from a seed: the same seed gives the same file. The mapping to read it with is weir.",
            "",
            "A scenario says what changes: how much fraud there is and by which schemes, who joins, when frauds are reported and which reports are wrong, what breaks in the data (docs/scenarios.md). The fraud column has what is reported, right or wrong; a report taken back later stays in it."
        },
        footer = {
            "  weir simulate --out bank.csv.gz",
            "  weir simulate --scenario step-up --fraud-share 0.01 --out step-up.csv.gz"
        })
final class SimulateCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--out",
            required = true,
            order = 1,
            paramLabel = "FILE",
            description = "The CSV file to write; gzipped when its name ends in .gz.")
    private Path out;

    @Option(names = "--seed", order = 2, paramLabel = "N", description = "Seed of everything drawn.")
    private long seed = 1;

    @Option(names = "--start", order = 3, paramLabel = "DATE", description = "First day (UTC).")
    private LocalDate start = LocalDate.of(2025, 1, 1);

    @Option(
            names = "--days",
            converter = Converters.Positive.class,
            order = 4,
            paramLabel = "N",
            description = "How many days; if not given, as many as the scenario has.")
    private @Nullable Integer days;

    @Option(
            names = "--customers",
            converter = Converters.Positive.class,
            order = 5,
            paramLabel = "N",
            description = "How many accounts.")
    private int customers = 2_000;

    @Option(
            names = "--merchants",
            converter = Converters.Positive.class,
            order = 6,
            paramLabel = "N",
            description = "How many merchants.")
    private int merchants = 400;

    @Option(
            names = "--per-day",
            converter = Converters.NotNegative.class,
            order = 7,
            paramLabel = "N",
            description = "Transactions expected on a day.")
    private double perDay = 3_000;

    @Option(
            names = "--scenario",
            order = 8,
            paramLabel = "NAME|FILE",
            description =
                    "What changes: none, step-up, step-down, ramp, season, burst, new-scheme, broken-feature, demo, "
                            + "or a YAML file.")
    private String scenario = "demo";

    @Option(
            names = "--fraud-share",
            converter = Converters.FraudShare.class,
            order = 9,
            paramLabel = "X",
            description = "Share of fraud in the transactions, before the scenario changes it.")
    private double fraudShare = 0.007;

    @Override
    public Integer call() throws IOException {
        SimulationSettings settings = settings();
        Simulator simulator = new Simulator(settings);
        long written = 0;
        long frauds = 0;
        long reports = 0;
        try (CsvWriter csv = CsvWriter.create(out, Simulator.NUMERIC, Simulator.CATEGORICAL);
                Progress progress = Progress.start("simulating", Math.round(settings.days() * perDay))) {
            while (simulator.hasNext()) {
                SimulatedPayment next = simulator.nextPayment();
                csv.write(next.labelled());
                frauds += next.fraud() ? 1 : 0;
                reports += next.labelled().fraud() ? 1 : 0;
                progress.to(++written);
            }
        }
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("transactions", written);
        summary.put("frauds", frauds);
        summary.put("reported", reports);
        summary.put("scenario", settings.scenario().name());
        summary.put("out", out.toString());
        common.output().summary(summary);
        return ExitCode.OK;
    }

    private SimulationSettings settings() {
        long startMillis = start.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        try {
            SimulationSettings whole = SimulationSettings.of(seed, startMillis, Scenarios.find(scenario))
                    .withTraffic(customers, merchants, perDay)
                    .withFraudShare(fraudShare);
            return days == null ? whole : whole.withDays(days);
        } catch (IllegalArgumentException e) {
            throw new UserException(String.valueOf(e.getMessage()), e);
        }
    }
}
