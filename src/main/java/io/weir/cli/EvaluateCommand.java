package io.weir.cli;

import io.weir.decision.Policy;
import io.weir.feature.FeatureCatalogue;
import io.weir.training.BoostedTreesTrainer.StopBy;
import io.weir.training.Examples;
import io.weir.training.Protocol;
import io.weir.training.ProtocolRun;
import io.weir.transaction.InvalidRecordException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Train and test in time order, by a protocol. */
@Command(
        name = "evaluate",
        description = {
            "Train and test in time order, by a protocol.",
            "",
            "The handbook's protocols (Le Borgne et al. 2022) train on a week, or for handbook-history on everything, leave a week for labels to arrive and test the week after it, without the cards that were known to be compromised; handbook-prequential adds the three folds before. For your own data say where training and test lie."
        },
        footer = {
            "  weir evaluate --protocol handbook-baseline --data transactions.csv.gz --mapping handbook",
            "  weir evaluate --data bank.csv.gz --train-from 2025-01-06 --train-to 2025-02-09 --test-from 2025-02-24"
        })
@SuppressWarnings("NullAway.Init")
final class EvaluateCommand implements Callable<Integer> {

    private static final LocalDate HANDBOOK_WEEK = LocalDate.of(2018, 7, 25);
    private static final LocalDate HANDBOOK_WARM = LocalDate.of(2018, 5, 6);
    private static final int HANDBOOK_FOLDS = 4;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private FeatureOptions features = new FeatureOptions();

    @ArgGroup(multiplicity = "1", exclusive = true)
    private Choice choice;

    /** Protocols that have a name. */
    enum Preset {
        HANDBOOK_BASELINE,
        HANDBOOK_PREQUENTIAL,
        HANDBOOK_HISTORY;

        private List<Protocol> protocols() {
            Protocol baseline = Protocol.handbook(HANDBOOK_WEEK);
            return switch (this) {
                case HANDBOOK_BASELINE -> List.of(baseline);
                case HANDBOOK_PREQUENTIAL -> baseline.prequential(HANDBOOK_FOLDS);
                case HANDBOOK_HISTORY -> List.of(baseline.trainedFrom(HANDBOOK_WARM));
            };
        }
    }

    /** A protocol by its name or by its days. */
    private static final class Choice {

        @Option(
                names = "--protocol",
                required = true,
                order = 4,
                paramLabel = "NAME",
                description = "handbook-baseline, handbook-prequential or handbook-history.")
        private @Nullable Preset preset;

        @ArgGroup(exclusive = false)
        private @Nullable Days days;

        private List<Protocol> protocols() {
            return preset == null ? own().protocols() : preset.protocols();
        }

        private Days own() {
            return java.util.Objects.requireNonNull(days);
        }
    }

    /** Own days. */
    private static final class Days {

        @Option(
                names = "--train-from",
                required = true,
                order = 5,
                paramLabel = "DATE",
                description = "First day (UTC) of training.")
        private LocalDate trainFrom;

        @Option(
                names = "--train-to",
                required = true,
                order = 6,
                paramLabel = "DATE",
                description = "Last day (UTC) of training.")
        private LocalDate trainTo;

        @Option(
                names = "--test-from",
                required = true,
                order = 7,
                paramLabel = "DATE",
                description = "First day (UTC) of the week under test; between training and it labels arrive.")
        private LocalDate testFrom;

        @Option(
                names = "--folds",
                converter = Converters.Positive.class,
                order = 8,
                paramLabel = "N",
                description = "Folds, each a week before the next (default: 1).")
        private int folds = 1;

        private List<Protocol> protocols() {
            return Protocol.ofDays(trainFrom, trainTo.plusDays(1), testFrom).prequential(folds);
        }
    }

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Option(
            names = "--against",
            order = 9,
            paramLabel = "CATALOGUE",
            description =
                    "Another feature catalogue on the same folds: how much average precision the first gains, with its 95 %% interval.")
    private @Nullable String against;

    @Override
    public Integer call() throws IOException {
        Output output = common.output();
        Map<String, Object> summary = new LinkedHashMap<>();
        try {
            List<Protocol> folds = choice.protocols();
            FeatureCatalogue catalogue = features.catalogue();
            summary.put("features", catalogue.id());
            List<ProtocolRun.Result> results = results(catalogue, folds, summary, output);
            EvaluationFigures.put(summary, results);
            if (against != null) {
                FeatureCatalogue other = FeatureOptions.catalogue(against);
                summary.put("against", other.id());
                EvaluationFigures.putGain(summary, results, results(other, folds, new LinkedHashMap<>(), output));
            }
        } catch (IllegalArgumentException | InvalidRecordException e) {
            throw new UserException(String.valueOf(e.getMessage()), e);
        }
        output.summary(summary);
        return ExitCode.OK;
    }

    private List<ProtocolRun.Result> results(
            FeatureCatalogue catalogue, List<Protocol> folds, Map<String, Object> summary, Output output)
            throws IOException {
        Policy policy = Policy.standard(currency(output));
        long until = folds.get(folds.size() - 1).testTo() - 1;
        try (HistoryFile rows = HistoryFile.open(data, rejects(), output);
                Progress progress = Progress.start("reading", Progress.UNKNOWN)) {
            Examples examples = Examples.read(rows, catalogue, policy, until, progress::to);
            rows.report();
            rows.summarise(summary);
            ProtocolRun run = new ProtocolRun(examples, model.parameters(StopBy.AVERAGE_PRECISION));
            return folds.stream().map(run::run).toList();
        }
    }

    /** The first transaction's, which the others have to share. */
    private String currency(Output output) throws IOException {
        try (HistoryFile rows = HistoryFile.open(data, rejects(), output)) {
            return rows.hasNext() ? rows.next().transaction().currency() : "USD";
        }
    }

    /** Where it runs: nothing else is written. */
    private Path rejects() {
        return HistoryFile.rejectsBeside(Path.of(data.data().getFileName().toString()));
    }
}
