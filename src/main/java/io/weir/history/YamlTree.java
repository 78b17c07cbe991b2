package io.weir.history;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A YAML document that remembers the line of each key, so that every error names file, line, key and what is allowed.
 * Scalars stay text as written: 1, "1" and true are taken as they stand.
 */
final class YamlTree {

    private static final YAMLFactory YAML = YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String file;
    private final int line;
    private final String key;
    private final Object value;

    private YamlTree(String file, int line, String key, Object value) {
        this.file = file;
        this.line = line;
        this.key = key;
        this.value = value;
    }

    /** @throws IllegalArgumentException when it is not one YAML document without duplicate keys and aliases */
    static YamlTree parse(String file, String yaml) {
        try (YAMLParser parser = YAML.createParser(yaml)) {
            if (parser.nextToken() == null) {
                throw new IllegalArgumentException(file + " is empty; allowed: a mapping in YAML");
            }
            YamlTree tree = read(file, "", parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException(
                        file + ", line " + line(parser) + ": allowed: one document in the file");
            }
            return tree;
        } catch (JsonProcessingException e) {
            int at = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            String first = e.getOriginalMessage().lines().findFirst().orElse("not YAML");
            throw new IllegalArgumentException(file + ", line " + at + ": " + first, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static YamlTree read(String file, String key, YAMLParser parser) throws IOException {
        int line = line(parser);
        if (parser.isCurrentAlias()) {
            throw new IllegalArgumentException(file + ", line " + line + ": " + key + " is an alias; allowed: a value");
        }
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            Map<String, YamlTree> section = new LinkedHashMap<>();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                section.put(name, read(file, key.isEmpty() ? name : key + "." + name, parser));
            }
            return new YamlTree(file, line, key, section);
        }
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            List<YamlTree> list = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                list.add(read(file, key + "[" + list.size() + "]", parser));
            }
            return new YamlTree(file, line, key, list);
        }
        return new YamlTree(file, line, key, parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getText());
    }

    private static int line(JsonParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }

    /** This value as text; never empty. */
    String text(String allowed) {
        if (value instanceof String text && !text.isEmpty()) {
            return text;
        }
        throw error(allowed);
    }

    /** This value as a list of texts; one scalar is a list of one. */
    List<String> texts(String allowed) {
        if (value instanceof List<?> list) {
            List<String> texts = new ArrayList<>();
            list.forEach(element -> texts.add(((YamlTree) element).text(allowed)));
            return texts;
        }
        return List.of(text(allowed));
    }

    /** True when this value is a section with keys rather than a scalar or a list. */
    boolean isSection() {
        return value instanceof Map<?, ?>;
    }

    /** Keys of this section, each a text, in the file's order. */
    Map<String, String> textByKey(String allowed) {
        Map<String, String> texts = new LinkedHashMap<>();
        entries(allowed).forEach((name, tree) -> texts.put(name, tree.text(allowed)));
        return texts;
    }

    /** This section, after a check that it holds no other keys than these. */
    YamlTree only(String... keys) {
        for (Map.Entry<String, YamlTree> entry :
                entries("keys: " + String.join(", ", keys)).entrySet()) {
            if (!List.of(keys).contains(entry.getKey())) {
                throw new IllegalArgumentException(
                        entry.getValue().place() + " is unknown; allowed: " + String.join(", ", keys));
            }
        }
        return this;
    }

    /** The value of a key that may be absent. */
    @Nullable
    YamlTree find(String name) {
        return entries("keys").get(name);
    }

    /** The value of a key that must be there. */
    YamlTree get(String name, String allowed) {
        YamlTree found = find(name);
        if (found == null) {
            String missing = key.isEmpty() ? name : key + "." + name;
            throw new IllegalArgumentException(
                    file + ", line " + line + ": " + missing + " is missing; allowed: " + allowed);
        }
        return found;
    }

    /** An error at this key. */
    IllegalArgumentException error(String allowed) {
        String shown = value instanceof String text
                ? text.isEmpty() ? "empty" : '"' + text + '"'
                : value instanceof List<?> ? "a list" : "a section";
        return new IllegalArgumentException(place() + " is " + shown + "; allowed: " + allowed);
    }

    private String place() {
        return file + ", line " + line + ": " + (key.isEmpty() ? "the document" : key);
    }

    @SuppressWarnings("unchecked")
    private Map<String, YamlTree> entries(String allowed) {
        if (value instanceof Map<?, ?>) {
            return (Map<String, YamlTree>) value;
        }
        throw error(allowed);
    }
}
