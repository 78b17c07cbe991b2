package io.weir.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;

/**
 * A schema as others should see it: without the {@code avro.java.string} marks of the Java code generator, so that it
 * equals the {@code .avsc} file that a person may have registered.
 */
final class PlainSchema {

    private static final ObjectMapper JSON = new ObjectMapper();

    private PlainSchema() {}

    static String json(Schema schema) {
        try {
            JsonNode tree = JSON.readTree(schema.toString());
            strip(tree);
            return new Schema.Parser()
                    .setValidateDefaults(false)
                    .parse(tree.toString())
                    .toString();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro wrote a schema that is not JSON", e);
        }
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove("avro.java.string");
        }
        node.forEach(PlainSchema::strip);
    }
}
