package io.weir.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.transaction.LabelledTransaction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The published data, when they are there: system property weir.shared.data, WEIR_SHARED_DATA or ../shared/data. */
class HandbookFileTest {

    @Test
    void handbook_file_reads_whole_in_time_order_without_a_bad_row() throws Exception {
        Path file = sharedData().resolve("handbook/transactions-2018-04-to-08.csv.gz");
        assumeTrue(Files.exists(file), "handbook data not present");
        long frauds = 0;
        try (CsvReader rows = CsvReader.open(file, Mapping.load("handbook"))) {
            OrderedReader ordered = new OrderedReader(rows, bad -> {
                throw new AssertionError(bad.line() + ": " + bad.message());
            });
            while (ordered.hasNext()) {
                LabelledTransaction labelled = ordered.next();
                long known = labelled.transaction().timeMillis() + 7 * 86_400_000L;
                frauds += labelled.knownFraudAt(known) && !labelled.knownFraudAt(known - 1) ? 1 : 0;
            }
            assertThat(ordered.good()).isEqualTo(1_466_282);
            assertThat(ordered.outOfOrder()).isZero();
        }
        assertThat(frauds).isEqualTo(12_134);
    }

    static Path sharedData() {
        return Path.of(Optional.ofNullable(System.getProperty("weir.shared.data"))
                .or(() -> Optional.ofNullable(System.getenv("WEIR_SHARED_DATA")))
                .orElse("../shared/data"));
    }
}
