package io.weir.cli;

import io.weir.cli.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The cluster and the registry that a command talks to: by a settings file, or by two addresses. */
final class ClusterOptions {

    private static final String BOOTSTRAP = "localhost:9092";
    private static final String REGISTRY = "http://localhost:8081";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--config",
            order = 20,
            paramLabel = "FILE",
            description = "Settings file, as for 'weir run'; for security settings and other topic names.")
    private @Nullable Path config;

    @Option(
            names = "--bootstrap",
            order = 21,
            paramLabel = "HOST:PORT",
            description = "Kafka brokers, without --config (default: " + BOOTSTRAP + ").")
    private @Nullable String bootstrap;

    @Option(
            names = "--registry",
            order = 22,
            paramLabel = "URL",
            description = "Schema registry, without --config (default: " + REGISTRY + ").")
    private @Nullable String registry;

    Settings settings() throws IOException {
        if (config == null) {
            return Settings.of(bootstrap == null ? BOOTSTRAP : bootstrap, registry == null ? REGISTRY : registry);
        }
        if (bootstrap != null || registry != null) {
            throw new ParameterException(
                    command.commandLine(), "--config and --bootstrap/--registry exclude each other: the file has both");
        }
        return Settings.load(config);
    }
}
