package io.weir.yaml;

import io.weir.transaction.InvalidRecordException;
import io.weir.transaction.Nearest;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value of a YAML file that knows its line and the keys that lead to it, so that an error can point at it: a text, a list or
 * a map. A scalar is a text as written, 1 and true included; nothing, null and "" are the empty text.
 */
public final class YamlNode {

    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d[\\d_]*(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d{1,4})?");
    private static final Duration LONGEST = Duration.ofDays(36_525);
    private static final int MOST_BYTES = 3 << 20;
    private static final String KEYS = "keys and values";

    private final String file;
    private final int line;
    private final String path;
    private final String key;
    private final Object value;

    YamlNode(String file, int line, String path, String key, Object value) {
        this.file = file;
        this.line = line;
        this.path = path;
        this.key = key;
        this.value = value;
    }

    /**
     * Reads a file's text, which has to be one YAML document without aliases and without a key given twice.
     *
     * @param file as errors shall name it
     */
    public static YamlNode parse(String file, String text) {
        return YamlReader.read(file, text, null);
    }

    /**
     * The text of a file.
     *
     * @throws YamlException when it is not UTF-8, or longer than anybody writes
     * @throws IOException when it cannot be read
     */
    public static String textOf(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new YamlException(file + ":1: " + Files.size(file) + " bytes; allowed: at most " + MOST_BYTES);
        }
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new YamlException(file + ":1: not UTF-8; allowed: YAML in UTF-8");
        }
    }

    /** Reads a file's text, in which <code>${NAME}</code> and <code>${NAME:-default}</code> stand for variables. */
    public static YamlNode parse(String file, String text, Function<String, @Nullable String> environment) {
        return YamlReader.read(file, text, environment);
    }

    public boolean isMap() {
        return value instanceof Map;
    }

    public boolean isList() {
        return value instanceof List;
    }

    /** True when there is no value. */
    public boolean isEmpty() {
        return value.equals("");
    }

    /** This scalar as written; the empty text is one. */
    public String text() {
        if (value instanceof String text) {
            return text;
        }
        throw wrong("a text");
    }

    /** This scalar as written, which must not be empty. */
    public String text(String allowed) {
        if (value instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw wrong(allowed);
    }

    /** This scalar as written, which must match. */
    public String matching(String pattern, String allowed) {
        if (value instanceof String text && text.matches(pattern)) {
            return text;
        }
        throw wrong(allowed);
    }

    public int whole(int least, int most) {
        String allowed = "a whole number from " + least + " to " + most;
        long number = Long.parseLong(matching("[-+]?\\d[\\d_]{0,15}", allowed).replace("_", ""));
        if (number >= least && number <= most) {
            return (int) number;
        }
        throw wrong(allowed);
    }

    public double number(double least, double most) {
        String allowed = "a number from " + least + " to " + most;
        double number = Double.parseDouble(digits(allowed));
        if (number >= least && number <= most) {
            return number;
        }
        throw wrong(allowed);
    }

    /** A finite number. */
    public double number() {
        double number = Double.parseDouble(digits("a number"));
        if (Double.isFinite(number)) {
            return number;
        }
        throw wrong("a number");
    }

    public boolean flag() {
        return matching("true|false", "true or false").equals("true");
    }

    /** An ISO 8601 duration above zero and of a century at most, so that its milliseconds can be added to any time. */
    public Duration duration() {
        String allowed = "an ISO 8601 duration above zero, such as PT6H or P14D";
        try {
            Duration duration = Duration.parse(text(allowed));
            if (duration.compareTo(LONGEST) > 0) {
                throw wrong("an ISO 8601 duration of at most P" + LONGEST.toDays() + "D");
            }
            if (!duration.isNegative() && !duration.isZero()) {
                return duration;
            }
        } catch (DateTimeException | ArithmeticException e) {
            throw wrong(allowed);
        }
        throw wrong(allowed);
    }

    /** An ISO 8601 instant. */
    public Instant instant() {
        String allowed = "an ISO 8601 instant, such as 2018-08-01T00:00:00Z";
        try {
            return Instant.parse(text(allowed));
        } catch (DateTimeException e) {
            throw wrong(allowed);
        }
    }

    /** A zone by its name or offset. */
    public ZoneId zone() {
        String allowed = "a zone such as UTC, +02:00 or Europe/Berlin";
        try {
            return ZoneId.of(text(allowed));
        } catch (DateTimeException e) {
            throw wrong(allowed);
        }
    }

    /** The value that one of these names stands for. */
    public <T> T choice(Map<String, T> byName) {
        T choice = value instanceof String text ? byName.get(text) : null;
        if (choice == null) {
            throw wrong(String.join(", ", byName.keySet()), byName.keySet());
        }
        return choice;
    }

    /** The values of this list. */
    @SuppressWarnings("unchecked")
    public List<YamlNode> list(String allowed) {
        if (value instanceof List) {
            return (List<YamlNode>) value;
        }
        throw wrong(allowed);
    }

    /** The values of this list; any other value is a list of one. */
    public List<YamlNode> oneOrMore(String allowed) {
        return isList() ? list(allowed) : List.of(this);
    }

    /** Keys and values of this map, in the file's order, whatever the keys; an empty value is an empty map. */
    @SuppressWarnings("unchecked")
    public Map<String, YamlNode> map(String allowed) {
        if (value instanceof Map) {
            return (Map<String, YamlNode>) value;
        }
        if (isEmpty()) {
            return Map.of();
        }
        throw wrong(allowed);
    }

    /** This map, to be read key by key. */
    public Section section() {
        return new Section(this, KEYS);
    }

    /** This map, read key by key to its end: a key that the reader did not ask for is an error. */
    public <T> T read(Function<Section, T> reader) {
        Section section = section();
        T read = reader.apply(section);
        section.end();
        return read;
    }

    /** An error: this value is not what is allowed. */
    public YamlException wrong(String allowed) {
        return wrong(allowed, List.of());
    }

    /** An error: this value is not what is allowed; of the names, the one that may have been meant is suggested. */
    public YamlException wrong(String allowed, Collection<String> names) {
        String meant = value instanceof String text && !text.isEmpty() ? Nearest.hint(text, names) : "";
        return problem("is " + shown() + "; " + meant + "allowed: " + allowed);
    }

    /** An error at this key: the rest of a sentence that begins with it. */
    public YamlException problem(String predicate) {
        return new YamlException(place() + " " + predicate);
    }

    /** An error at this key: a sentence of its own. */
    YamlException error(String sentence) {
        return new YamlException(place() + ": " + sentence);
    }

    /** An error: this key is not one of those that are known. */
    public YamlException unknown(Collection<String> known) {
        return problem("is unknown; " + Nearest.hint(key, known) + "allowed: " + String.join(", ", known));
    }

    /** An error: a key of this map is not there; the rest of the sentence may say more. */
    public YamlException missing(String name, String rest) {
        return new YamlException(file + ":" + line + ": " + inside(name) + " is missing" + rest);
    }

    /** The key of a value in this map, with all that lead to it. */
    String inside(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** The map that stands for a section that is not in the file. */
    YamlNode absent(String name) {
        return new YamlNode(file, line, inside(name), name, "");
    }

    /** The value as it may be printed. */
    String shown() {
        if (value instanceof String text) {
            return text.isEmpty() ? "empty" : InvalidRecordException.shown(Secrets.shown(key, text));
        }
        return isList() ? "a list" : "a map";
    }

    /** The value as it stands, of whatever kind. */
    Object plain() {
        return value;
    }

    private String place() {
        return file + ":" + line + ": " + (path.isEmpty() ? "the file" : path);
    }

    private String digits(String allowed) {
        if (value instanceof String text && NUMBER.matcher(text).matches()) {
            return text.replace("_", "");
        }
        throw wrong(allowed);
    }
}
