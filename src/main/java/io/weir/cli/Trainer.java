package io.weir.cli;

import io.weir.decision.Policy;
import io.weir.feature.FeatureCatalogue;
import io.weir.training.BoostedTreesTrainer.Parameters;
import io.weir.training.BundleFile;
import io.weir.training.ImportedModel;
import io.weir.training.TrainingReport;
import io.weir.training.TrainingRun;
import io.weir.training.report.HtmlReport;
import io.weir.transaction.InvalidRecordException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A training run on a file of history, and the bundle it leaves. */
final class Trainer {

    private Trainer() {}

    /**
     * What to train.
     *
     * @param source name of the data, for the provenance
     * @param policy costs that the bundle starts with
     * @param untilMillis what was known by then counts
     * @param out where the bundle goes; the report goes beside it
     */
    record Plan(
            FeatureCatalogue catalogue,
            String source,
            Policy policy,
            Parameters parameters,
            long fromMillis,
            long untilMillis,
            Path out) {}

    /**
     * Trains, writes the bundle, and its report beside it; old files are replaced only by whole new ones.
     *
     * @param history read up to the plan's end
     * @return what the training run reports, and the bundle's version
     */
    static Map<String, Object> train(HistoryFile history, Plan plan) throws IOException {
        return train(history, plan, null);
    }

    /** @param imported stage two from elsewhere; null: it is trained here */
    static Map<String, Object> train(HistoryFile history, Plan plan, @Nullable ImportedModel imported)
            throws IOException {
        TrainingRun run = new TrainingRun(plan.catalogue(), plan.policy(), plan.parameters(), imported);
        TrainingRun.Result result;
        try (Progress progress = Progress.start("reading", Progress.UNKNOWN)) {
            result = run.train(history, plan.fromMillis(), plan.untilMillis(), progress::to);
        } catch (IllegalArgumentException | InvalidRecordException e) {
            throw new UserException(String.valueOf(e.getMessage()), e);
        }
        SortedMap<String, String> provenance = new TreeMap<>();
        provenance.put("data", plan.source());
        provenance.put("weir", Version.weir());
        result.report().forEach((name, value) -> provenance.put(name, String.valueOf(value)));
        byte[] content = new BundleFile(result.bundle(), provenance).toBytes();
        write(plan.out(), content);
        Path report = reportBeside(plan.out());
        String html = HtmlReport.of(TrainingReport.of(result, plan.source(), BundleFile.digests(content)));
        write(report, html.getBytes(StandardCharsets.UTF_8));
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("bundle", plan.out().toString());
        summary.put("report", report.toString());
        summary.put("version", BundleFile.version(content));
        summary.putAll(result.report());
        return summary;
    }

    private static Path reportBeside(Path bundle) {
        return bundle.resolveSibling(bundle.getFileName() + ".html");
    }

    private static void write(Path file, byte[] content) throws IOException {
        Path whole = file.resolveSibling(file.getFileName() + ".part");
        Files.write(whole, content);
        Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Reads a bundle file. */
    static BundleFile read(Path file) {
        try {
            return BundleFile.read(BundleFile.content(file));
        } catch (IOException e) {
            throw new UserException("bundle " + file + " cannot be read: " + e, e);
        } catch (IllegalArgumentException e) {
            throw new UserException(file + ": " + e.getMessage(), e);
        }
    }
}
