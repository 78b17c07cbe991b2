package io.weir.history;

import com.fasterxml.jackson.core.io.NumberOutput;
import io.weir.transaction.InvalidRecordException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** What the writers of CSV share. */
final class CsvText {

    private CsvText() {}

    /** A new UTF-8 file, in place of an old one; gzipped when its name ends in {@code .gz}. */
    static BufferedWriter newWriter(Path file) throws IOException {
        OutputStream bytes = Files.newOutputStream(file);
        if (file.toString().endsWith(".gz")) {
            bytes = new GZIPOutputStream(bytes, 1 << 16);
        }
        return new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8), 1 << 16);
    }

    /**
     * Text as one field, quoted where it has to be.
     *
     * @throws IllegalArgumentException when it holds a line break: one line is one record
     */
    static String field(String text) {
        if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
            throw new IllegalArgumentException(
                    "field is " + InvalidRecordException.shown(text) + "; allowed: text without line breaks");
        }
        boolean plain = text.indexOf(',') < 0 && text.indexOf('"') < 0;
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /**
     * A number as it reads back, in as few digits as that takes, on every JDK the same; whole ones in full, without a
     * decimal point, NaN as nothing.
     */
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        long whole = (long) value;
        return whole == value ? Long.toString(whole) : NumberOutput.toString(value, true);
    }
}
