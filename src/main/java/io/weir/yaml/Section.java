package io.weir.yaml;

import io.weir.transaction.Nearest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A map of a YAML file that is read key by key; {@link #end} rejects what nobody read. A key that is not there has its
 * standard value; an empty file or section has no keys. All errors are {@link YamlException}s.
 */
public final class Section {

    private final YamlNode node;
    private final Map<String, YamlNode> values;
    private final Map<String, String> understood;
    private final Set<String> known = new LinkedHashSet<>();

    Section(YamlNode node, String allowed) {
        this(node, allowed, new LinkedHashMap<>());
    }

    private Section(YamlNode node, String allowed, Map<String, String> understood) {
        this.node = node;
        this.values = node.map(allowed);
        this.understood = understood;
    }

    /** A file, in whose values <code>${NAME}</code> and <code>${NAME:-default}</code> stand for variables. */
    public static Section root(String file, String text, Function<String, @Nullable String> environment) {
        return YamlNode.parse(file, text, environment).section();
    }

    /** A section inside this one, read to its end; one that is missing is read as empty, so that its defaults hold. */
    public <T> T section(String key, Function<Section, T> reader) {
        YamlNode found = find(key);
        Section inner = new Section(found == null ? node.absent(key) : found, "keys and values", understood);
        T read = reader.apply(inner);
        inner.end();
        return read;
    }

    /** A list of maps, each read to its end; none when the key is missing. */
    public <T> List<T> sections(String key, Function<Section, T> reader) {
        YamlNode found = find(key);
        List<T> all = new ArrayList<>();
        if (found != null) {
            found.list("a list of maps").forEach(item -> all.add(item.read(reader)));
        }
        return all;
    }

    /** The keys that are there, in the order of the file. */
    public Set<String> keys() {
        return values.keySet();
    }

    /** The value of a key, or null when the key is not there. */
    public @Nullable YamlNode find(String key) {
        known.add(key);
        return values.get(key);
    }

    /** The value of a key that must be there. */
    public YamlNode get(String key, String allowed) {
        YamlNode found = find(key);
        if (found == null) {
            throw missing(key, "; allowed: " + allowed);
        }
        return found;
    }

    /** The text of a key that must be there and not be blank. */
    public String required(String key) {
        YamlNode found = find(key);
        if (found == null || found.isEmpty() || found.text().isBlank()) {
            throw missing(key, "");
        }
        return note(key, found.text());
    }

    public String text(String key, String standard) {
        YamlNode found = find(key, standard);
        return found == null ? standard : found.text();
    }

    /** The text of a key, or null when the key is not there. */
    public @Nullable String optional(String key) {
        YamlNode found = find(key);
        return found == null ? null : note(key, found.text());
    }

    /** A text that must match. */
    public String matching(String key, String standard, String pattern, String allowed) {
        YamlNode found = find(key, standard);
        return found == null ? standard : found.matching(pattern, allowed);
    }

    public int whole(String key, int standard, int least, int most) {
        YamlNode found = find(key, standard);
        return found == null ? standard : found.whole(least, most);
    }

    public double number(String key, double standard, double least, double most) {
        YamlNode found = find(key, standard);
        return found == null ? standard : found.number(least, most);
    }

    public boolean flag(String key, boolean standard) {
        YamlNode found = find(key, standard);
        return found == null ? standard : found.flag();
    }

    /** An ISO 8601 duration above zero. */
    public Duration duration(String key, String standard) {
        YamlNode found = find(key, standard);
        return found == null ? Duration.parse(standard) : found.duration();
    }

    /** An ISO 8601 instant, or null when the key is not there. */
    public @Nullable Instant instant(String key) {
        YamlNode found = find(key);
        return found == null ? null : note(key, found.instant());
    }

    /** A constant, written in lower case with hyphens. */
    public <E extends Enum<E>> E choice(String key, E standard) {
        YamlNode found = find(key, name(standard));
        Map<String, E> byName = new LinkedHashMap<>();
        for (E choice : standard.getDeclaringClass().getEnumConstants()) {
            byName.put(name(choice), choice);
        }
        return found == null ? standard : found.choice(byName);
    }

    public List<String> texts(String key, List<String> standard) {
        YamlNode found = find(key);
        return note(
                key,
                found == null
                        ? standard
                        : found.list("a list of texts").stream()
                                .map(YamlNode::text)
                                .toList());
    }

    /** Texts under keys of the file's own choice; these must be among them. */
    public Map<String, String> textByKey(String key, String allowed, String... required) {
        YamlNode found = find(key);
        Map<String, String> texts = new LinkedHashMap<>();
        if (found != null) {
            found.map("keys and values").forEach((name, value) -> {
                if (value.isMap() || value.isList()) {
                    throw value.wrong(allowed);
                }
                texts.put(name, note(key + "." + name, value.text()));
            });
        }
        for (String name : required) {
            if (!texts.containsKey(name)) {
                throw (found == null ? node : found).missing(found == null ? key + "." + name : name, "");
            }
        }
        return texts;
    }

    /** Every key that was read and its value, defaults included, secrets masked. */
    public Map<String, String> understood() {
        return understood;
    }

    /** Rejects a key that nobody read. */
    public void end() {
        values.forEach((key, value) -> {
            if (!known.contains(key)) {
                throw value.problem("is unknown; " + Nearest.hint(key, known) + "allowed: " + String.join(", ", known));
            }
        });
    }

    /** An error: the value of a key is not what is allowed. */
    public YamlException wrong(String key, String allowed) {
        YamlNode found = values.get(key);
        return found == null ? missing(key, "; allowed: " + allowed) : found.wrong(allowed);
    }

    /** A problem that is not of a value alone: of a key, or of this whole section where that is not there. */
    public YamlException error(String key, String problem) {
        YamlNode found = values.get(key);
        return (found == null ? node : found).error(problem);
    }

    private YamlException missing(String key, String allowed) {
        Set<String> unread = new LinkedHashSet<>(values.keySet());
        unread.removeAll(known);
        List<String> near = Nearest.to(key, unread);
        return node.missing(key, near.isEmpty() ? allowed : "; is " + near.get(0) + " meant to be it?");
    }

    /** As {@link #find(String)}, and noted as understood, be it the file's value or the standard one. */
    private @Nullable YamlNode find(String key, Object standard) {
        YamlNode found = find(key);
        note(key, found == null ? standard : found.plain());
        return found;
    }

    private <T> T note(String key, T value) {
        understood.put(node.inside(key), Secrets.shown(key, String.valueOf(value)));
        return value;
    }

    private static String name(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
