package io.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.weir.transaction.InvalidRecordException;
import io.weir.transaction.InvalidRecordException.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A label whose writer's schema has one field more than ours, made to hurt: it is refused before a byte is decoded. */
class HostileSchemaTest {

    private static final String LABEL = PlainSchema.json(io.weir.wire.avro.Label.getClassSchema());

    private StubRegistry registry;
    private WireFormat wire;

    @BeforeEach
    void start() throws IOException {
        registry = new StubRegistry();
        wire = WireFormat.create(Map.of("schema.registry.url", registry.url()));
    }

    @AfterEach
    void stop() {
        wire.close();
        registry.close();
    }

    @Test
    void array_of_items_without_bytes_is_refused() {
        refused(with("{\"type\":\"array\",\"items\":\"null\"}"), "has an array whose items take no bytes");
        refused(
                with("{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"Empty\",\"fields\":[]}}"),
                "has an array whose items take no bytes");
    }

    @Test
    void records_that_spell_billions_of_fields_are_refused() {
        StringBuilder type = new StringBuilder("\"null\"");
        for (int level = 0; level < 30; level++) {
            type.insert(0, "{\"type\":\"record\",\"name\":\"R" + level + "\",\"fields\":[{\"name\":\"a\",\"type\":")
                    .append("},{\"name\":\"b\",\"type\":\"")
                    .append(level == 0 ? "null" : "R" + (level - 1))
                    .append("\"}]}");
        }
        refused(with(type.toString()), "has more than 4096 parts");
    }

    @Test
    void schema_nested_without_end_is_refused() {
        refused(with(nested(70)), "is nested deeper than 64 levels");
        refused(with(nested(2_000)), "is not an Avro schema");
    }

    @Test
    void schema_that_its_parser_stumbles_over_is_refused() {
        String order = LABEL.replace("\"fields\":[", "\"fields\":[{\"name\":\"x\",\"type\":\"int\",\"order\":\"up\"},");
        refused(order, "is not an Avro schema: java.lang.IllegalArgumentException");
        refused("{\"type\":\"record\",\"name\":\"Label\"}", "is not an Avro schema");
    }

    @Test
    void schema_longer_than_any_is_refused_without_being_kept() {
        refused(
                LABEL.replace("\"fields\":[", "\"doc\":\"" + "x".repeat(3 << 20) + "\",\"fields\":["),
                "longer than 2097152 bytes");
    }

    private static String nested(int levels) {
        return "{\"type\":\"array\",\"items\":".repeat(levels) + "\"int\"" + "}".repeat(levels);
    }

    private static String with(String type) {
        return LABEL.replace("\"fields\":[", "\"fields\":[{\"name\":\"extra\",\"type\":" + type + "},");
    }

    private void refused(String schema, String message) {
        byte[] bytes = Framed.of(registry.add(schema), new byte[] {2, 2, 2, 2, 2, 2});
        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThatThrownBy(() -> wire.readLabel("labels", bytes))
                        .isInstanceOf(InvalidRecordException.class)
                        .hasMessageContaining(message)
                        .satisfies(e -> assertThat(((InvalidRecordException) e).reason())
                                .isEqualTo(Reason.SCHEMA)));
    }
}
