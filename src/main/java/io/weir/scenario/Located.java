package io.weir.scenario;

import io.weir.yaml.Section;
import io.weir.yaml.YamlException;
import io.weir.yaml.YamlNode;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What the kinds of sections have in common: numbers that must be there, and the place of what the core objects to. */
final class Located {

    private static final int MOST_DAYS = 10_000;

    private Located() {}

    /** Has the core make a value of a section; what it says of a setting is said of the setting's key. */
    static <T> T make(Section section, Supplier<T> maker) {
        try {
            return maker.get();
        } catch (YamlException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            String[] words = message.split(" ", 2);
            YamlNode found = section.find(words[0]);
            throw found == null ? section.error(words[0], message) : found.problem(words[1]);
        }
    }

    /** The number of a key that must be there. */
    static double number(Section section, String key) {
        return section.get(key, "a number").number();
    }

    /** The whole number of a key that must be there. */
    static int days(Section section, String key) {
        return section.get(key, "a whole number").whole(0, MOST_DAYS);
    }

    /** A map with one key, which says of what kind it is; its value is read by the kind's reader. */
    static <T> T oneOf(YamlNode node, Map<String, Function<Section, ? extends T>> readers) {
        String kinds = readers.keySet().stream().sorted().collect(Collectors.joining(", "));
        Map<String, YamlNode> entries = node.map("one of " + kinds + ", with its settings");
        if (entries.size() != 1) {
            throw node.problem(
                    entries.isEmpty()
                            ? "is empty; allowed: one of " + kinds
                            : "has " + String.join(" and ", entries.keySet()) + "; allowed: one of them");
        }
        Map.Entry<String, YamlNode> only = entries.entrySet().iterator().next();
        Function<Section, ? extends T> reader = readers.get(only.getKey());
        if (reader == null) {
            throw only.getValue().unknown(readers.keySet().stream().sorted().toList());
        }
        return only.getValue().read(section -> make(section, () -> reader.apply(section)));
    }
}
