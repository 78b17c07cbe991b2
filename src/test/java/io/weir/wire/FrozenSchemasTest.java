package io.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The wire contract may grow, and never break: FULL_TRANSITIVE against every version that was ever published. */
class FrozenSchemasTest {

    private static final String HOW_TO = "A published schema may only gain or lose fields that have a default, and an"
            + " enum with a default may gain symbols. After a change that may be made, copy schemas/*.avsc to a new"
            + " folder golden/schemas/v<next>; never change a folder that is there.";

    @Test
    void schemas_againstEveryFrozenVersion_areCompatibleBothWays() {
        Map<String, Schema> current = FrozenSchemas.current();
        List<String> conflicts = new ArrayList<>();
        for (Path version : FrozenSchemas.versions()) {
            FrozenSchemas.read(version).forEach((file, frozen) -> {
                Schema now = current.get(file);
                if (now == null) {
                    conflicts.add(file + " of " + version + " is gone");
                } else {
                    FrozenSchemas.conflicts(now, frozen)
                            .forEach(conflict -> conflicts.add(file + " against " + version + ": " + conflict));
                }
            });
        }
        assertThat(conflicts).as(HOW_TO).isEmpty();
    }

    @Test
    void schemas_today_areTheNewestFrozenVersion() {
        List<Path> versions = FrozenSchemas.versions();
        Path newest = versions.get(versions.size() - 1);

        assertThat(FrozenSchemas.current())
                .as("schemas/ against " + newest + ". " + HOW_TO)
                .isEqualTo(FrozenSchemas.read(newest));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"note\",\"type\":\"string\"}",
                "{\"name\":\"fraud\",\"type\":\"string\"}",
                "{\"name\":\"fraud\",\"type\":[\"null\",\"boolean\"],\"default\":null}",
                ""
            })
    void check_ofABreakingChange_findsIt(String field) {
        String fraud = "{\"name\":\"fraud\",\"type\":\"boolean\"}";
        Schema then = label(fraud);
        Schema now = label(field.contains("note") ? fraud + "," + field : field);

        assertThat(FrozenSchemas.conflicts(now, then)).isNotEmpty();
    }

    @Test
    void check_ofAFieldWithDefault_findsNothing() {
        String fraud = "{\"name\":\"fraud\",\"type\":\"boolean\"}";
        Schema then = label(fraud);
        Schema now = label(fraud + ",{\"name\":\"note\",\"type\":\"string\",\"default\":\"\"}");

        assertThat(FrozenSchemas.conflicts(now, then)).isEmpty();
    }

    private static Schema label(String fields) {
        return new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"Label\",\"namespace\":\"n\",\"fields\":[" + fields + "]}");
    }

    @Test
    void schemas_everyTypeAndField_saysWhatItMeans() {
        List<String> silent = new ArrayList<>();
        FrozenSchemas.current().forEach((file, schema) -> collectSilent(file, schema, silent));

        assertThat(silent).as("types and fields without doc").isEmpty();
    }

    private static void collectSilent(String where, Schema schema, List<String> silent) {
        switch (schema.getType()) {
            case RECORD -> {
                if (isBlank(schema.getDoc())) {
                    silent.add(where + " " + schema.getFullName());
                }
                for (Schema.Field field : schema.getFields()) {
                    if (isBlank(field.doc())) {
                        silent.add(where + " " + schema.getName() + "." + field.name());
                    }
                    collectSilent(where, field.schema(), silent);
                }
            }
            case ENUM -> {
                if (isBlank(schema.getDoc())) {
                    silent.add(where + " " + schema.getFullName());
                }
            }
            case ARRAY -> collectSilent(where, schema.getElementType(), silent);
            case MAP -> collectSilent(where, schema.getValueType(), silent);
            case UNION -> schema.getTypes().forEach(type -> collectSilent(where, type, silent));
            default -> {}
        }
    }

    private static boolean isBlank(@Nullable String doc) {
        return doc == null || doc.isBlank();
    }
}
