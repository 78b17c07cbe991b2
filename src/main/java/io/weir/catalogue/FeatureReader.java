package io.weir.catalogue;

import io.weir.feature.FeatureSpec;
import io.weir.feature.FeatureSpec.Aggregate;
import io.weir.feature.FeatureSpec.Clock;
import io.weir.feature.FeatureSpec.Code;
import io.weir.feature.FeatureSpec.Definition;
import io.weir.feature.FeatureSpec.Derived;
import io.weir.feature.FeatureSpec.Encoding;
import io.weir.feature.FeatureSpec.Field;
import io.weir.feature.FeatureSpec.Kind;
import io.weir.feature.FeatureSpec.Operation;
import io.weir.feature.FeatureSpec.Part;
import io.weir.yaml.Section;
import io.weir.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads one declaration: which kind of feature it is, by the key that only this kind has, and the kind's own keys. */
final class FeatureReader {

    private static final String WINDOW = "{window}";

    static final String KEY = "account, merchant or categorical.NAME";

    private static final Map<String, Part> PARTS = Words.byWord(Part.values());
    private static final Map<String, Kind> KINDS = Words.byWord(Kind.values());
    private static final Map<String, Code> CODES = Words.byWord(Code.values());

    private static final List<String> FIRST_KEYS = Stream.concat(
                    Stream.of("field", "clock", "entity", "encode"),
                    Stream.of(Operation.values()).map(Words::word))
            .toList();
    private static final List<String> OTHER_KEYS =
            List.of("hidden", "take", "of", "window", "delay", "same", "current", "prior", "weight", "smoothing");

    private FeatureReader() {}

    /**
     * A feature and where it was declared.
     *
     * @param window of several, the one that this feature has
     */
    record Declared(
            FeatureSpec feature, YamlNode node, @Nullable YamlNode window) {

        /** The node under a key, of a list the element with the value; null when there is no such key. */
        @Nullable
        YamlNode at(String key, @Nullable String value) {
            if (key.equals("window") && window != null) {
                return window;
            }
            YamlNode found = node.map("").get(key);
            if (found == null || !found.isList()) {
                return found;
            }
            return found.list("").stream()
                    .filter(item ->
                            !item.isMap() && !item.isList() && item.text().equals(value))
                    .findFirst()
                    .orElse(found);
        }
    }

    /** One feature, or one for each window. */
    static List<Declared> read(String name, YamlNode node) {
        Map<String, YamlNode> values = node.map("one of " + String.join(", ", FIRST_KEYS));
        List<String> kinds = FIRST_KEYS.stream().filter(values::containsKey).toList();
        if (kinds.size() > 1) {
            throw node.problem("has " + String.join(" and ", kinds) + "; allowed: one of them");
        }
        if (kinds.isEmpty()) {
            values.forEach((key, value) -> {
                if (!OTHER_KEYS.contains(key)) {
                    throw value.unknown(FIRST_KEYS);
                }
            });
            throw node.problem("has no definition; allowed: one of " + String.join(", ", FIRST_KEYS));
        }
        return node.read(section -> {
            boolean hidden = section.flag("hidden", false);
            if (kinds.get(0).equals("entity")) {
                return aggregates(name, hidden, section, node);
            }
            return List.of(new Declared(new FeatureSpec(name, hidden, single(kinds.get(0), section)), node, null));
        });
    }

    private static Definition single(String kind, Section section) {
        return switch (kind) {
            case "field" -> new Field(section.get(kind, "").text("amount or numeric.NAME"));
            case "clock" -> new Clock(section.get(kind, "").choice(PARTS));
            case "encode" -> encoding(section);
            default -> derived(kind, section);
        };
    }

    private static List<Declared> aggregates(String name, boolean hidden, Section section, YamlNode node) {
        String entity = section.get("entity", "").text("the name of an entity");
        Kind kind = section.get("take", String.join(", ", KINDS.keySet())).choice(KINDS);
        String of = optional(section, "of", "a feature declared before it, or a key");
        YamlNode window = section.get("window", "such as 7d, or a list");
        YamlNode delay = section.find("delay");
        Duration wait = delay == null ? Duration.ZERO : Spans.read(delay);
        String same = optional(section, "same", KEY);
        boolean current = section.flag("current", false);
        List<Declared> all = new ArrayList<>();
        for (YamlNode one : windows(name, window)) {
            Definition definition = new Aggregate(entity, kind, of, Spans.read(one), wait, same, current);
            all.add(new Declared(new FeatureSpec(name.replace(WINDOW, one.text()), hidden, definition), node, one));
        }
        return all;
    }

    private static List<YamlNode> windows(String name, YamlNode window) {
        if (window.isList() && !name.contains(WINDOW)) {
            throw window.wrong("one window, unless the name holds " + WINDOW);
        }
        List<YamlNode> windows = window.oneOrMore("");
        if (windows.isEmpty()) {
            throw window.problem("is an empty list; allowed: one window or more");
        }
        return windows;
    }

    private static Derived derived(String kind, Section section) {
        Operation operation = Operation.valueOf(kind.toUpperCase(Locale.ROOT));
        int inList = operation == Operation.ABOVE ? 1 : 0;
        String allowed =
                "[" + Stream.of("a", "b", "c").limit(operation.inputs()).collect(Collectors.joining(", "))
                        + (inList == 1 ? ", number]" : "]") + " with features declared before it";
        YamlNode list = section.get(kind, allowed);
        List<YamlNode> items = list.list(allowed);
        if (items.size() != operation.inputs() + inList) {
            throw list.problem("is a list of " + items.size() + "; allowed: " + allowed);
        }
        List<String> inputs = items.stream()
                .limit(operation.inputs())
                .map(item -> item.text(allowed))
                .toList();
        return new Derived(operation, inputs, constants(operation, section, items));
    }

    private static List<Double> constants(Operation operation, Section section, List<YamlNode> items) {
        return switch (operation) {
            case ABOVE -> List.of(items.get(1).number());
            case SMOOTHED ->
                List.of(
                        section.get("prior", "a number, the rate without evidence")
                                .number(),
                        section.get("weight", "a number above 0, how much the prior weighs")
                                .number());
            default -> List.of();
        };
    }

    private static Encoding encoding(Section section) {
        Code code = section.get("encode", "").choice(CODES);
        String of = section.get("of", KEY).text(KEY);
        if (code == Code.FREQUENCY) {
            return new Encoding(code, of, 0);
        }
        return new Encoding(
                code, of, section.get("smoothing", "a number, such as 100").number());
    }

    private static @Nullable String optional(Section section, String key, String allowed) {
        YamlNode found = section.find(key);
        return found == null ? null : found.text(allowed);
    }
}
