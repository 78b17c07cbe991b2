package io.weir.cli;

import io.weir.cli.settings.PolicyFile;
import io.weir.decision.Policy;
import io.weir.training.BoostedTreesTrainer.StopBy;
import io.weir.training.ImportedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Train a model bundle on history. */
@Command(
        name = "train",
        description = {
            "Train a model bundle on history.",
            "",
            "Features are computed as of each transaction, by the code that computes them live; labels count only once they were known. The bundle carries the models, the calibration, the policy and where it came from."
        },
        footer = {"  weir train --data transactions.csv.gz --mapping handbook --to 2018-07-31 --out champion.bundle"})
@SuppressWarnings("NullAway.Init")
final class TrainCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private FeatureOptions features = new FeatureOptions();

    @Option(
            names = "--from",
            order = 3,
            paramLabel = "DATE",
            description = "First day (UTC) to learn from; earlier days only warm the profiles.")
    private @Nullable LocalDate from;

    @Option(names = "--to", order = 4, paramLabel = "DATE", description = "Last day (UTC) to learn from.")
    private @Nullable LocalDate to;

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Option(
            names = "--stop-by",
            order = 5,
            paramLabel = "FIGURE",
            description = "What stops the boosting on a later slice: average-precision or log-loss.")
    private StopBy stopBy = StopBy.AVERAGE_PRECISION;

    @Option(
            names = "--model",
            order = 5,
            paramLabel = "FILE",
            description =
                    "Stage two from elsewhere in place of training it: XGBoost's JSON or UBJ, or LightGBM's text, on the catalogue's features.")
    private @Nullable Path imported;

    @Option(names = "--out", required = true, order = 6, paramLabel = "BUNDLE", description = "The bundle to write.")
    private Path out;

    @ArgGroup
    private Costs costs = new Costs();

    /** The policy that the bundle starts with: one of the two. */
    private static final class Costs {

        @Option(
                names = "--currency",
                order = 7,
                paramLabel = "CODE",
                description = "Currency of the standard costs that the bundle starts with (default: USD).")
        private String currency = "USD";

        @Option(
                names = "--policy",
                order = 8,
                paramLabel = "FILE",
                description = "The policy (YAML) that the bundle starts with, in place of the standard costs.")
        private @Nullable Path file;

        private Policy policy() throws IOException {
            return file == null ? Policy.standard(currency) : PolicyFile.read(file);
        }
    }

    @Override
    public Integer call() throws IOException {
        Output output = common.output();
        Policy policy = costs.policy();
        long fromMillis = from == null ? Long.MIN_VALUE : startOf(from);
        long untilMillis = to == null ? Long.MAX_VALUE : startOf(to.plusDays(1)) - 1;
        if (untilMillis == Long.MAX_VALUE) {
            untilMillis = lastTime(output);
        }
        Map<String, Object> summary;
        try (HistoryFile rows = HistoryFile.open(data, HistoryFile.rejectsBeside(out), output)) {
            String source = data.data().getFileName().toString();
            Trainer.Plan plan = new Trainer.Plan(
                    features.catalogue(), source, policy, model.parameters(stopBy), fromMillis, untilMillis, out);
            summary = Trainer.train(rows, plan, imported());
            rows.report();
            rows.summarise(summary);
        }
        output.summary(summary);
        return ExitCode.OK;
    }

    private @Nullable ImportedModel imported() throws IOException {
        if (imported == null) {
            return null;
        }
        try {
            return ImportedModel.read(Files.readAllBytes(imported));
        } catch (IllegalArgumentException e) {
            throw new UserException(imported + ": " + e.getMessage(), e);
        }
    }

    /** Time of the last transaction: without --to all of the file is known. */
    private long lastTime(Output output) throws IOException {
        long last = Long.MIN_VALUE;
        try (HistoryFile rows = HistoryFile.open(data, HistoryFile.rejectsBeside(out), output)) {
            while (rows.hasNext()) {
                last = Math.max(last, rows.next().transaction().timeMillis());
            }
        }
        return last;
    }

    private static long startOf(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
}
