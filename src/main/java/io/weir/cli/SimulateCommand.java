package io.weir.cli;

import io.weir.history.CsvWriter;
import io.weir.simulation.SimulationSettings;
import io.weir.simulation.Simulator;
import io.weir.transaction.LabelledTransaction;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
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
            "Customers, merchants and fraud schemes are drawn from a seed: the same seed gives the same file. The mapping to read it with is weir."
        },
        footer = {"  weir simulate --out bank.csv.gz"})
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
            description = "How many days; the wave of fraud comes from day 70 on.")
    private int days = 90;

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

    @Override
    public Integer call() throws IOException {
        long startMillis = start.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
        Simulator simulator = new Simulator(
                SimulationSettings.demo(seed, startMillis).withDays(days).withTraffic(customers, merchants, perDay));
        long written = 0;
        long frauds = 0;
        try (CsvWriter csv = CsvWriter.create(out, Simulator.NUMERIC, Simulator.CATEGORICAL);
                Progress progress = Progress.start("simulating", Math.round(days * perDay))) {
            while (simulator.hasNext()) {
                LabelledTransaction next = simulator.next();
                csv.write(next);
                frauds += next.fraud() ? 1 : 0;
                progress.to(++written);
            }
        }
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("transactions", written);
        summary.put("frauds", frauds);
        summary.put("out", out.toString());
        common.output().summary(summary);
        return ExitCode.OK;
    }
}
