package io.weir.history;

import io.weir.transaction.InvalidRecordException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What was set aside from a history file: a CSV {@code line,reason,message,raw}, counts by reason and a few samples for
 * the console. In {@code raw} every byte but printable ASCII stands as {@code \xHH}, and so do a backslash and a first
 * character that a spreadsheet would take for a formula; so the original bytes can be had back.
 */
public final class RejectLog implements AutoCloseable {

    private final BufferedWriter out;
    private final int sampleLimit;
    private final List<String> samples = new ArrayList<>();
    private final Map<InvalidRecordException.Reason, Long> counts = new EnumMap<>(InvalidRecordException.Reason.class);

    private RejectLog(BufferedWriter out, int sampleLimit) {
        this.out = out;
        this.sampleLimit = sampleLimit;
    }

    /** Starts a new file, in place of an old one. */
    public static RejectLog create(Path file, int sampleLimit) throws IOException {
        BufferedWriter out = Files.newBufferedWriter(file);
        out.write("line,reason,message,raw\n");
        return new RejectLog(out, sampleLimit);
    }

    /** Writes and counts a row. */
    public void add(Row.Bad row) {
        counts.merge(row.reason(), 1L, Long::sum);
        if (samples.size() < sampleLimit) {
            samples.add("line " + row.line() + ": " + row.message());
        }
        try {
            out.write(row.line() + "," + row.reason() + "," + quoted(row.message()) + "," + quoted(escaped(row.raw())));
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rows set aside so far, by reason. */
    public Map<InvalidRecordException.Reason, Long> counts() {
        return Collections.unmodifiableMap(counts);
    }

    /** Rows set aside so far. */
    public long total() {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The first rows set aside, as {@code line 17: message}. */
    public List<String> samples() {
        return Collections.unmodifiableList(samples);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"").replaceAll("\\R|\\p{Cntrl}", "?") + '"';
    }

    private static String escaped(byte[] raw) {
        StringBuilder text = new StringBuilder(raw.length + 16);
        for (int i = 0; i < raw.length; i++) {
            boolean formula = i == 0 && "=+-@".indexOf(raw[i]) >= 0;
            if (raw[i] < ' ' || raw[i] > '~' || raw[i] == '\\' || formula) {
                text.append(String.format("\\x%02x", raw[i]));
            } else {
                text.append((char) raw[i]);
            }
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
