package io.weir.history;

import static io.weir.transaction.InvalidRecordException.Reason.MISSING_FIELD;
import static io.weir.transaction.InvalidRecordException.Reason.UNREADABLE;

import io.weir.transaction.InvalidRecordException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The header row: where each column stands. Columns that are asked for and missing are collected, then named together.
 */
final class Header {

    private static final int LONGEST = 800;

    private final String file;
    private final List<String> names;
    private final List<String> missing = new ArrayList<>();

    Header(String file, List<String> names) {
        this.file = file;
        this.names = names;
    }

    /** Position of a column; -1 when the mapping names none or it is missing. */
    int index(@Nullable String column) {
        if (column == null) {
            return -1;
        }
        int index = names.indexOf(column);
        if (index < 0) {
            missing.add(column);
        } else if (index != names.lastIndexOf(column)) {
            throw new IllegalArgumentException(file + ": column " + column + " is in the header twice; allowed: once");
        }
        return index;
    }

    /** Positions of attribute columns; "*" to "PREFIX*" takes each column with that prefix. */
    Map<String, Integer> attributes(Map<String, String> columnByAttribute) {
        Map<String, Integer> positions = new LinkedHashMap<>();
        columnByAttribute.forEach((attribute, column) -> {
            if (!attribute.equals("*")) {
                positions.put(attribute, index(column));
                return;
            }
            String prefix = column.substring(0, column.length() - 1);
            for (String name : names) {
                if (name.startsWith(prefix) && name.length() > prefix.length()) {
                    positions.put(name.substring(prefix.length()), index(name));
                }
            }
        });
        return new TreeMap<>(positions);
    }

    void requireFound() {
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    file + ": the header has no column " + shown(missing) + "; present: " + shown(names));
        }
    }

    /** A file that is no CSV has a header of any length and content. */
    private static String shown(List<String> columns) {
        String all = String.join(", ", columns).replaceAll("\\p{Cntrl}", "?");
        return all.length() <= LONGEST ? all : all.substring(0, LONGEST) + "…";
    }

    void requireCount(int count) {
        if (count < names.size()) {
            throw new InvalidRecordException(
                    MISSING_FIELD,
                    names.get(count) + " is missing: the line has " + count + " fields; allowed: " + names.size());
        }
        if (count > names.size()) {
            throw new InvalidRecordException(
                    UNREADABLE,
                    "the line has " + count + " fields; allowed: " + names.size() + ", the last is "
                            + names.get(names.size() - 1));
        }
    }

    String name(int column) {
        return names.get(column);
    }
}
