package io.weir.cli.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * One request, taken apart.
 *
 * @param parts what stands in the variable places of the path, decoded
 * @param query parameters
 * @param body raw body
 */
record RegistryCall(List<String> parts, Map<String, String> query, byte[] body) {

    private static final ObjectMapper JSON = new ObjectMapper();

    boolean flag(String name) {
        return "true".equals(query.get(name));
    }

    /** The subject, always the first variable part. */
    String subject() {
        String subject = parts.get(0);
        if (subject.isBlank() || subject.chars().anyMatch(Character::isISOControl)) {
            throw new RegistryError(42208, "The specified subject is not a valid subject.");
        }
        return subject;
    }

    JsonNode json() {
        try {
            JsonNode node = JSON.readTree(body);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (IOException e) {
            throw new RegistryError(400, "Unable to process JSON");
        }
        throw new RegistryError(400, "Unable to process JSON: an object is expected");
    }

    /** The schema in the body, which must be Avro and complete in itself. */
    Schema schema() {
        JsonNode json = json();
        String type = json.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO") && !json.path("schemaType").isNull()) {
            throw RegistryError.invalidSchema("schema type " + type + " is not supported, only AVRO");
        }
        if (!json.path("references").isEmpty()) {
            throw RegistryError.invalidSchema("references are not supported; send the types inside the schema");
        }
        if (!json.path("schema").isTextual()) {
            throw RegistryError.invalidSchema("the field schema is missing or not text");
        }
        try {
            return new Schema.Parser().parse(json.path("schema").textValue());
        } catch (AvroRuntimeException | StackOverflowError e) {
            throw RegistryError.invalidSchema(String.valueOf(e.getMessage()));
        }
    }
}
