package io.weir.yaml;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads one YAML document, event by event, into a tree of {@link YamlNode}s. */
final class YamlReader {

    /** No file of Weir's goes near it; what does is not one. */
    private static final int DEEPEST = 64;

    private static final YAMLFactory YAML = YAMLFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String file;
    private final YAMLParser parser;
    private final @Nullable Function<String, @Nullable String> environment;

    private YamlReader(String file, YAMLParser parser, @Nullable Function<String, @Nullable String> environment) {
        this.file = file;
        this.parser = parser;
        this.environment = environment;
    }

    /** @param environment null: a dollar is a dollar */
    static YamlNode read(String file, String text, @Nullable Function<String, @Nullable String> environment) {
        try (YAMLParser parser = YAML.createParser(text)) {
            YamlReader reader = new YamlReader(file, parser, environment);
            YamlNode root =
                    parser.nextToken() == null ? new YamlNode(file, 1, "", "", "") : reader.node(reader.line(), "", "");
            if (parser.nextToken() != null) {
                throw new YamlException(file + ":" + reader.line() + ": a second document; allowed: one");
            }
            return root;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            throw new YamlException(file + ":" + line + ": not YAML: " + problem(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The parser's own words, without the excerpts of the file that it indents. */
    private static String problem(@Nullable String message) {
        return message == null
                ? "unreadable"
                : message.lines()
                        .filter(line -> !line.isBlank() && !line.startsWith(" "))
                        .collect(Collectors.joining(", "));
    }

    private YamlNode node(int line, String path, String key) throws IOException {
        if (parser.isCurrentAlias()) {
            String alias = "the alias *" + parser.getText();
            throw new YamlException(file + ":" + line + ": " + path + " is " + alias + "; allowed: a value");
        }
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            return new YamlNode(file, line, path, key, map(path));
        }
        if (token == JsonToken.START_ARRAY) {
            return new YamlNode(file, line, path, key, list(path, key));
        }
        String text = token == JsonToken.VALUE_NULL ? "" : parser.getText();
        String place = file + ":" + line + ": " + path;
        return new YamlNode(
                file, line, path, key, environment == null ? text : Environment.substitute(text, environment, place));
    }

    private Map<String, YamlNode> map(String path) throws IOException {
        Map<String, YamlNode> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            int line = line();
            parser.nextToken();
            map.put(key, node(line, path.isEmpty() ? key : path + "." + key, key));
        }
        return map;
    }

    private List<YamlNode> list(String path, String key) throws IOException {
        List<YamlNode> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(node(line(), path + "[" + list.size() + "]", key));
        }
        return list;
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }
}
