package io.weir.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.catalogue.Catalogues;
import io.weir.feature.Encodings;
import io.weir.feature.Evidence;
import io.weir.feature.FeatureCatalogue;
import io.weir.transaction.LabelledTransaction;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** The handbook's features of the published history against the values published with it. */
class HandbookFeaturesIT {

    /** Counts and flags of the fourteen columns behind the id: exact. The others are means and rates. */
    private static final List<Integer> EXACT = List.of(0, 1, 2, 4, 6, 8, 10, 12);

    @Test
    void features_equal_the_published_ones_on_every_row_of_the_sample() throws Exception {
        Path history = HandbookFileTest.sharedData().resolve("handbook/transactions-2018-04-to-08.csv.gz");
        Path sample = HandbookFileTest.sharedData().resolve("handbook/features-sample.csv.gz");
        assumeTrue(Files.exists(history) && Files.exists(sample), "handbook data not present");
        Map<String, double[]> published = published(sample);
        assertThat(published).hasSize(21_884);
        FeatureCatalogue catalogue = FeatureCatalogue.of(Catalogues.builtIn("handbook"));
        ProfileReplay profiles = new ProfileReplay(catalogue);
        List<String> wrong = new ArrayList<>();
        int compared = 0;
        try (CsvReader rows = CsvReader.open(history, Mapping.load("handbook"))) {
            OrderedReader ordered = new OrderedReader(rows, bad -> {});
            while (ordered.hasNext()) {
                LabelledTransaction next = ordered.next();
                profiles.reportUntil(next.transaction().timeMillis());
                Evidence known = profiles.observe(next).known();
                double[] expected = published.get(next.transaction().id());
                if (known != null && expected != null) {
                    double[] row = catalogue.vector(next.transaction(), known, Encodings.none());
                    compare(next.transaction().id(), Arrays.copyOfRange(row, 1, 15), expected, wrong);
                    compared++;
                }
            }
        }
        assertThat(compared).isEqualTo(21_884);
        assertThat(wrong).isEmpty();
    }

    private static void compare(String id, double[] row, double[] expected, List<String> wrong) {
        for (int i = 0; i < expected.length; i++) {
            double allowed = EXACT.contains(i) ? 0 : 1e-9 * Math.abs(expected[i]);
            if (!(Math.abs(row[i] - expected[i]) <= allowed)) {
                wrong.add(id + " column " + i + ": " + row[i] + ", published " + expected[i]);
            }
        }
    }

    private static Map<String, double[]> published(Path sample) throws IOException {
        Map<String, double[]> rows = new HashMap<>();
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(sample)), StandardCharsets.UTF_8))) {
            in.readLine();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] cells = line.split(",", -1);
                rows.put(
                        cells[0],
                        Arrays.stream(cells, 1, cells.length)
                                .mapToDouble(Double::parseDouble)
                                .toArray());
            }
        }
        return rows;
    }
}
