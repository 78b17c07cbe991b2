package io.weir.cli;

import io.weir.cli.forest.ForestBench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measure the isolation forest against published results. */
@Command(
        name = "forest",
        description = {
            "Measure the isolation forest against published results, and its speed against a plain walk.",
            "",
            "The directory holds sets of ADBench as gzipped CSV, features then label, and iforest-reference.csv with the published area under the ROC curve of each. The mean over the seeds may be 1.5 points away, on 34_smtp 3. Score and rank of one row may take at most as long as a plain walk over the same trees that scores only: medians over rounds that take turns in one run.",
            "",
            "Exit code 1 when a set misses one of the two."
        },
        footer = "  weir bench forest --data adbench/ --json")
final class ForestCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--data", required = true, order = 1, paramLabel = "DIR", description = "Where the sets are.")
    private Path data = Path.of("");

    @Option(
            names = "--seeds",
            converter = Converters.Positive.class,
            order = 2,
            paramLabel = "N",
            description = "Forests grown for each set.")
    private int seeds = 10;

    @Option(
            names = "--rounds",
            converter = Converters.Positive.class,
            order = 3,
            paramLabel = "N",
            description = "Rounds of timing for each set.")
    private int rounds = 50;

    @Override
    public Integer call() throws IOException {
        Output output = common.output();
        ForestBench bench = new ForestBench(data);
        Machine machine = Machine.now();
        List<ForestBench.Result> results = new ArrayList<>();
        for (String set : bench.sets()) {
            output.line("measuring %s", set);
            results.add(bench.measure(set, seeds, rounds));
        }
        ForestReport report = new ForestReport(seeds, machine, bench.absent(), results);
        report.show(output);
        return report.good() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
