package io.weir.cli.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.avro.Schema;

/** A schema as a JSON document of its own, not as text inside one. */
final class RawSchema {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RawSchema() {}

    static RegistryAnswer answer(Schema schema) {
        try {
            return RegistryAnswer.of(JSON.readTree(schema.toString()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro wrote a schema that is not JSON", e);
        }
    }
}
