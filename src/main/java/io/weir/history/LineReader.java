package io.weir.history;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/**
 * Splits bytes into lines without copying them: after {@link #next} the line is {@code buffer()[from() .. to())},
 * without its line end (LF or CR LF). A line past {@link #MAX_LINE} bytes is skipped to its end and only its start is
 * kept, so memory is two such lines whatever the file holds.
 */
final class LineReader implements Closeable {

    /** Longest line that is read, in bytes. */
    static final int MAX_LINE = 1 << 18;

    private final String file;
    private final InputStream in;
    private final byte[] buffer = new byte[2 * MAX_LINE];
    private int position;
    private int limit;
    private int from;
    private int to;
    private long line;
    private long length;

    LineReader(String file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    /** Moves to the next line; false at the end of the file. */
    boolean next() throws IOException {
        int scan = position;
        while (true) {
            while (scan < limit && buffer[scan] != '\n') {
                scan++;
            }
            if (scan < limit || limit - position > MAX_LINE) {
                break;
            }
            scan -= position;
            compact();
            if (fill(limit) < 0) {
                break;
            }
        }
        if (position == limit) {
            return false;
        }
        line++;
        take(scan);
        if (length > MAX_LINE) {
            skipRest(scan < limit);
        }
        return true;
    }

    private void take(int end) {
        boolean whole = end < limit || end - position <= MAX_LINE;
        from = position;
        to = whole && end > from && buffer[end - 1] == '\r' ? end - 1 : end;
        length = (long) to - from;
        position = Math.min(end + 1, limit);
    }

    /** Keeps the first MAX_LINE bytes of the line and reads on to its end. */
    private void skipRest(boolean ended) throws IOException {
        to = from + MAX_LINE;
        if (ended) {
            return;
        }
        byte last = buffer[limit - 1];
        System.arraycopy(buffer, from, buffer, 0, MAX_LINE);
        from = 0;
        to = MAX_LINE;
        boolean found = false;
        while (!found && fill(MAX_LINE) >= 0) {
            position = MAX_LINE;
            while (position < limit && buffer[position] != '\n') {
                position++;
            }
            length += (long) position - MAX_LINE;
            last = position > MAX_LINE ? buffer[position - 1] : last;
            found = position < limit;
        }
        length -= last == '\r' ? 1 : 0;
        position = Math.min(position + 1, limit);
    }

    private void compact() {
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        position = 0;
    }

    private int fill(int offset) throws IOException {
        try {
            int read = in.read(buffer, offset, buffer.length - offset);
            limit = offset + Math.max(read, 0);
            return read;
        } catch (EOFException | ZipException e) {
            String what =
                    e instanceof EOFException ? "the gzip data end too early: the file is cut off" : "damaged gzip";
            throw new IOException(file + ", line " + (line + 1) + ": " + what + " (" + e.getMessage() + ")", e);
        }
    }

    byte[] buffer() {
        return buffer;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }

    /** Number of the line, from 1. */
    long line() {
        return line;
    }

    /** Bytes of the whole line, also of what was skipped. */
    long length() {
        return length;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
