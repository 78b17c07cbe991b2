package io.weir.cli.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** Writes payments as producers of another version of the schema would: one with a field more, or without an optional one. */
final class OtherSchemas {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int HEADER = 5;

    private final String registry;
    private final String subject;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<Integer, Schema> known = new HashMap<>();

    /** A schema and its id. */
    record Registered(Schema schema, int id) {}

    OtherSchemas(String registry, String topic) {
        this.registry = registry;
        this.subject = topic + "-value";
    }

    /** The schema of a record, with a field more. */
    Registered withField(byte[] value, String name) {
        ObjectNode schema = schemaOf(value);
        ((ArrayNode) schema.get("fields"))
                .addObject()
                .put("name", name)
                .put("type", "string")
                .put("default", "");
        return register(schema);
    }

    /** The schema of a record, without its open attributes, which have a default. */
    Registered withoutAttributes(byte[] value) {
        ObjectNode schema = schemaOf(value);
        ArrayNode fields = (ArrayNode) schema.get("fields");
        for (int i = fields.size() - 1; i >= 0; i--) {
            if (fields.get(i).get("name").asText().equals("categorical")) {
                fields.remove(i);
            }
        }
        return register(schema);
    }

    private ObjectNode schemaOf(byte[] value) {
        try {
            return (ObjectNode) JSON.readTree(written(value).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The schema that a record was written with. */
    private Schema written(byte[] value) {
        int id = ByteBuffer.wrap(value, 1, 4).getInt();
        return known.computeIfAbsent(
                id,
                unknown -> new Schema.Parser()
                        .parse(call(HttpRequest.newBuilder(URI.create(registry + "/schemas/ids/" + unknown)))
                                .get("schema")
                                .asText()));
    }

    private Registered register(ObjectNode schema) {
        String body = JSON.createObjectNode().put("schema", schema.toString()).toString();
        JsonNode answer = call(HttpRequest.newBuilder(URI.create(registry + "/subjects/" + subject + "/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(BodyPublishers.ofString(body)));
        return new Registered(
                new Schema.Parser().parse(schema.toString()), answer.get("id").intValue());
    }

    private JsonNode call(HttpRequest.Builder request) {
        try {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("the registry answered " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** A record written again with another schema: what that one has more is filled with a text. */
    byte[] written(byte[] value, Registered other) {
        try {
            GenericRecord record = new GenericDatumReader<GenericRecord>(written(value))
                    .read(null, DecoderFactory.get().binaryDecoder(value, HEADER, value.length - HEADER, null));
            GenericRecord again = new GenericData.Record(other.schema());
            for (Schema.Field field : other.schema().getFields()) {
                again.put(
                        field.name(), record.hasField(field.name()) ? record.get(field.name()) : "of a later version");
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(0);
            out.writeBytes(ByteBuffer.allocate(4).putInt(other.id()).array());
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            new GenericDatumWriter<GenericRecord>(other.schema()).write(again, encoder);
            encoder.flush();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
