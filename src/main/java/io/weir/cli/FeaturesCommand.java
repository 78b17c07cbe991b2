package io.weir.cli;

import io.weir.feature.Encodings;
import io.weir.feature.Evidence;
import io.weir.feature.FeatureCatalogue;
import io.weir.history.FeatureWriter;
import io.weir.history.ProfileReplay;
import io.weir.transaction.LabelledTransaction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Write point-in-time features of history to a CSV file. */
@Command(
        name = "features",
        description = {
            "Write point-in-time features of history to a CSV file.",
            "",
            "One row for a transaction, with what was known just before it, by the code that decides live. Under the handbook mapping the columns carry the names published with it, TRANSACTION_ID first."
        },
        footer = {"  weir features --data transactions.csv.gz --mapping handbook --out features.csv"})
@SuppressWarnings("NullAway.Init")
final class FeaturesCommand implements Callable<Integer> {

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private FeatureOptions features = new FeatureOptions();

    @Option(
            names = "--out",
            required = true,
            order = 3,
            paramLabel = "FILE",
            description = "The CSV file to write; gzipped when its name ends in .gz.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        Output output = common.output();
        FeatureCatalogue catalogue = features.catalogue();
        boolean handbook = data.mapping().equals("handbook") && catalogue.id().startsWith("handbook");
        ProfileReplay profiles = new ProfileReplay(catalogue);
        Map<String, Object> summary = new LinkedHashMap<>();
        long written = 0;
        try (HistoryFile rows = HistoryFile.open(data, HistoryFile.rejectsBeside(out), output);
                FeatureWriter writer = FeatureWriter.create(out, catalogue, handbook);
                Progress progress = Progress.start("features", Progress.UNKNOWN)) {
            while (rows.hasNext()) {
                LabelledTransaction next = rows.next();
                profiles.reportUntil(next.transaction().timeMillis());
                Evidence known = profiles.observe(next).known();
                if (known != null) {
                    writer.write(next, catalogue.vector(next.transaction(), known, Encodings.none()));
                    written++;
                }
                progress.to(rows.good());
            }
            rows.report();
            rows.summarise(summary);
        }
        summary.put("written", written);
        summary.put("out", out.toString());
        output.summary(summary);
        return 0;
    }
}
