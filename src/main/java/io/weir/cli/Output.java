package io.weir.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a command says. People read lines, tables and the summary on standard output; with {@code --json} they go to
 * standard error and standard output carries JSON only, the summary object as its last line.
 */
final class Output {

    private static final ObjectMapper JSON =
            new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);

    private final PrintWriter out;
    private final PrintWriter people;
    private final boolean json;

    Output(PrintWriter out, PrintWriter err, boolean json) {
        this.out = out;
        this.people = json ? err : out;
        this.json = json;
    }

    /** Whether {@code --json} was asked for. */
    boolean json() {
        return json;
    }

    /** One line for a person. */
    void line(String text) {
        people.println(text);
        people.flush();
    }

    /** One line for a person, by {@link String#format}. */
    void line(String format, Object... values) {
        line(String.format(Locale.ROOT, format, values));
    }

    /** Columns for a person, as wide as their widest value; numbers to the right. */
    void table(List<String> header, List<? extends List<?>> rows) {
        Table.lines(header, rows).forEach(this::line);
    }

    /** One JSON object on a line of standard output, whether or not {@code --json} was given. */
    void object(Object value) {
        try {
            out.println(JSON.writeValueAsString(finite(value)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write as JSON: " + value, e);
        }
        out.flush();
    }

    /** Writes a value to a file as indented JSON, under the names that the summary has. */
    static void write(Path file, Object value) throws IOException {
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(finite(value)) + "\n");
    }

    /** What came of it all: with {@code --json} one object as the last line of standard output, else aligned lines. */
    void summary(Map<String, ?> summary) {
        if (json) {
            object(summary);
            return;
        }
        int width = summary.keySet().stream().mapToInt(String::length).max().orElse(0);
        summary.forEach((name, value) ->
                line(name.replace('_', ' ') + " ".repeat(width - name.length() + 2) + Table.shown(value)));
    }

    /** JSON has no NaN and no infinity: they become null. */
    private static Object finite(Object value) {
        if (value instanceof Double number && !Double.isFinite(number)) {
            return JSON.nullNode();
        }
        if (value instanceof Map<?, ?> map) {
            var copy = new LinkedHashMap<Object, Object>();
            map.forEach((key, inner) -> copy.put(key, inner == null ? JSON.nullNode() : finite(inner)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            list.forEach(inner -> copy.add(inner == null ? JSON.nullNode() : finite(inner)));
            return copy;
        }
        return value;
    }
}
