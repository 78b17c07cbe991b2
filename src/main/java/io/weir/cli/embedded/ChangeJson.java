package io.weir.cli.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A {@link Change} as key and value of a record in the registry's topic; a null value is a tombstone. */
record ChangeJson(byte[] key, byte @Nullable [] value) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static ChangeJson of(Change change) {
        ObjectNode key = JSON.createObjectNode();
        ObjectNode value = JSON.createObjectNode();
        if (change instanceof Change.SchemaAdded added) {
            key.put("type", "schema").put("id", added.id());
            value.put("schema", added.schema());
        } else if (change instanceof Change.VersionSet set) {
            key.put("type", "version").put("subject", set.subject()).put("version", set.version());
            value.put("id", set.id()).put("deleted", set.deleted());
        } else if (change instanceof Change.VersionRemoved removed) {
            key.put("type", "version").put("subject", removed.subject()).put("version", removed.version());
            return new ChangeJson(bytes(key), null);
        } else if (change instanceof Change.LevelSet set) {
            key.put("type", "compatibility").put("subject", set.subject());
            if (set.level() == null) {
                return new ChangeJson(bytes(key), null);
            }
            value.put("level", set.level().name());
        } else if (change instanceof Change.ModeSet set) {
            key.put("type", "mode");
            value.put("read_only", set.readOnly());
        }
        return new ChangeJson(bytes(key), bytes(value));
    }

    /** @throws IllegalArgumentException when the record is not one of ours */
    Change change() {
        try {
            JsonNode named = JSON.readTree(key);
            JsonNode body = value == null ? null : JSON.readTree(value);
            JsonNode subject = named.path("subject");
            return switch (named.path("type").asText()) {
                case "schema" ->
                    new Change.SchemaAdded(
                            named.required("id").intValue(),
                            required(body).required("schema").textValue());
                case "version" -> version(named, body);
                case "compatibility" ->
                    new Change.LevelSet(
                            subject.isTextual() ? subject.textValue() : null,
                            body == null
                                    ? null
                                    : CompatibilityLevel.of(body.path("level").asText()));
                case "mode" ->
                    new Change.ModeSet(required(body).path("read_only").booleanValue());
                default -> throw new IllegalArgumentException("unknown record type");
            };
        } catch (IOException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }

    private static Change version(JsonNode key, @Nullable JsonNode value) {
        String subject = key.required("subject").textValue();
        int version = key.required("version").intValue();
        return value == null
                ? new Change.VersionRemoved(subject, version)
                : new Change.VersionSet(
                        subject,
                        version,
                        value.required("id").intValue(),
                        value.path("deleted").booleanValue());
    }

    private static JsonNode required(@Nullable JsonNode value) {
        if (value == null) {
            throw new IllegalArgumentException("record without a value");
        }
        return value;
    }

    private static byte[] bytes(ObjectNode node) {
        try {
            return JSON.writeValueAsString(node).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
