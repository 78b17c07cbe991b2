package io.weir.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.transaction.Label;
import io.weir.transaction.LabelledTransaction;
import io.weir.transaction.Transaction;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvWriterTest {

    private static final List<LabelledTransaction> AWKWARD = List.of(
            payment("plain", "c", 5716, "USD", Map.of(), Map.of(), null),
            payment("a,b", "says \"hi\"", 0, "JPY", Map.of("km", -1.5e-9), Map.of("mode", "\"chip\", new"), true),
            payment(
                    "ünï-中-😀",
                    " c ",
                    Transaction.MAX_AMOUNT_MINOR,
                    "KWD",
                    Map.of("km", 1e300, "n", 0.1),
                    Map.of(),
                    false));

    @TempDir
    private Path folder;

    @Test
    void written_rows_read_back_equal_plain_and_gzipped() throws Exception {
        for (String name : new String[] {"a.csv", "a.csv.gz"}) {
            Path file = folder.resolve(name);
            write(file, AWKWARD);
            assertThat(read(file)).isEqualTo(AWKWARD);
        }
        assertThat(Files.readAllBytes(folder.resolve("a.csv.gz"))).startsWith(0x1f, 0x8b);
    }

    @Test
    void same_rows_give_the_same_bytes_gzipped() throws Exception {
        write(folder.resolve("a.csv.gz"), AWKWARD);
        write(folder.resolve("b.csv.gz"), AWKWARD);
        assertThat(folder.resolve("a.csv.gz")).hasSameBinaryContentAs(folder.resolve("b.csv.gz"));
    }

    /** JDKs before 19 write some doubles with a digit too many, 2.0E-3 for one. */
    @Test
    void number_hasTheFewestDigitsOnEveryJdk() {
        assertThat(CsvText.number(2e-3)).isEqualTo("0.002");
        assertThat(CsvText.number(-0.1)).isEqualTo("-0.1");
        assertThat(CsvText.number(3)).isEqualTo("3");
        assertThat(CsvText.number(Double.NaN)).isEmpty();
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 10_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                String text = CsvText.number(value);
                assertThat(Double.parseDouble(text)).isEqualTo(value);
                BigDecimal exact = new BigDecimal(text).stripTrailingZeros();
                if (exact.precision() > 1 && (long) value != value) {
                    assertThat(exact.round(new MathContext(exact.precision() - 1))
                                    .doubleValue())
                            .as("with a digit less than %s", text)
                            .isNotEqualTo(value);
                }
            }
        }
    }

    @Test
    void header_is_the_documented_one() throws Exception {
        write(folder.resolve("a.csv"), AWKWARD);
        assertThat(Files.readAllLines(folder.resolve("a.csv")).get(0))
                .isEqualTo("transaction_id,event_time,account_id,merchant_id,amount,currency,fraud,reported_time,"
                        + "numeric.km,numeric.n,categorical.mode");
    }

    @Test
    void attribute_without_column_and_text_with_line_break_are_errors() throws Exception {
        try (CsvWriter writer = CsvWriter.create(folder.resolve("a.csv"), List.of(), List.of("mode"))) {
            assertThatThrownBy(() -> writer.write(payment("t", "c", 1, "USD", Map.of("km", 1.0), Map.of(), null)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("numeric attribute km has no column; allowed: []");
            assertThatThrownBy(() -> writer.write(payment("t", "c", 1, "USD", Map.of(), Map.of("mode", "a\nb"), null)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("without line breaks");
        }
    }

    private static LabelledTransaction payment(
            String id,
            String account,
            long minor,
            String currency,
            Map<String, Double> numeric,
            Map<String, String> categorical,
            @Nullable Boolean fraud) {
        Transaction transaction =
                new Transaction(id, account, "m", 1_522_540_831_007L, minor, currency, numeric, categorical);
        Label label = fraud == null ? null : new Label(id, account, fraud, Label.Source.CHARGEBACK, 1_522_540_931_000L);
        return new LabelledTransaction(transaction, label);
    }

    private static void write(Path file, List<LabelledTransaction> rows) throws IOException {
        try (CsvWriter writer = CsvWriter.create(file, List.of("km", "n"), List.of("mode"))) {
            for (LabelledTransaction row : rows) {
                writer.write(row);
            }
        }
    }

    private static List<LabelledTransaction> read(Path file) throws IOException {
        try (CsvReader reader = CsvReader.open(file, Mapping.load("weir"))) {
            List<LabelledTransaction> rows = new ArrayList<>();
            reader.forEachRemaining(row -> rows.add(((Row.Good) row).labelled()));
            return rows;
        }
    }
}
