package io.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.weir.transaction.InvalidRecordException;
import io.weir.transaction.InvalidRecordException.Reason;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A label whose writer's schema has one field more than ours, made to hurt: it is refused before a byte is decoded. */
class HostileSchemaTest extends StubbedWire {

    private static final String LABEL = PlainSchema.json(io.weir.wire.avro.Label.getClassSchema());

    @Test
    void array_of_items_without_bytes_is_refused() {
        refused(with("{\"type\":\"array\",\"items\":\"null\"}"), "has an array whose items take no bytes");
        refused(
                with("{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"Empty\",\"fields\":[]}}"),
                "has an array whose items take no bytes");
    }

    @Test
    void records_that_spell_billions_of_fields_are_refused() {
        StringBuilder type = new StringBuilder("\"boolean\"");
        for (int level = 0; level < 30; level++) {
            type.insert(0, "{\"type\":\"record\",\"name\":\"R" + level + "\",\"fields\":[{\"name\":\"a\",\"type\":")
                    .append("},{\"name\":\"b\",\"type\":\"")
                    .append(level == 0 ? "boolean" : "R" + (level - 1))
                    .append("\"}]}");
        }
        refused(with(type.toString()), "has more than 4096 parts");
    }

    @Test
    void items_of_one_byte_and_thousands_of_empty_fields_are_refused() {
        refused(with(items(4_000, "\"null\"")), "has more than 16 parts that take no bytes");
        refused(
                with(items(17, "{\"type\":\"record\",\"name\":\"E#\",\"fields\":[]}")),
                "has more than 16 parts that take no bytes");
        refused(
                with(items(17, "{\"type\":\"fixed\",\"name\":\"E#\",\"size\":0}")),
                "has more than 16 parts that take no bytes");
    }

    @Test
    void items_of_one_byte_and_as_many_empty_fields_as_allowed_are_read_in_time() {
        byte[] label = wire.label("labels", Samples.LABEL);
        int count = 4_000_000;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int rest = 2 * count; rest > 0; rest >>>= 7) {
            bytes.write(rest > 127 ? (rest & 127) | 128 : rest);
        }
        bytes.writeBytes(new byte[count + 1]);
        bytes.write(label, WireFrame.HEADER, label.length - WireFrame.HEADER);
        byte[] framed = Framed.of(registry.add(with(items(16, "\"null\""))), bytes.toByteArray());

        assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThat(wire.readLabel("labels", framed)).isEqualTo(Samples.LABEL));
    }

    @Test
    void fields_that_may_be_null_are_no_empty_parts() {
        byte[] label = wire.label("labels", Samples.LABEL);
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            fields.append("{\"name\":\"extra" + i + "\",\"type\":[\"null\",\"string\"]},");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[400]);
        bytes.write(label, WireFrame.HEADER, label.length - WireFrame.HEADER);
        int wide = registry.add(LABEL.replace("\"fields\":[", "\"fields\":[" + fields));

        assertThat(wire.readLabel("labels", Framed.of(wide, bytes.toByteArray())))
                .isEqualTo(Samples.LABEL);
    }

    @Test
    void fixed_larger_than_any_record_is_refused_before_its_memory_is_taken() {
        refused(with("{\"type\":\"fixed\",\"name\":\"F\",\"size\":2147483638}"), "has a fixed of 2147483638 bytes");
    }

    /** An array of records with empty fields, # in their names the number, and a boolean. */
    private static String items(int empty, String type) {
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < empty; i++) {
            fields.append("{\"name\":\"e" + i + "\",\"type\":" + type.replace("#", "" + i) + "},");
        }
        return "{\"type\":\"array\",\"items\":{\"type\":\"record\",\"name\":\"Item\",\"fields\":[" + fields
                + "{\"name\":\"b\",\"type\":\"boolean\"}]}}";
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
