package io.weir.history;

import static io.weir.transaction.InvalidRecordException.Reason.UNREADABLE;

import io.weir.transaction.InvalidRecordException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Splits one line into fields in place (RFC 4180 within the line: quoted fields, "" for a quote) and checks that it is
 * UTF-8. Stricter than the RFC's readers usually are: a quote inside an unquoted field or text after a closing quote is
 * an error.
 */
final class CsvLine {

    private final byte separator;
    private final List<String> names;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private byte[] bytes = {};
    private int[] starts = new int[32];
    private int[] ends = new int[32];
    private boolean[] escaped = new boolean[32];
    private int count;

    /** @param names the header's columns, for messages; empty while the header itself is read */
    CsvLine(byte separator, List<String> names) {
        this.separator = separator;
        this.names = names;
    }

    /** @throws InvalidRecordException when quotes or encoding are broken, naming the column */
    void split(byte[] line, int from, int to) {
        bytes = line;
        count = 0;
        int at = from;
        while (at <= to) {
            grow();
            at = at < to && line[at] == '"' ? quoted(at + 1, to) : plain(at, to);
        }
        checkEncoding(from, to);
    }

    private int plain(int from, int to) {
        int at = from;
        while (at < to && bytes[at] != separator) {
            if (bytes[at] == '"') {
                throw broken(
                        "has a quote inside an unquoted field; allowed: quotes around the whole field, \"\" inside");
            }
            at++;
        }
        return end(from, at, false);
    }

    private int quoted(int from, int to) {
        boolean escapes = false;
        int at = from;
        while (at < to) {
            if (bytes[at] != '"') {
                at++;
            } else if (at + 1 < to && bytes[at + 1] == '"') {
                escapes = true;
                at += 2;
            } else if (at + 1 == to || bytes[at + 1] == separator) {
                return end(from, at, escapes) + 1;
            } else {
                throw broken("has text after its closing quote; allowed: the separator or the end of the line");
            }
        }
        throw broken("has a quote that is not closed; allowed: a closing quote on the same line");
    }

    /** Records the field that ends here; returns where the next begins. */
    private int end(int from, int to, boolean escapes) {
        starts[count] = from;
        ends[count] = to;
        escaped[count] = escapes;
        count++;
        return to + 1;
    }

    private void grow() {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
            escaped = Arrays.copyOf(escaped, 2 * count);
        }
    }

    private void checkEncoding(int from, int to) {
        int at = from;
        while (at < to && bytes[at] >= 0) {
            at++;
        }
        if (at == to) {
            return;
        }
        ByteBuffer input = ByteBuffer.wrap(bytes, at, to - at);
        CoderResult result = decoder.reset().decode(input, CharBuffer.allocate(to - at), true);
        if (result.isError()) {
            int column = 0;
            while (column < count - 1 && ends[column] < input.position()) {
                column++;
            }
            String hex = String.format("0x%02x", bytes[input.position()]);
            throw new InvalidRecordException(
                    UNREADABLE, name(column) + " is not valid UTF-8 at byte " + hex + "; allowed: UTF-8");
        }
    }

    private InvalidRecordException broken(String what) {
        return new InvalidRecordException(UNREADABLE, name(count) + " " + what);
    }

    /** Fields of the line. */
    int count() {
        return count;
    }

    String text(int field) {
        String text = new String(bytes, starts[field], ends[field] - starts[field], StandardCharsets.UTF_8);
        return escaped[field] ? text.replace("\"\"", "\"") : text;
    }

    /** The column in which a line that is too long passes the limit, as far as separators tell. */
    String columnAtEnd(byte[] line, int from, int to) {
        int column = 0;
        for (int at = from; at < to; at++) {
            column += line[at] == separator ? 1 : 0;
        }
        return name(column);
    }

    private String name(int column) {
        return column < names.size() ? names.get(column) : "field " + (column + 1);
    }
}
