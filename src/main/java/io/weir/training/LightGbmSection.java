package io.weir.training;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** One section of a LightGBM text model: lines {@code key=value}, or a key alone. */
final class LightGbmSection {

    private final String where;
    private final Map<String, String> values = new HashMap<>();

    /** @param where before a key in errors */
    LightGbmSection(String where) {
        this.where = where;
    }

    void add(String line) {
        int equals = line.indexOf('=');
        String key = equals < 0 ? line : line.substring(0, equals);
        String value = equals < 0 ? "" : line.substring(equals + 1);
        if (!line.isBlank() && values.put(key, value) != null) {
            throw error(where + key + " twice");
        }
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    String text(String key) {
        String value = values.get(key);
        if (value == null) {
            throw error(where + "no line " + key + "=");
        }
        return value;
    }

    void expect(String key, Set<String> allowed) {
        String value = text(key);
        if (!allowed.contains(value)) {
            throw error(where + key + " \"" + value + "\"; allowed: "
                    + allowed.stream().sorted().collect(Collectors.joining(" or ")));
        }
    }

    int number(String key, int min, int max) {
        String text = text(key);
        return whole(key, text, min, max);
    }

    /** So many whole numbers, with spaces between. */
    int[] ints(String key, int count, int min, int max) {
        String[] words = words(key, count);
        int[] ints = new int[count];
        for (int i = 0; i < count; i++) {
            ints[i] = whole(key + "[" + i + "]", words[i], min, max);
        }
        return ints;
    }

    /** So many numbers, with spaces between; a split of missing values from all others has the threshold {@code inf}. */
    double[] doubles(String key, int count) {
        String[] words = words(key, count);
        double[] doubles = new double[count];
        for (int i = 0; i < count; i++) {
            try {
                doubles[i] = words[i].equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(words[i]);
            } catch (NumberFormatException e) {
                throw error(where + key + "[" + i + "] \"" + words[i] + "\"; allowed: a number");
            }
        }
        return doubles;
    }

    private String[] words(String key, int count) {
        String text = text(key);
        String[] words = text.isEmpty() ? new String[0] : text.split(" ", -1);
        if (words.length != count) {
            throw error(where + words.length + " values of " + key + "; allowed: " + count);
        }
        return words;
    }

    private int whole(String name, String text, int min, int max) {
        try {
            int value = Integer.parseInt(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw error(where + name + " \"" + text + "\"; allowed: a whole number");
        }
        throw error(where + name + " " + text + "; allowed: " + min + " to " + max);
    }

    static IllegalArgumentException error(String reason) {
        return new IllegalArgumentException("LightGBM model: " + reason);
    }
}
