package io.weir.cli;

import io.weir.cli.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
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

    private @Nullable Settings settings;

    Settings settings() throws IOException {
        Logging.muteConnections();
        settings = read();
        return settings;
    }

    /** Whom a command could not reach. */
    static String brokers(CommandSpec command) {
        return command.mixins().values().stream()
                .map(CommandSpec::userObject)
                .filter(ClusterOptions.class::isInstance)
                .map(options -> ((ClusterOptions) options).settings)
                .filter(Objects::nonNull)
                .map(settings -> " from " + settings.kafka().bootstrapServers())
                .findFirst()
                .orElse("");
    }

    private Settings read() throws IOException {
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
