package io.weir.cli;

import io.weir.transaction.InvalidRecordException;
import io.weir.transaction.Nearest;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Failures in a line or two for a person; the stack trace goes to the log file, or with {@code --debug} to the screen. */
final class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** A mistyped command line: what is wrong, what was probably meant, where to read on. Exit code 2. */
    static int usage(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        err.println(name + ": " + e.getMessage());
        if (e instanceof UnmatchedArgumentException unmatched) {
            List<String> near = Nearest.to(unmatched.getUnmatched().get(0), names(command));
            if (!near.isEmpty()) {
                err.println("Did you mean " + String.join(" or ", near) + "?");
            }
        }
        err.println("Try '" + name + " --help'.");
        err.flush();
        return CommandLine.ExitCode.USAGE;
    }

    /** A command that failed. Exit code 1. */
    static int execution(Exception e, CommandLine command, ParseResult parsed) {
        CommonOptions options = CommonOptions.of(command.getCommandSpec()).orElse(null);
        String message = e instanceof TimeoutException
                ? "no answer" + ClusterOptions.brokers(command.getCommandSpec()) + ": " + e.getMessage()
                : message(e);
        PrintWriter err = command.getErr();
        err.println(command.getCommandSpec().qualifiedName() + ": " + message);
        Path log = Logging.file();
        if (options != null && options.debug()) {
            e.printStackTrace(err);
        } else if (!expected(e)) {
            err.println(log == null ? "With --debug it shows where this comes from." : "Details: " + log);
        }
        err.flush();
        if (log != null) {
            LOG.debug("failed", e);
        }
        if (options != null && options.json()) {
            options.output().object(Map.of("error", message));
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    private static List<String> names(CommandLine command) {
        List<String> names = new ArrayList<>(command.getSubcommands().keySet());
        command.getCommandSpec().options().forEach(option -> names.addAll(List.of(option.names())));
        return names;
    }

    /** Whether the message alone says what to do. */
    private static boolean expected(Throwable e) {
        return e instanceof UserException
                || e instanceof IllegalArgumentException
                || e instanceof InvalidRecordException
                || e instanceof FileSystemException
                || e instanceof UncheckedIOException
                || e instanceof TimeoutException
                || e instanceof ConfigException;
    }

    static String message(Throwable e) {
        Throwable cause = e.getCause();
        if (e instanceof ExecutionException && cause != null) {
            return message(cause);
        }
        if (e instanceof NoSuchFileException file) {
            return "no such file: " + file.getFile();
        }
        if (e instanceof AccessDeniedException file) {
            return "not allowed to read or write " + file.getFile();
        }
        if (e instanceof FileAlreadyExistsException file) {
            return file.getFile() + " is there already";
        }
        if (e instanceof TimeoutException) {
            return "no answer from Kafka: " + e.getMessage();
        }
        if (e instanceof KafkaException && cause != null) {
            return e.getMessage() + ": " + message(cause);
        }
        String text = Objects.requireNonNullElse(e.getMessage(), "no message");
        return expected(e) ? text : e.getClass().getSimpleName() + ": " + text;
    }
}
