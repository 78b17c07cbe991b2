package io.weir.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.transaction.IdHash;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {

    private static final int MAX = LineReader.MAX_LINE;
    private static final int[] LENGTHS = {0, 1, 80, MAX - 1, MAX, MAX + 1, 2 * MAX - 1, 2 * MAX, 2 * MAX + 1, 3 * MAX};

    /** Line ends fall on every side of the buffer's ends, with reads of many sizes; the twin splits the text. */
    @ParameterizedTest
    @ValueSource(ints = {1_000, 8_192, 100_003, 1 << 30})
    void lines_read_in_chunks_equal_the_text_split(int chunk) throws Exception {
        for (long seed = 0; seed < 8; seed++) {
            StringBuilder text = new StringBuilder();
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 25; i++) {
                long bits = IdHash.mix(seed * 1_000 + i);
                String line = String.valueOf((char) ('a' + i)).repeat(LENGTHS[(int) ((bits >>> 8) % LENGTHS.length)]);
                boolean lastLine = i == 24 && seed % 2 == 0 && !line.isEmpty();
                text.append(line).append(lastLine ? "" : (bits & 1) == 0 ? "\n" : "\r\n");
                expected.add(line);
            }
            assertThat(lines(text.toString(), chunk)).as("seed %d", seed).isEqualTo(told(expected));
        }
    }

    private static List<String> lines(String text, int chunk) throws IOException {
        List<String> lines = new ArrayList<>();
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        try (LineReader reader = new LineReader("file", new Chunked(bytes, chunk))) {
            while (reader.next()) {
                String kept = new String(
                        reader.buffer(), reader.from(), reader.to() - reader.from(), StandardCharsets.US_ASCII);
                assertThat(kept.chars().distinct().count()).isLessThanOrEqualTo(1);
                lines.add(reader.line() + ": " + reader.length() + " bytes, " + kept.length() + " kept, "
                        + (kept.isEmpty() ? "" : kept.substring(0, 1)));
            }
        }
        return lines;
    }

    private static List<String> told(List<String> expected) {
        List<String> told = new ArrayList<>();
        for (String line : expected) {
            told.add((told.size() + 1) + ": " + line.length() + " bytes, " + Math.min(MAX, line.length()) + " kept, "
                    + (line.isEmpty() ? "" : line.substring(0, 1)));
        }
        return told;
    }

    /** Gives at most so many bytes a read. */
    private static final class Chunked extends InputStream {

        private final ByteArrayInputStream bytes;
        private final int chunk;

        Chunked(byte[] bytes, int chunk) {
            this.bytes = new ByteArrayInputStream(bytes);
            this.chunk = chunk;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return bytes.read(target, offset, Math.min(length, chunk));
        }
    }
}
