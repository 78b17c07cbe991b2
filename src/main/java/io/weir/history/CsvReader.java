package io.weir.history;

import static io.weir.transaction.InvalidRecordException.Reason.UNREADABLE;

import io.weir.transaction.InvalidRecordException;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a history file, in file order: CSV or gzipped CSV (told by its first bytes, not its name), UTF-8, with a
 * header. A row that cannot be used is a {@link Row.Bad}, and the next line is read as if nothing happened: one
 * physical line is one record, and a line past 256 KiB is skipped without being held. Empty lines carry nothing and are
 * passed over.
 *
 * <p>A file that is empty, lacks a column or is no readable gzip is an error at {@link #open}; one that is cut off
 * throws an {@link UncheckedIOException} naming file and line when the reading gets there, after the whole lines before
 * it.
 */
public final class CsvReader implements Iterator<Row>, AutoCloseable {

    private static final int RAW_KEPT = 4096;
    private static final int GZIP_BUFFER = 1 << 16;

    private final LineReader lines;
    private final CsvLine fields;
    private final RowParser parser;
    private @Nullable Row next;

    private CsvReader(LineReader lines, CsvLine fields, RowParser parser) {
        this.lines = lines;
        this.fields = fields;
        this.parser = parser;
    }

    /**
     * Opens a file and reads its header.
     *
     * @throws IllegalArgumentException when the file is missing, empty or lacks a column that the mapping names
     * @throws IOException when it cannot be read
     */
    public static CsvReader open(Path file, Mapping mapping) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(file + " is not a file; allowed: a CSV file, plain or gzipped");
        }
        LineReader lines = new LineReader(file.toString(), unpacked(file));
        try {
            List<String> names = header(file, lines, mapping.separator);
            RowParser parser = new RowParser(mapping, new Header(file.toString(), names));
            return new CsvReader(lines, new CsvLine(mapping.separator, names), parser);
        } catch (IOException | RuntimeException e) {
            lines.close();
            throw e;
        }
    }

    private static InputStream unpacked(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), GZIP_BUFFER);
        try {
            in.mark(2);
            boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
            in.reset();
            return gzip ? new GZIPInputStream(in, GZIP_BUFFER) : in;
        } catch (EOFException | ZipException e) {
            in.close();
            throw new IOException(file + ", line 1: damaged or cut-off gzip (" + e.getMessage() + ")", e);
        }
    }

    private static List<String> header(Path file, LineReader lines, byte separator) throws IOException {
        if (!lines.next()) {
            throw new IllegalArgumentException(file + " is empty; allowed: a CSV with a header row");
        }
        if (lines.length() > LineReader.MAX_LINE) {
            throw new IllegalArgumentException(file + ", line 1: the header has " + lines.length()
                    + " bytes; allowed: at most " + LineReader.MAX_LINE);
        }
        byte[] bytes = lines.buffer();
        int from = lines.from();
        boolean mark = lines.to() - from >= 3
                && bytes[from] == (byte) 0xef
                && bytes[from + 1] == (byte) 0xbb
                && bytes[from + 2] == (byte) 0xbf;
        CsvLine line = new CsvLine(separator, List.of());
        try {
            line.split(bytes, mark ? from + 3 : from, lines.to());
        } catch (InvalidRecordException e) {
            throw new IllegalArgumentException(file + ", line 1: the header's " + e.getMessage(), e);
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < line.count(); i++) {
            names.add(line.text(i).strip());
        }
        return List.copyOf(names);
    }

    @Override
    public boolean hasNext() {
        try {
            while (next == null && lines.next()) {
                if (lines.length() > 0) {
                    next = row();
                }
            }
            return next != null;
        } catch (IOException e) {
            throw new UncheckedIOException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public Row next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException("no more rows");
        }
        Row row = next;
        next = null;
        return row;
    }

    private Row row() {
        try {
            if (lines.length() > LineReader.MAX_LINE) {
                String column = fields.columnAtEnd(lines.buffer(), lines.from(), lines.to());
                throw new InvalidRecordException(
                        UNREADABLE,
                        column + " makes the line " + lines.length() + " bytes; allowed: at most "
                                + LineReader.MAX_LINE);
            }
            fields.split(lines.buffer(), lines.from(), lines.to());
            return new Row.Good(lines.line(), parser.parse(fields));
        } catch (InvalidRecordException e) {
            int end = Math.min(lines.to(), lines.from() + RAW_KEPT);
            byte[] raw = Arrays.copyOfRange(lines.buffer(), lines.from(), end);
            return new Row.Bad(lines.line(), e.reason(), String.valueOf(e.getMessage()), raw);
        }
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
