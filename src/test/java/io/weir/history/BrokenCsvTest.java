package io.weir.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokenCsvTest {

    @TempDir
    private Path folder;

    @Test
    void reader_thousand_good_and_hundred_broken_rows_reports_each_broken_line_and_yields_all_good() throws Exception {
        Path file = folder.resolve("broken.csv");
        Map<Long, BrokenCsv.Kind> expected = BrokenCsv.write(file);
        Map<Long, Row.Bad> found = new TreeMap<>();
        List<String> good = new ArrayList<>();
        try (CsvReader rows = CsvReader.open(file, Mapping.load("weir"))) {
            OrderedReader ordered = new OrderedReader(rows, bad -> found.put(bad.line(), bad));
            ordered.forEachRemaining(labelled -> good.add(labelled.transaction().id()));
            assertThat(ordered.good()).isEqualTo(BrokenCsv.GOOD);
            assertThat(ordered.rejected()).isEqualTo(BrokenCsv.BROKEN);
            assertThat(ordered.outOfOrder()).isZero();
        }
        assertThat(good).isEqualTo(BrokenCsv.goodIds());
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        expected.forEach((line, kind) -> {
            Row.Bad bad = Objects.requireNonNull(found.get(line));
            assertThat(bad.reason()).as(kind.name() + ": " + bad.message()).isEqualTo(kind.reason());
            assertThat(bad.message()).as(kind.name()).contains(kind.named());
            assertThat(bad.message().length()).as(kind.name()).isLessThan(300);
            assertThat(bad.raw().length).as(kind.name()).isEqualTo(Math.min(4096, kind.line().length));
        });
    }

    @Test
    void kinds_fit_into_the_broken_rows() {
        assertThat(BrokenCsv.kinds()).hasSizeLessThanOrEqualTo(BrokenCsv.BROKEN);
        assertThat(BrokenCsv.kinds()).extracting(BrokenCsv.Kind::name).doesNotHaveDuplicates();
    }

    @Test
    void reject_log_of_broken_rows_has_a_line_for_each_and_gives_the_raw_bytes_back() throws Exception {
        Path file = folder.resolve("broken.csv");
        Map<Long, BrokenCsv.Kind> expected = BrokenCsv.write(file);
        Path rejects = folder.resolve("rejects.csv");
        try (CsvReader rows = CsvReader.open(file, Mapping.load("weir"));
                RejectLog log = RejectLog.create(rejects, 3)) {
            new OrderedReader(rows, log::add).forEachRemaining(labelled -> {});
            assertThat(log.total()).isEqualTo(BrokenCsv.BROKEN);
            assertThat(log.counts().values().stream().mapToLong(Long::longValue).sum())
                    .isEqualTo(BrokenCsv.BROKEN);
            assertThat(log.samples()).hasSize(3).allMatch(sample -> sample.startsWith("line "));
        }
        List<String> lines = Files.readAllLines(rejects);
        assertThat(lines).hasSize(1 + BrokenCsv.BROKEN);
        assertThat(lines.get(0)).isEqualTo("line,reason,message,raw");
        CsvLine split = new CsvLine((byte) ',', List.of());
        int at = 1;
        for (Map.Entry<Long, BrokenCsv.Kind> entry : expected.entrySet()) {
            byte[] line = lines.get(at++).getBytes(StandardCharsets.UTF_8);
            split.split(line, 0, line.length);
            assertThat(split.count()).isEqualTo(4);
            assertThat(split.text(0)).isEqualTo(entry.getKey().toString());
            byte[] raw = entry.getValue().line();
            assertThat(unescaped(split.text(3))).isEqualTo(Arrays.copyOf(raw, Math.min(4096, raw.length)));
        }
    }

    private static byte[] unescaped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                bytes.write(Integer.parseInt(text.substring(i + 2, i + 4), 16));
                i += 3;
            } else {
                bytes.write(text.charAt(i));
            }
        }
        return bytes.toByteArray();
    }
}
