package io.weir.cli;

import io.weir.cli.drift.DriftBank;
import io.weir.cli.drift.DriftBench;
import io.weir.cli.drift.DriftBench.PoolFigures;
import io.weir.cli.drift.DriftFigures;
import io.weir.decision.Decider;
import io.weir.transaction.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measure what a threshold that moves with the base rate is worth. */
@Command(
        name = "drift",
        description = {
            "Measure what a threshold that moves with the base rate is worth.",
            "",
            "A bundle is trained on a simulated bank, and later days of that bank are replayed. From these payments each run draws 150 days of 9,600, as many frauds among them as its scenario has, and decides each three times: with the bundle's threshold for ever; as the stream does, from late and sometimes wrong labels and from scores; and knowing the true base rate. The cost is what wrong decisions and reviews really cost.",
            "",
            "With --out it writes drift.json, drift.md and a picture of one run of each scenario."
        },
        footer = {"  weir bench drift --out results/", "  weir bench drift --scenario step-up --seeds 3"})
final class DriftCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(
            names = "--scenario",
            order = 1,
            paramLabel = "NAME",
            description = "Only this one: step-up, step-down, ramp, season, burst, none, new-scheme or broken-feature.")
    private @Nullable String scenario;

    @Option(
            names = "--seeds",
            converter = Converters.Positive.class,
            order = 2,
            paramLabel = "N",
            description = "Runs of each scenario.")
    private int seeds = 20;

    @Option(
            names = "--out",
            order = 3,
            paramLabel = "DIR",
            description = "Directory for the result; made when it is not there. Default: none is written.")
    private @Nullable Path out;

    @Override
    public Integer call() throws IOException {
        Output output = common.output();
        DriftReport report = measure(scenarios(), output);
        report.show(output);
        if (out != null) {
            Files.createDirectories(out);
            report.write(out);
            output.line("written: drift.json, drift.md and the pictures in %s", out);
        }
        return ExitCode.OK;
    }

    private List<String> scenarios() {
        if (scenario == null) {
            return DriftBench.SCENARIOS;
        }
        if (!DriftBench.SCENARIOS.contains(scenario)) {
            throw new UserException("scenario \"" + scenario + "\" is unknown; "
                    + Nearest.hint(scenario, DriftBench.SCENARIOS) + "allowed: "
                    + String.join(", ", DriftBench.SCENARIOS));
        }
        return List.of(scenario);
    }

    private DriftReport measure(List<String> scenarios, Output output) {
        Machine machine = Machine.now();
        DriftBank bank = DriftBank.standard();
        output.line("training on %d days of a simulated bank", bank.trainDays());
        Decider decider;
        try (Progress progress = Progress.start("reading", bank.trainingPayments())) {
            decider = bank.train(progress::to);
        }
        try (DriftBench bench = new DriftBench(bank, decider)) {
            output.line("replaying it, and %d days more", bank.poolDays());
            List<PoolFigures> pools = bench.fillPools(scenarios);
            output.line("running %d scenarios with %d seeds", scenarios.size(), seeds);
            List<DriftFigures> results;
            try (Progress progress = Progress.start("runs", (long) scenarios.size() * seeds)) {
                results = bench.run(scenarios, seeds, () -> progress.step(1));
            }
            return new DriftReport(machine, seeds, decider.bundle().baseRate(), bank.fraudShare(), pools, results);
        }
    }
}
