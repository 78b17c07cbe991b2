package io.weir.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Columns of text, as wide as their widest value; numbers stand to the right. */
final class Table {

    private Table() {}

    static List<String> lines(List<String> header, List<? extends List<?>> rows) {
        int[] widths = header.stream().mapToInt(String::length).toArray();
        for (List<?> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], shown(row.get(column)).length());
            }
        }
        List<String> lines = new ArrayList<>(rows.size() + 1);
        lines.add(line(header, widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    /** A value for a person: whole numbers grouped by thousands, others to six significant digits, maps inline. */
    static String shown(@Nullable Object value) {
        if (value == null) {
            return "-";
        }
        if (value instanceof Long || value instanceof Integer) {
            return String.format(Locale.ROOT, "%,d", ((Number) value).longValue());
        }
        if (value instanceof Double number) {
            return decimal(number);
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + " " + shown(entry.getValue()))
                    .collect(Collectors.joining(", "));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Table::shown).collect(Collectors.joining(", "));
        }
        return value.toString();
    }

    private static String decimal(double number) {
        if (!Double.isFinite(number)) {
            return "-";
        }
        double size = Math.abs(number);
        if (size >= 1000) {
            return String.format(Locale.ROOT, "%,.2f", number);
        }
        if (size == 0 || size >= 0.0001) {
            return String.format(Locale.ROOT, "%.4f", number);
        }
        return String.format(Locale.ROOT, "%.3e", number);
    }

    private static String line(List<?> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String text = shown(row.get(column));
            String padding = " ".repeat(widths[column] - text.length());
            line.append(column == 0 ? "" : "  ");
            line.append(row.get(column) instanceof Number ? padding + text : text + padding);
        }
        return line.toString().stripTrailing();
    }
}
