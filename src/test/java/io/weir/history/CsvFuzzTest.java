package io.weir.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testing.Fuzz;
import io.weir.testing.Mutation;
import io.weir.testing.TextMutation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any file is read to its end, each row good or bad with its line and reason, or is an error that begins with its name. */
class CsvFuzzTest {

    /** The reader's own buffers are 512 KiB; a hostile line is held at most twice. */
    private static final long MOST_BYTES = 16 << 20;

    private static final String ROWS = """
            transaction_id,event_time,account_id,merchant_id,amount,currency,numeric.km,categorical.entry,fraud,reported_time
            1,2018-04-01T00:00:31,596,3156,57.16,USD,12.5,chip,false,2018-04-08T00:00:31Z
            2,2018-04-01T00:02:10.123Z,4961,3412,81.51,EUR,,"a ""b"", c",true,2018-04-09T10:00:00+02:00
            3,2018-04-01 00:07:56,2,ü,146,JPY,-1e-3,,,
            4,2018-04-01T00:09:00,"5",1,0.00,USD,NaN,keyed,true,
            """;

    private static final String MAPPING = """
            columns: {id: transaction_id, time: event_time, account: account_id, merchant: merchant_id, amount: amount}
            currency: EUR
            time: {format: "yyyy-MM-dd'T'HH:mm:ss", zone: Europe/Berlin}
            amount: major-float
            numeric: {km: numeric.km}
            categorical: {"*": "categorical.*"}
            label: {column: fraud, fraud: ["true"], legitimate: ["false"], source: CHARGEBACK}
            label-known: {after: P7D}
            separator: ","
            """;

    @TempDir
    private Path folder;

    @Test
    void files_with_mutated_text_are_read_or_refused() {
        run(6_000, random -> TextMutation.of(List.of(ROWS), random)).reaches(2_000, 3);
    }

    @Test
    void files_with_mutated_bytes_are_read_or_refused() {
        List<byte[]> good = List.of(ROWS.getBytes(UTF_8), gzip(ROWS.getBytes(UTF_8)));
        run(3_000, random -> Mutation.of(good, random)).reaches(600, 4);
    }

    @Test
    void gzip_of_mutated_text_is_read_or_refused() {
        run(1_000, random -> gzip(TextMutation.of(List.of(ROWS), random))).reaches(300, 3);
    }

    @Test
    void gzip_that_unpacks_to_one_endless_line_costs_two_lines_of_memory() {
        String header = ROWS.substring(0, ROWS.indexOf('\n') + 1);
        for (String before : List.of("", header)) {
            byte[] bomb = gzip(Arrays.copyOf(before.getBytes(UTF_8), 64 << 20));
            Fuzz.run(1, random -> bomb, this::read, CsvFuzzTest::documented, 4 << 20);
        }
    }

    @Test
    void mappings_mutated_are_read_or_refused() {
        Fuzz.run(
                        10_000,
                        random -> TextMutation.of(List.of(MAPPING), random),
                        text -> Mapping.parse("f.yaml", new String(text, UTF_8)),
                        e -> e instanceof IllegalArgumentException
                                && String.valueOf(e.getMessage()).startsWith("f.yaml:"),
                        MOST_BYTES)
                .reaches(300, 30);
    }

    private Fuzz run(int inputs, Function<SplittableRandom, byte[]> maker) {
        return Fuzz.run(inputs, maker, this::read, CsvFuzzTest::documented, MOST_BYTES);
    }

    private void read(byte[] content) throws IOException {
        Path file = Files.write(folder.resolve("f.csv"), content);
        long line = 0;
        try (CsvReader rows = CsvReader.open(file, Mapping.load("weir"))) {
            while (rows.hasNext()) {
                Row row = rows.next();
                assertThat(row.line()).isGreaterThan(line);
                line = row.line();
                if (row instanceof Row.Bad bad) {
                    assertThat(bad.message()).isNotBlank().hasSizeLessThan(1_002);
                }
            }
        }
    }

    private static boolean documented(Throwable e) {
        boolean known =
                e instanceof IllegalArgumentException || e instanceof IOException || e instanceof UncheckedIOException;
        return known && String.valueOf(e.getMessage()).contains("f.csv");
    }

    private static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
