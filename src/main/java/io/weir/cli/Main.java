package io.weir.cli;

import io.weir.training.BoostedTreesTrainer.StopBy;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;

/** Entry point of {@code ./weir}: the subcommands, and what they share. */
@Command(
        name = "weir",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            TopicsCommand.class,
            TrainCommand.class,
            EvaluateCommand.class,
            FeaturesCommand.class,
            ReplayCommand.class,
            ProduceCommand.class,
            SimulateCommand.class,
            PublishCommand.class,
            TailCommand.class,
            VerifyCommand.class,
            BaseRateCommands.class,
            BenchCommand.class,
            CompletionCommand.class,
            HelpCommand.class
        },
        description = "Decides approve, review or decline for each payment on a stream, with a calibrated probability,"
                + " the money behind the decision, and a threshold that follows the base rate of fraud.",
        footer = {
            "",
            "Start here:",
            "  weir demo           a broker, a simulated bank, training and decisions, all in one process",
            "  weir help COMMAND   what a command does, with an example",
            "",
            "Logs go to standard error, results to standard output."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:success", "1:failure", "2:usage"})
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec;

    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine(writer(System.out), writer(System.err)).execute(args));
    }

    /** The whole command line, writing to these. */
    static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        CommandLine commandLine = new CommandLine(new Main());
        commandLine
                .setOut(out)
                .setErr(err)
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(100)
                .setAbbreviatedOptionsAllowed(false)
                .registerConverter(LocalDate.class, Converters::day)
                .registerConverter(Instant.class, Converters::moment)
                .registerConverter(
                        TailCommand.Records.class, text -> Converters.constant(TailCommand.Records.class, text))
                .registerConverter(
                        EvaluateCommand.Preset.class, text -> Converters.constant(EvaluateCommand.Preset.class, text))
                .registerConverter(StopBy.class, text -> Converters.constant(StopBy.class, text))
                .setParameterExceptionHandler(Failures::usage)
                .setExecutionExceptionHandler(Failures::execution)
                .setExecutionStrategy(Main::execute);
        commandLine.getCommandSpec().usageMessage().commandListHeading("%nCommands:%n");
        commandLine.getSubcommands().values().forEach(Main::helpWithDefaults);
        return commandLine;
    }

    private static void helpWithDefaults(CommandLine command) {
        command.getCommandSpec()
                .usageMessage()
                .showDefaultValues(true)
                .sortOptions(false)
                .commandListHeading("%nCommands:%n")
                .footerHeading("%nExample:%n");
        command.getSubcommands().values().forEach(Main::helpWithDefaults);
    }

    private static int execute(ParseResult parsed) {
        ParseResult leaf = parsed;
        while (leaf.hasSubcommand()) {
            leaf = leaf.subcommand();
        }
        CommonOptions.of(leaf.commandSpec()).ifPresent(CommonOptions::configureLogging);
        return new RunLast().execute(parsed);
    }

    /** Without a subcommand there is nothing to do: usage. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** UTF-8 whatever the locale: the data are UTF-8, and a log that is piped on stays readable. */
    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }
}
