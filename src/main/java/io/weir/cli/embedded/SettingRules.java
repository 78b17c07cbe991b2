package io.weir.cli.embedded;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** Requests about schemas by id, compatibility levels and the mode: pure functions of the state. */
final class SettingRules {

    private final RegistryState state;

    SettingRules(RegistryState state) {
        this.state = state;
    }

    RegistryAnswer schemaById(RegistryCall call) {
        return RegistryAnswer.field("schema", schema(call).toString());
    }

    RegistryAnswer rawSchemaById(RegistryCall call) {
        return RawSchema.answer(schema(call));
    }

    RegistryAnswer versionsById(RegistryCall call) {
        schema(call);
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        state.versionsOf(id(call))
                .forEach(version ->
                        array.addObject().put("subject", version.subject()).put("version", version.number()));
        return RegistryAnswer.of(array);
    }

    RegistryAnswer subjectsById(RegistryCall call) {
        schema(call);
        return RegistryAnswer.texts(state.versionsOf(id(call)).stream()
                .map(RegistryState.Version::subject)
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    private Schema schema(RegistryCall call) {
        Schema schema = state.schema(id(call));
        if (schema == null) {
            throw new RegistryError(40403, "Schema " + id(call) + " not found");
        }
        return schema;
    }

    private static int id(RegistryCall call) {
        try {
            return Integer.parseInt(call.parts().get(0));
        } catch (NumberFormatException e) {
            throw new RegistryError(404, "HTTP 404 Not Found");
        }
    }

    RegistryAnswer globalLevel(RegistryCall call) {
        return level(state.globalLevel());
    }

    RegistryAnswer setGlobalLevel(RegistryCall call) {
        return set(new Change.LevelSet(null, wanted(call)));
    }

    RegistryAnswer deleteGlobalLevel(RegistryCall call) {
        return level(state.globalLevel()).with(List.of(new Change.LevelSet(null, null)));
    }

    RegistryAnswer subjectLevel(RegistryCall call) {
        CompatibilityLevel level = state.level(call.subject());
        if (level == null && !call.flag("defaultToGlobal")) {
            throw noLevel(call);
        }
        return level(level == null ? state.globalLevel() : level);
    }

    RegistryAnswer setSubjectLevel(RegistryCall call) {
        return set(new Change.LevelSet(call.subject(), wanted(call)));
    }

    RegistryAnswer deleteSubjectLevel(RegistryCall call) {
        CompatibilityLevel level = state.level(call.subject());
        if (level == null) {
            throw noLevel(call);
        }
        return level(level).with(List.of(new Change.LevelSet(call.subject(), null)));
    }

    private static CompatibilityLevel wanted(RegistryCall call) {
        return CompatibilityLevel.of(call.json().path("compatibility").asText());
    }

    private static RegistryAnswer set(Change.LevelSet change) {
        return RegistryAnswer.field("compatibility", String.valueOf(change.level()))
                .with(List.of(change));
    }

    private static RegistryAnswer level(CompatibilityLevel level) {
        return RegistryAnswer.field("compatibilityLevel", level.name());
    }

    private static RegistryError noLevel(RegistryCall call) {
        return new RegistryError(
                40408, "Subject '" + call.subject() + "' does not have subject-level compatibility configured");
    }

    RegistryAnswer mode(RegistryCall call) {
        return mode(state.readOnly());
    }

    RegistryAnswer setMode(RegistryCall call) {
        String wanted = call.json().path("mode").asText();
        if (!wanted.equals("READWRITE") && !wanted.equals("READONLY")) {
            throw new RegistryError(42204, "Invalid mode '" + wanted + "'. Valid values are [READWRITE, READONLY]");
        }
        boolean readOnly = wanted.equals("READONLY");
        return mode(readOnly).with(List.of(new Change.ModeSet(readOnly)));
    }

    private static RegistryAnswer mode(boolean readOnly) {
        return RegistryAnswer.field("mode", readOnly ? "READONLY" : "READWRITE");
    }
}
