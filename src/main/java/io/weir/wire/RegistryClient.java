package io.weir.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.weir.transaction.InvalidRecordException;
import io.weir.transaction.InvalidRecordException.Reason;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

/**
 * A client of the Confluent Schema Registry REST API that asks for each schema once. Ids and schemas never change, so they
 * are kept for good; an unknown id is believed for five seconds only, since it may be registered any moment.
 */
final class RegistryClient {

    private static final long BELIEVED_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int MAX_REFUSED = 10_000;
    private static final int SCHEMA_NOT_FOUND = 40403;

    private final RegistryHttp http;
    private final ConcurrentMap<Integer, Schema> byId = new ConcurrentHashMap<>();
    private final ConcurrentMap<Integer, Refused> refused = new ConcurrentHashMap<>();
    private final ConcurrentMap<Named, Integer> ids = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Latest> latest = new ConcurrentHashMap<>();

    private record Named(String subject, Schema schema) {}

    private record Refused(long nanos, String message) {}

    /** The newest version of a subject. */
    record Latest(int id, Schema schema) {}

    RegistryClient(RegistrySettings settings) {
        this.http = new RegistryHttp(settings);
    }

    /** Registers a schema, or finds it registered. */
    int register(String subject, Schema schema) {
        return cachedId(subject, schema, "/subjects/" + encode(subject) + "/versions");
    }

    /** The id of a schema that must be registered under the subject. */
    int lookup(String subject, Schema schema) {
        return cachedId(subject, schema, "/subjects/" + encode(subject));
    }

    private int cachedId(String subject, Schema schema, String path) {
        Named named = new Named(subject, schema);
        Integer known = ids.get(named);
        if (known != null) {
            return known;
        }
        JsonNode body = JsonNodeFactory.instance.objectNode().put("schema", PlainSchema.json(schema));
        int id = id(http.post(path, body));
        ids.put(named, id);
        return id;
    }

    /** The newest version of a subject as it was when first asked. */
    Latest latest(String subject) {
        Latest known = latest.get(subject);
        if (known != null) {
            return known;
        }
        JsonNode answer = http.get("/subjects/" + encode(subject) + "/versions/latest");
        Latest fetched = new Latest(id(answer), parse("latest version of " + subject, answer));
        latest.put(subject, fetched);
        return fetched;
    }

    /**
     * The schema with this id.
     *
     * @throws InvalidRecordException with reason SCHEMA when the registry does not know it, or it is not Avro
     */
    Schema byId(int id) {
        Schema known = byId.get(id);
        if (known != null) {
            return known;
        }
        Refused before = refused.get(id);
        if (before != null && System.nanoTime() - before.nanos < BELIEVED_NANOS) {
            throw new InvalidRecordException(Reason.SCHEMA, before.message);
        }
        try {
            Schema fetched = parse("schema id " + id, fetch(id));
            byId.put(id, fetched);
            return fetched;
        } catch (InvalidRecordException e) {
            if (refused.size() >= MAX_REFUSED) {
                refused.clear();
            }
            refused.put(id, new Refused(System.nanoTime(), String.valueOf(e.getMessage())));
            throw e;
        }
    }

    private JsonNode fetch(int id) {
        try {
            return http.get("/schemas/ids/" + id);
        } catch (RegistryRefusal e) {
            if (e.code() == SCHEMA_NOT_FOUND) {
                throw new InvalidRecordException(
                        Reason.SCHEMA, "schema id is " + id + "; allowed: an id the registry knows");
            }
            if (e.code() == RegistryRefusal.TOO_LONG) {
                throw new InvalidRecordException(Reason.SCHEMA, "schema id is " + id + "; " + e.getMessage());
            }
            throw new RegistryUnavailableException(
                    "Schema registry refused schema id " + id + ": " + e.getMessage(), e);
        }
    }

    /** @throws RegistryUnavailableException when there is no registry that answers */
    void check() {
        try {
            fetch(1);
        } catch (InvalidRecordException e) {
            // That it knows no such schema is an answer too.
        }
    }

    private static int id(JsonNode answer) {
        JsonNode id = answer.path("id");
        if (!id.isInt()) {
            throw new RegistryUnavailableException("Schema registry answered without an id", null);
        }
        return id.intValue();
    }

    private static Schema parse(String what, JsonNode answer) {
        String type = answer.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw new InvalidRecordException(Reason.SCHEMA, what + " is of type " + type + "; allowed: AVRO");
        }
        if (!answer.path("schema").isTextual()) {
            throw new RegistryUnavailableException("Schema registry answered without a schema for " + what, null);
        }
        return SchemaLimits.check(what, parse(what, answer.path("schema").textValue()));
    }

    /** Avro's parser reports what it dislikes by whatever exception it meets. */
    private static Schema parse(String what, String json) {
        try {
            return new Schema.Parser(NameValidator.NO_VALIDATION)
                    .setValidateDefaults(false)
                    .parse(json);
        } catch (RuntimeException | StackOverflowError e) {
            throw new InvalidRecordException(Reason.SCHEMA, what + " is not an Avro schema: " + e);
        }
    }

    private static String encode(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
