package io.weir.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.transaction.LabelledTransaction;
import io.weir.transaction.Transaction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvReaderTest {

    private static final String HEADER =
            "transaction_id,event_time,account_id,merchant_id,amount,currency,fraud,reported_time\n";

    @TempDir
    private Path folder;

    @Test
    void row_with_label_becomes_transaction_and_label() throws Exception {
        Row.Good row = (Row.Good) read("t1,2026-01-01T00:00:01.5Z,c,m,57.16,USD,true,2026-01-03T00:00:00Z\n")
                .get(0);
        assertThat(row.line()).isEqualTo(2);
        assertThat(row.labelled().transaction())
                .isEqualTo(new Transaction("t1", "c", "m", 1_767_225_601_500L, 5716, "USD", Map.of(), Map.of()));
        assertThat(row.labelled().knownFraudAt(1_767_398_399_999L)).isFalse();
        assertThat(row.labelled().knownFraudAt(1_767_398_400_000L)).isTrue();
    }

    @Test
    void row_with_empty_report_time_has_no_label() throws Exception {
        Row.Good row =
                (Row.Good) read("t1,2026-01-01T00:00:00Z,c,m,1,JPY,true,\n").get(0);
        assertThat(row.labelled().label()).isNull();
        assertThat(row.labelled().transaction().amountMinor()).isEqualTo(1);
    }

    @Test
    void file_with_byte_order_mark_and_crlf_and_no_last_line_end_reads_the_same() throws Exception {
        String rows = "t1,2026-01-01T00:00:00Z,c,m,1.00,USD,,\nt2,2026-01-01T00:00:00Z,c,m,2.00,USD,,\n\n";
        Path windows = file("windows.csv", ("\uFEFF" + HEADER + rows.strip()).replace("\n", "\r\n"));
        assertThat(all(windows)).isEqualTo(read(rows)).hasSize(2);
    }

    @Test
    void gzip_under_any_name_is_told_by_its_bytes() throws Exception {
        byte[] plain = (HEADER + "t1,2026-01-01T00:00:00Z,c,m,1.00,USD,,\n").getBytes(StandardCharsets.UTF_8);
        Path file = folder.resolve("packed.csv");
        Files.write(file, gzip(plain));
        assertThat(all(file)).hasSize(1);
        Path named = folder.resolve("plain.csv.gz");
        Files.write(named, plain);
        assertThat(all(named)).hasSize(1);
    }

    @Test
    void gzip_cut_off_yields_the_whole_lines_then_names_file_and_line() throws Exception {
        Path whole = folder.resolve("whole.csv.gz");
        try (CsvWriter writer = CsvWriter.create(whole, List.of(), List.of())) {
            for (int i = 0; i < 20_000; i++) {
                writer.write(payment(i));
            }
        }
        Path cut = folder.resolve("cut.csv.gz");
        byte[] bytes = Files.readAllBytes(whole);
        Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
        List<Row> rows = new ArrayList<>();
        try (CsvReader reader = CsvReader.open(cut, Mapping.load("weir"))) {
            assertThatThrownBy(() -> reader.forEachRemaining(rows::add))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("cut.csv.gz, line " + (rows.size() + 2))
                    .hasMessageContaining("cut off");
        }
        assertThat(rows).hasSizeBetween(1_000, 19_999).allMatch(row -> row instanceof Row.Good);
    }

    @Test
    void gzip_cut_off_anywhere_never_ends_silently() throws Exception {
        byte[] packed = gzip((HEADER + "t1,2026-01-01T00:00:00Z,c,m,1.00,USD,,\n").getBytes(StandardCharsets.UTF_8));
        for (int length = 2; length < packed.length; length++) {
            Path cut = folder.resolve("cut" + length);
            Files.write(cut, Arrays.copyOf(packed, length));
            assertThatThrownBy(() -> all(cut))
                    .as("cut to %d bytes", length)
                    .hasMessageContaining(cut + ", line ")
                    .hasMessageMatching(".*(cut off|cut-off).*");
        }
    }

    @Test
    void gzip_damaged_names_file_and_line() throws Exception {
        byte[] packed = gzip((HEADER + "t1,2026-01-01T00:00:00Z,c,m,1.00,USD,,\n").getBytes(StandardCharsets.UTF_8));
        packed[packed.length - 6] ^= 1;
        Path file = folder.resolve("damaged.gz");
        Files.write(file, packed);
        assertThatThrownBy(() -> all(file))
                .hasMessageContaining("damaged.gz, line ")
                .hasMessageContaining("damaged gzip");
    }

    @Test
    void open_empty_file_says_so() {
        assertThatThrownBy(() -> all(file("empty.csv", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("empty.csv is empty; allowed: a CSV with a header row");
    }

    @Test
    void open_missing_file_names_it() {
        assertThatThrownBy(() -> all(folder.resolve("none.csv")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none.csv is not a file");
    }

    @Test
    void open_without_columns_names_them_and_those_present() {
        assertThatThrownBy(() ->
                        all(file("a.csv", HEADER.replace("account_id", "card").replace("amount", "sum"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "the header has no column account_id, amount; present: transaction_id, event_time, card");
    }

    @Test
    void open_with_column_twice_names_it() {
        assertThatThrownBy(() -> all(file("a.csv", HEADER.replace("fraud", "amount"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("column amount is in the header twice");
    }

    @Test
    void open_header_in_latin_1_is_an_error() throws Exception {
        Path file = folder.resolve("latin.csv");
        Files.write(file, ("montant\u00e9," + HEADER).getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> all(file)).hasMessageContaining("line 1").hasMessageContaining("UTF-8");
    }

    @Test
    void long_lines_of_every_length_around_the_limit_cost_only_themselves() throws Exception {
        int limit = LineReader.MAX_LINE;
        for (int length : new int[] {limit - 1, limit, limit + 1, 2 * limit - 1, 2 * limit, 2 * limit + 1, 3 * limit}) {
            for (String end : new String[] {"\n", "\r\n"}) {
                String good = "t1,2026-01-01T00:00:00Z,c,m,1.00,USD,," + end;
                List<Row> rows = read(good + "x".repeat(length) + end + good);
                assertThat(rows).as("%d bytes", length).hasSize(3);
                assertThat(rows.get(0)).isInstanceOf(Row.Good.class);
                assertThat(rows.get(2)).isInstanceOf(Row.Good.class);
                Row.Bad bad = (Row.Bad) rows.get(1);
                assertThat(bad.line()).isEqualTo(3);
                assertThat(bad.raw()).hasSize(4096).containsOnly('x');
                assertThat(bad.message())
                        .contains(length > limit ? "line " + length + " bytes" : "event_time is missing");
            }
        }
    }

    @Test
    void long_line_at_the_end_of_the_file_is_a_bad_row() throws Exception {
        List<Row> rows = read("x".repeat(1_000_000));
        assertThat(rows).hasSize(1);
        assertThat(((Row.Bad) rows.get(0)).message()).contains("1000000 bytes");
    }

    @Test
    void mapping_of_a_user_with_minor_units_pattern_and_semicolons_reads() throws Exception {
        Path yaml = file("mine.yaml", """
                columns: {id: ID, time: WHEN, account: CARD, merchant: SHOP, amount: CENTS, currency: CUR}
                time: {format: "dd/MM/yyyy HH:mm", zone: Europe/Berlin}
                amount: minor
                numeric: {km: KM}
                categorical: {mode: MODE}
                label: {column: BAD, fraud: [1, Y], legitimate: [0], source: ANALYST}
                label-known: {after: PT12H}
                separator: ";"
                """);
        Path csv = file("mine.csv", """
                KM;ID;WHEN;CARD;SHOP;CENTS;CUR;MODE;BAD;EXTRA
                1.5e1;a;01/07/2026 12:30;c;m;5716;EUR;chip;Y;?
                ;b;01/07/2026 12:30;c;m;0;EUR;;;?
                ;c;01/07/2026 12:30;c;m;57.16;EUR;;0;?
                """);
        List<Row> rows = all(csv, Mapping.load(yaml.toString()));
        LabelledTransaction first = ((Row.Good) rows.get(0)).labelled();
        long noonUtc = 1_782_901_800_000L;
        assertThat(first.transaction())
                .isEqualTo(new Transaction(
                        "a", "c", "m", noonUtc, 5716, "EUR", Map.of("km", 15.0), Map.of("mode", "chip")));
        assertThat(first.knownFraudAt(noonUtc + 43_200_000)).isTrue();
        assertThat(first.knownFraudAt(noonUtc + 43_199_999)).isFalse();
        assertThat(((Row.Good) rows.get(1)).labelled().label()).isNull();
        assertThat(((Row.Bad) rows.get(2)).message())
                .isEqualTo("CENTS is \"57.16\"; allowed: at most 0 fraction digits (minor units of EUR)");
    }

    private static LabelledTransaction payment(int i) {
        String id = "t" + Integer.toHexString(i * 0x9E3779B1);
        return new LabelledTransaction(
                new Transaction(id, "c" + i % 97, "m" + i % 31, 1000L * i, i, "USD", Map.of(), Map.of()), null);
    }

    private List<Row> read(String rows) throws IOException {
        return all(file("rows.csv", HEADER + rows));
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static List<Row> all(Path file) throws IOException {
        return all(file, Mapping.load("weir"));
    }

    private static List<Row> all(Path file, Mapping mapping) throws IOException {
        try (CsvReader reader = CsvReader.open(file, mapping)) {
            List<Row> rows = new ArrayList<>();
            reader.forEachRemaining(rows::add);
            return rows;
        }
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }
}
