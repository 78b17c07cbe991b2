package io.weir.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Run everything in one process: broker, registry, a simulated bank, training, decisions. */
@Command(
        name = "demo",
        description = {
            "Run everything in one process: broker, registry, a simulated bank, training, decisions.",
            "",
            "With --data it streams a file of yours in place of the simulated bank: it trains on the part before --train-until and decides the rest, each label arriving as late as it did then.",
            "",
            "Ctrl-C ends it cleanly. Started again with the same --data-dir it goes on where it stopped."
        },
        footer = {
            "  weir demo",
            "  weir demo --data transactions.csv.gz --mapping handbook \\",
            "      --train-until 2018-07-31 --until-done --json"
        })
final class DemoCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private DemoOptions options = new DemoOptions();

    @Override
    public Integer call() throws IOException {
        if (options.mapping != null && options.data == null) {
            throw new ParameterException(
                    command.commandLine(),
                    "--mapping=" + options.mapping
                            + " needs --data=FILE: the simulated bank is read by its own mapping");
        }
        Output output = common.output();
        Files.createDirectories(options.dataDir);
        Logging.toFile(options.dataDir);
        try (CleanStop stop = CleanStop.register(Duration.ofSeconds(90));
                DemoRun run = new DemoRun(options, output, stop)) {
            Map<String, Object> summary = run.run();
            output.summary(summary);
            return run.complete() || !options.untilDone ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }
}
