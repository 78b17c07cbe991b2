package io.weir.cli.settings;

import io.weir.transaction.Nearest;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A map of a settings file that is read key by key; {@link #end} rejects what nobody read. */
final class Section {

    private final String file;
    private final String path;
    private final int line;
    private final Map<String, YamlNode> values;
    private final Function<String, @Nullable String> environment;
    private final Map<String, String> understood;
    private final Set<String> known = new LinkedHashSet<>();

    private Section(
            String file,
            String path,
            YamlNode node,
            Function<String, @Nullable String> environment,
            Map<String, String> understood) {
        this.file = file;
        this.path = path;
        this.line = node.line();
        this.environment = environment;
        this.understood = understood;
        this.values = map(node);
    }

    static Section root(String file, String text, Function<String, @Nullable String> environment) {
        return new Section(file, "", YamlNode.parse(file, text), environment, new LinkedHashMap<>());
    }

    /** A section inside this one, read to its end; one that is missing is read as empty, so that its defaults hold. */
    <T> T section(String key, Function<Section, T> reader) {
        known.add(key);
        Section inner = new Section(
                file, path + key + ".", values.getOrDefault(key, new YamlNode(line, null)), environment, understood);
        T read = reader.apply(inner);
        inner.end();
        return read;
    }

    /** The sections of a list, each read to its end; none when the key is not there. */
    <T> List<T> sections(String key, Function<Section, T> reader) {
        known.add(key);
        YamlNode node = values.get(key);
        List<T> all = new ArrayList<>();
        if (node != null && node.value() != null && !node.value().equals("")) {
            if (!(node.value() instanceof List<?> list)) {
                throw wrong(key, kind(node), "a list");
            }
            for (Object item : list) {
                String name = path + key + "[" + all.size() + "].";
                Section inner = new Section(file, name, (YamlNode) item, environment, understood);
                all.add(reader.apply(inner));
                inner.end();
            }
        }
        return all;
    }

    /** The keys that are there, in the order of the file. */
    Set<String> keys() {
        return values.keySet();
    }

    boolean isList(String key) {
        YamlNode node = values.get(key);
        return node != null && node.value() instanceof List;
    }

    String required(String key) {
        String text = optional(key);
        if (text == null || text.isBlank()) {
            List<String> strange = values.keySet().stream()
                    .filter(name -> !known.contains(name))
                    .toList();
            List<String> near = Nearest.to(key, strange);
            throw new SettingsException(file + ":" + line + ": " + path + key + " is missing"
                    + (near.isEmpty() ? "" : "; is " + near.get(0) + " meant to be it?"));
        }
        return text;
    }

    String text(String key, String standard) {
        String text = optional(key);
        if (text == null) {
            understood.put(path + key, standard);
            return standard;
        }
        return text;
    }

    /** The text of a key, or null when the key is not there. */
    @Nullable
    String optional(String key) {
        known.add(key);
        YamlNode node = values.get(key);
        if (node == null) {
            return null;
        }
        String text = scalar(key, node, "a text");
        understood.put(path + key, PassThrough.shown(key, text));
        return text;
    }

    /** A text that must match. */
    String matching(String key, String standard, String pattern, String allowed) {
        String text = text(key, standard);
        if (!text.matches(pattern)) {
            throw wrong(key, text, allowed);
        }
        return text;
    }

    int whole(String key, int standard, int least, int most) {
        String text = text(key, String.valueOf(standard));
        try {
            int number = Integer.parseInt(text.replace("_", ""));
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong(key, text, "a whole number from " + least + " to " + most);
        }
        throw wrong(key, text, "a whole number from " + least + " to " + most);
    }

    double number(String key, double standard, double least, double most) {
        String text = text(key, String.valueOf(standard));
        try {
            double number = Double.parseDouble(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw wrong(key, text, "a number from " + least + " to " + most);
        }
        throw wrong(key, text, "a number from " + least + " to " + most);
    }

    boolean flag(String key, boolean standard) {
        String text = text(key, String.valueOf(standard));
        if (!text.equals("true") && !text.equals("false")) {
            throw wrong(key, text, "true or false");
        }
        return text.equals("true");
    }

    /** A positive ISO 8601 duration. */
    Duration duration(String key, String standard) {
        String text = text(key, standard);
        try {
            Duration duration = Duration.parse(text);
            if (!duration.isNegative() && !duration.isZero()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            throw wrong(key, text, "an ISO 8601 duration above zero, such as PT6H or P14D");
        }
        throw wrong(key, text, "an ISO 8601 duration above zero, such as PT6H or P14D");
    }

    @Nullable
    Instant instant(String key) {
        String text = optional(key);
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw wrong(key, text, "an ISO 8601 instant, such as 2018-08-01T00:00:00Z");
        }
    }

    <E extends Enum<E>> E choice(String key, E standard) {
        String text = text(key, name(standard));
        List<String> names = new ArrayList<>();
        for (E choice : standard.getDeclaringClass().getEnumConstants()) {
            if (name(choice).equals(text)) {
                return choice;
            }
            names.add(name(choice));
        }
        throw wrong(key, text, String.join(", ", names));
    }

    List<String> texts(String key, List<String> standard) {
        known.add(key);
        YamlNode node = values.get(key);
        List<String> texts = standard;
        if (node != null) {
            if (!(node.value() instanceof List<?> list)) {
                throw wrong(key, kind(node), "a list of texts");
            }
            texts = list.stream()
                    .map(item -> scalar(key, (YamlNode) item, "a list of texts"))
                    .toList();
        }
        understood.put(path + key, texts.toString());
        return texts;
    }

    /** Every key that was read and its value, defaults included, secrets masked. */
    Map<String, String> understood() {
        return understood;
    }

    /** Everything under a key, as it stands: names and values for somebody else, these among them. */
    PassThrough passThrough(String key, String... required) {
        known.add(key);
        YamlNode node = values.get(key);
        Map<String, String> all = new TreeMap<>();
        if (node != null) {
            map(key, node)
                    .forEach((name, value) -> all.put(
                            name,
                            scalar(
                                    key + "." + name,
                                    value,
                                    "a text or number; a name with dots is written on one line")));
        }
        for (String name : required) {
            if (!all.containsKey(name)) {
                int at = node == null ? line : node.line();
                throw new SettingsException(file + ":" + at + ": " + path + key + "." + name + " is missing");
            }
        }
        PassThrough passed = new PassThrough(all);
        passed.masked().forEach((name, value) -> understood.put(path + key + "." + name, value));
        return passed;
    }

    /** @throws SettingsException when there is a key that nobody read */
    void end() {
        values.forEach((key, node) -> {
            if (!known.contains(key)) {
                List<String> near = Nearest.to(key, known);
                String meant = near.isEmpty() ? "" : "did you mean " + String.join(" or ", near) + "? ";
                throw new SettingsException(file + ":" + node.line() + ": " + path + key + " is unknown; " + meant
                        + "allowed: " + String.join(", ", known));
            }
        });
    }

    /** A value that cannot be. */
    SettingsException wrong(String key, String value, String allowed) {
        YamlNode node = node(key);
        String shown = PassThrough.shown(key, value);
        return new SettingsException(file + ":" + (node == null ? line : node.line()) + ": " + path + key + " is \""
                + shown + "\"; allowed: " + allowed);
    }

    /** A problem that is not in a text alone: of a key, or of this whole section with an empty one. */
    SettingsException error(String key, String problem) {
        YamlNode node = values.get(key);
        String name = (path + key).replaceAll("\\.$", "");
        return new SettingsException(file + ":" + (node == null ? line : node.line()) + ": " + name + ": " + problem);
    }

    /** The node of a key, or of one that is passed through, such as {@code client.state.dir}. */
    private @Nullable YamlNode node(String key) {
        YamlNode own = values.get(key);
        int dot = key.indexOf('.');
        if (own != null || dot < 0) {
            return own;
        }
        YamlNode outer = values.get(key.substring(0, dot));
        return outer != null && outer.value() instanceof Map<?, ?> map
                ? (YamlNode) map.get(key.substring(dot + 1))
                : outer;
    }

    private String scalar(String key, YamlNode node, String allowed) {
        if (node.value() instanceof String text) {
            return Environment.substitute(
                    text, environment, problem -> file + ":" + node.line() + ": " + path + key + ": " + problem);
        }
        throw new SettingsException(
                file + ":" + node.line() + ": " + path + key + " is " + kind(node) + "; allowed: " + allowed);
    }

    private Map<String, YamlNode> map(YamlNode node) {
        return map("", node);
    }

    private Map<String, YamlNode> map(String key, YamlNode node) {
        Map<String, YamlNode> map = new LinkedHashMap<>();
        if (node.value() instanceof Map<?, ?> found) {
            found.forEach((name, value) -> map.put((String) name, (YamlNode) value));
        } else if (node.value() != null && !node.value().equals("")) {
            String name = path.isEmpty() && key.isEmpty() ? "the file" : path + key;
            throw new SettingsException(file + ":" + node.line() + ": " + name.replaceAll("\\.$", "") + " is "
                    + kind(node) + "; allowed: keys and values");
        }
        return map;
    }

    private static String kind(YamlNode node) {
        if (node.value() == null) {
            return "empty";
        }
        return node.value() instanceof List ? "a list" : node.value() instanceof Map ? "a map" : "a text";
    }

    private static String name(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
