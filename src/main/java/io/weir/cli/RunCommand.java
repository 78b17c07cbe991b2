package io.weir.cli;

import io.weir.cli.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Run the stream against your Kafka cluster. */
@Command(
        name = "run",
        description = {
            "Run the stream against your Kafka cluster.",
            "",
            "Settings come from a YAML file; deploy/weir.yaml shows them all. Every setting of the Kafka clients and of Kafka Streams can be given there under its own name. Start as many instances with the same application-id as you like: they share the partitions."
        },
        footer = {"  weir topics --config weir.yaml", "  weir run --config weir.yaml"})
final class RunCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Option(names = "--config", required = true, order = 1, paramLabel = "FILE", description = "Settings file.")
    private Path config;

    @Option(
            names = "--check",
            order = 2,
            description = "Read the settings, print them with defaults filled in and secrets masked, and end.")
    private boolean check;

    @Override
    public Integer call() throws IOException {
        Settings settings = Settings.load(config);
        if (check) {
            common.output().summary(Settings.explain(config));
            return ExitCode.OK;
        }
        try (CleanStop stop = CleanStop.register(Duration.ofSeconds(90))) {
            RunningStream stream = new RunningStream(settings, stop);
            try (stream) {
                stream.run();
            }
            common.output().summary(stream.summary());
        }
        return ExitCode.OK;
    }
}
