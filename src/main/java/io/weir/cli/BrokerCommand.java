package io.weir.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** Run one broker of the cluster that faults are injected into. */
@Command(
        name = "broker",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = "Run one broker of the cluster that faults are injected into, until it is stopped.",
        footer = "  weir bench broker --config server.properties")
final class BrokerCommand implements Callable<Integer> {

    @Option(
            names = "--config",
            required = true,
            order = 1,
            paramLabel = "FILE",
            description = "Settings of the broker, as Kafka has them; its directory has to be formatted.")
    private Path config;

    @Override
    public Integer call() {
        kafka.Kafka.main(new String[] {config.toString()});
        return ExitCode.OK;
    }
}
