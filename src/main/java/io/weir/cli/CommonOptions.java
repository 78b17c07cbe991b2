package io.weir.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options that every command has. */
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class)
final class CommonOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--json",
            order = 90,
            description = "Standard output carries JSON only; its last line is one summary object.")
    private boolean json;

    @Option(names = "--verbose", order = 91, description = "Log more, with what Kafka says.")
    private boolean verbose;

    @Option(names = "--quiet", order = 92, description = "Log errors only.")
    private boolean quiet;

    @Option(names = "--debug", order = 93, description = "Show stack traces.")
    private boolean debug;

    /** Those of a command, if it has them. */
    static Optional<CommonOptions> of(CommandSpec command) {
        return command.mixins().values().stream()
                .map(CommandSpec::userObject)
                .filter(CommonOptions.class::isInstance)
                .map(CommonOptions.class::cast)
                .findFirst();
    }

    boolean json() {
        return json;
    }

    boolean debug() {
        return debug;
    }

    void configureLogging() {
        Logging.configure(verbose, quiet, debug);
    }

    /** Where this command says what it has to say. */
    Output output() {
        return new Output(command.commandLine().getOut(), command.commandLine().getErr(), json);
    }
}
