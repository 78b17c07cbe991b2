package io.weir.cli.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Collection;
import java.util.List;

/**
 * What a request comes to: a body, and the changes that must be durable before it is sent.
 *
 * @param body JSON to answer with, status 200
 * @param changes to write to the topic and then apply, in order
 */
record RegistryAnswer(JsonNode body, List<Change> changes) {

    static RegistryAnswer of(JsonNode body) {
        return new RegistryAnswer(body, List.of());
    }

    static RegistryAnswer texts(Collection<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        texts.forEach(array::add);
        return of(array);
    }

    static RegistryAnswer field(String name, String value) {
        return of(object().put(name, value));
    }

    static RegistryAnswer number(int number) {
        return of(IntNode.valueOf(number));
    }

    static RegistryAnswer text(String text) {
        return of(TextNode.valueOf(text));
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    RegistryAnswer with(List<Change> more) {
        return new RegistryAnswer(body, more);
    }
}
