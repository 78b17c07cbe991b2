package io.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WeirAvroSerdeTest {

    private static final Schema ORDER = new Schema.Parser()
            .parse("{\"type\":\"record\",\"name\":\"Order\",\"namespace\":\"com.acme\",\"fields\":["
                    + "{\"name\":\"id\",\"type\":\"string\"},{\"name\":\"count\",\"type\":\"int\"}]}");
    private static final GenericRecord DATUM =
            new GenericRecordBuilder(ORDER).set("id", "o-1").set("count", 3).build();

    private StubRegistry registry;

    @BeforeEach
    void start() throws IOException {
        registry = new StubRegistry();
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    @Test
    void genericRecord_ofAnySchema_comesBackInItsWritersShape() {
        byte[] bytes = serializer(Map.of(), false).serialize("orders", DATUM);

        Object read = deserializer(Map.of()).deserialize("orders", bytes);

        assertThat(read).isInstanceOf(GenericData.Record.class).hasToString(DATUM.toString());
    }

    @Test
    void specificReader_ofAGenericRecord_givesTheGeneratedClass() {
        byte[] bytes = serializer(Map.of(), false).serialize("labels", LabelAvro.write(Samples.LABEL));

        assertThat(deserializer(Map.of("specific.avro.reader", "true")).deserialize("labels", bytes))
                .isInstanceOf(io.weir.wire.avro.Label.class);
        assertThat(deserializer(Map.of()).deserialize("labels", bytes)).isInstanceOf(GenericData.Record.class);
    }

    @Test
    void subject_byStrategyAndSide_isConfluents() {
        serializer(Map.of(), false).serialize("orders", DATUM);
        serializer(Map.of(), true).serialize("orders", DATUM);
        serializer(Map.of("value.subject.name.strategy", "RecordNameStrategy"), false)
                .serialize("orders", DATUM);
        serializer(Map.of("key.subject.name.strategy", "TopicRecordNameStrategy"), true)
                .serialize("orders", DATUM);

        assertThat(registry.requests)
                .containsExactly(
                        "POST /subjects/orders-value/versions",
                        "POST /subjects/orders-key/versions",
                        "POST /subjects/com.acme.Order/versions",
                        "POST /subjects/orders-com.acme.Order/versions");
    }

    @Test
    void registeredSchema_ofAGeneratedClass_isThePlainOneOfTheFile() {
        serializer(Map.of(), false).serialize("labels", LabelAvro.write(Samples.LABEL));

        assertThat(registry.schema(1))
                .doesNotContain("avro.java.string")
                .isEqualTo(String.valueOf(FrozenSchemas.current().get("label.avsc")));
    }

    @Test
    void autoRegister_off_looksTheSchemaUp() {
        serializer(Map.of("auto.register.schemas", "false"), false).serialize("orders", DATUM);

        assertThat(registry.requests).containsExactly("POST /subjects/orders-value");
    }

    @Test
    void useLatest_withANewerShape_writesThatShape() {
        Schema newer = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"Order\",\"namespace\":\"com.acme\",\"fields\":["
                        + "{\"name\":\"note\",\"type\":\"string\",\"default\":\"none\"},"
                        + "{\"name\":\"count\",\"type\":\"long\"},{\"name\":\"id\",\"type\":\"string\"}]}");
        registry.add(newer);
        byte[] bytes = serializer(Map.of("auto.register.schemas", "false", "use.latest.version", "true"), false)
                .serialize("orders", DATUM);

        assertThat(deserializer(Map.of()).deserialize("orders", bytes))
                .hasToString("{\"note\": \"none\", \"count\": 3, \"id\": \"o-1\"}");
        assertThat(registry.requests)
                .containsExactly("GET /subjects/orders-value/versions/latest", "GET /schemas/ids/1");
    }

    @Test
    void registration_refused_isASerializationErrorWithTheReason() {
        registry.fail(409, "{\"error_code\":409,\"message\":\"incompatible, because\"}");

        assertThatThrownBy(() -> serializer(Map.of(), false).serialize("orders", DATUM))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("orders-value")
                .hasMessageContaining("incompatible, because");
    }

    @Test
    void record_thatDoesNotFitItsSchema_isASerializationError() {
        GenericData.Record broken = new GenericData.Record(ORDER);
        broken.put("id", "o-1");
        broken.put("count", "three");

        assertThatThrownBy(() -> serializer(Map.of(), false).serialize("orders", broken))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("com.acme.Order");
        assertThatThrownBy(() -> serializer(Map.of(), false).serialize("orders", "text"))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("java.lang.String");
    }

    @Test
    void record_after_one_that_did_not_fit_is_written_as_if_alone() {
        WeirAvroSerializer serializer = serializer(Map.of(), false);
        GenericData.Record broken = new GenericData.Record(ORDER);
        broken.put("id", "o-0");
        broken.put("count", "three");
        byte[] alone = serializer.serialize("orders", DATUM);

        assertThatThrownBy(() -> serializer.serialize("orders", broken)).isInstanceOf(SerializationException.class);

        assertThat(serializer.serialize("orders", DATUM)).isEqualTo(alone);
    }

    @Test
    void tombstone_bothWays_staysNull() {
        assertThat(serializer(Map.of(), false).serialize("orders", null)).isNull();
        assertThat(deserializer(Map.of()).deserialize("orders", (byte[]) null)).isNull();
    }

    @Test
    void credentials_inSettings_areSentAndNotInErrors() {
        Map<String, String> secret =
                Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "user:hunter2");
        serializer(secret, false).serialize("orders", DATUM);
        assertThat(registry.authorizations).containsExactly("Basic dXNlcjpodW50ZXIy");

        registry.fail(401, "{\"error_code\":401,\"message\":\"Unauthorized\"}");
        assertThatThrownBy(() -> serializer(secret, false).serialize("orders", DATUM))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("basic.auth.user.info")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2", "dXNlcjpodW50ZXIy"));
    }

    private WeirAvroSerializer serializer(Map<String, String> settings, boolean key) {
        WeirAvroSerializer serializer = new WeirAvroSerializer();
        serializer.configure(all(settings), key);
        return serializer;
    }

    private WeirAvroDeserializer deserializer(Map<String, String> settings) {
        WeirAvroDeserializer deserializer = new WeirAvroDeserializer();
        deserializer.configure(all(settings), false);
        return deserializer;
    }

    private Map<String, String> all(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("schema.registry.url", registry.url());
        return all;
    }
}
