package io.weir.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fields of a JSON object, each demanded with its type; an error names the document, the field and what is allowed. */
final class JsonFields {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");
    private static final ObjectWriter WRITER = JSON.writer(
            new DefaultPrettyPrinter().withObjectIndenter(LINES).withArrayIndenter(new DefaultIndenter("", "")));

    private final String where;
    private final JsonNode node;

    private JsonFields(String where, JsonNode node) {
        this.where = where;
        this.node = node;
        if (!node.isObject()) {
            throw error("it is no JSON object");
        }
    }

    static JsonFields read(String where, byte[] content) {
        try {
            return new JsonFields(where, JSON.readTree(content));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(where + ": it is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new IllegalArgumentException(where + ": it cannot be read: " + e.getMessage(), e);
        }
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** UTF-8, the same bytes on every platform. */
    static byte[] write(ObjectNode json) {
        try {
            return WRITER.writeValueAsBytes(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    JsonFields object(String name) {
        return new JsonFields(where + ", " + name, get(name));
    }

    boolean has(String name) {
        return node.has(name);
    }

    List<JsonFields> objects(String name) {
        List<JsonFields> objects = new ArrayList<>();
        for (JsonNode value : array(name)) {
            objects.add(new JsonFields(where + ", " + name + "[" + objects.size() + "]", value));
        }
        return objects;
    }

    String text(String name) {
        JsonNode value = get(name);
        return demand(name, value, value.isTextual(), "a text").asText();
    }

    @Nullable
    String textOrNull(String name) {
        return get(name).isNull() ? null : text(name);
    }

    boolean flag(String name) {
        JsonNode value = get(name);
        return demand(name, value, value.isBoolean(), "true or false").asBoolean();
    }

    double number(String name) {
        JsonNode value = get(name);
        boolean finite = value.isNumber() && Double.isFinite(value.asDouble());
        return demand(name, value, finite, "a number").asDouble();
    }

    double[] numbers(String name) {
        JsonNode values = array(name);
        double[] numbers = new double[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            boolean finite =
                    values.get(i).isNumber() && Double.isFinite(values.get(i).asDouble());
            numbers[i] = demand(name, values.get(i), finite, "numbers").asDouble();
        }
        return numbers;
    }

    long whole(String name) {
        JsonNode value = get(name);
        return demand(name, value, isWhole(value), "a whole number").asLong();
    }

    long[] wholes(String name) {
        JsonNode values = array(name);
        long[] wholes = new long[values.size()];
        for (int i = 0; i < wholes.length; i++) {
            wholes[i] = demand(name, values.get(i), isWhole(values.get(i)), "whole numbers")
                    .asLong();
        }
        return wholes;
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode value : array(name)) {
            texts.add(demand(name, value, value.isTextual(), "texts").asText());
        }
        return texts;
    }

    private static boolean isWhole(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToLong();
    }

    private JsonNode array(String name) {
        JsonNode values = get(name);
        return demand(name, values, values.isArray(), "an array");
    }

    private JsonNode get(String name) {
        JsonNode value = node.get(name);
        if (value == null) {
            throw error(name + " is missing");
        }
        return value;
    }

    private JsonNode demand(String name, JsonNode value, boolean good, String allowed) {
        if (!good) {
            throw error(name + " is " + value + "; allowed: " + allowed);
        }
        return value;
    }

    IllegalArgumentException error(String reason) {
        return new IllegalArgumentException(where + ": " + reason);
    }

    /** The same complaint with the document's name before it, unless it has that already. */
    IllegalArgumentException caused(RuntimeException e) {
        String message = String.valueOf(e.getMessage());
        return new IllegalArgumentException(message.startsWith(where) ? message : where + ": " + message, e);
    }
}
