package io.weir.cli;

import io.weir.catalogue.Catalogues;
import io.weir.decision.Policy;
import io.weir.feature.FeatureCatalogue;
import io.weir.training.BoostedTreesTrainer.Parameters;
import io.weir.training.BundleFile;
import io.weir.training.TrainingRun;
import io.weir.transaction.InvalidRecordException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A training run on a file of history, and the bundle it leaves. */
final class Trainer {

    private Trainer() {}

    /**
     * Trains and writes the bundle; an old file is replaced only by a whole new one.
     *
     * @param history read up to {@code untilMillis}
     * @param source name of the data, for the provenance
     * @param policy costs that the bundle starts with
     * @return what the training run reports, and the bundle's version
     */
    static Map<String, Object> train(
            HistoryFile history, String source, Policy policy, long fromMillis, long untilMillis, long seed, Path out)
            throws IOException {
        TrainingRun run =
                new TrainingRun(FeatureCatalogue.of(Catalogues.builtIn("handbook")), policy, Parameters.standard(seed));
        TrainingRun.Result result;
        try (Progress progress = Progress.start("reading", Progress.UNKNOWN)) {
            result = run.train(history, fromMillis, untilMillis, progress::to);
        } catch (IllegalArgumentException | InvalidRecordException e) {
            throw new UserException(String.valueOf(e.getMessage()), e);
        }
        SortedMap<String, String> provenance = new TreeMap<>();
        provenance.put("data", source);
        result.report().forEach((name, value) -> provenance.put(name, String.valueOf(value)));
        byte[] content = new BundleFile(result.bundle(), provenance).toBytes();
        Path whole = out.resolveSibling(out.getFileName() + ".part");
        Files.write(whole, content);
        Files.move(whole, out, StandardCopyOption.REPLACE_EXISTING);
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("bundle", out.toString());
        summary.put("version", BundleFile.version(content));
        summary.putAll(result.report());
        return summary;
    }

    /** Reads a bundle file. */
    static BundleFile read(Path file) {
        try {
            return BundleFile.read(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UserException("bundle " + file + " cannot be read: " + e, e);
        } catch (IllegalArgumentException e) {
            throw new UserException(file + ": " + e.getMessage(), e);
        }
    }
}
