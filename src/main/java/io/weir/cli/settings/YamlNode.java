package io.weir.cli.settings;

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
 * A YAML value that knows its line, so that an error can point at it: text, a list, a map, or nothing.
 *
 * @param line from 1
 * @param value {@code String}, {@code List<YamlNode>}, {@code Map<String, YamlNode>}, or null
 */
record YamlNode(int line, @Nullable Object value) {

    private static final YAMLFactory YAML = YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** @throws SettingsException when the text is not YAML, or uses anchors or several documents */
    static YamlNode parse(String file, String text) {
        try (YAMLParser parser = YAML.createParser(text)) {
            YamlNode root = parser.nextToken() == null ? new YamlNode(1, null) : node(file, parser);
            if (parser.nextToken() != null) {
                throw new SettingsException(file + ":" + line(parser) + ": a second document; allowed: one");
            }
            return root;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            String problem = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
            throw new SettingsException(file + ":" + line + ": not YAML: " + problem);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static YamlNode node(String file, YAMLParser parser) throws IOException {
        int line = line(parser);
        if (parser.isCurrentAlias()) {
            throw new SettingsException(file + ":" + line + ": *" + parser.getText() + " is an alias; allowed: values");
        }
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, YamlNode> map = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String key = parser.currentName();
                int keyLine = line(parser);
                parser.nextToken();
                map.put(key, new YamlNode(keyLine, node(file, parser).value));
            }
            return new YamlNode(line, map);
        }
        if (token == JsonToken.START_ARRAY) {
            List<YamlNode> list = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                list.add(node(file, parser));
            }
            return new YamlNode(line, list);
        }
        return new YamlNode(line, token == JsonToken.VALUE_NULL ? null : parser.getText());
    }

    private static int line(YAMLParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }
}
