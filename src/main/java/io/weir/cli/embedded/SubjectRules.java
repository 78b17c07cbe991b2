package io.weir.cli.embedded;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.cli.embedded.RegistryState.Version;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** Requests about subjects and their versions: pure functions of the state. */
final class SubjectRules {

    private final RegistryState state;

    SubjectRules(RegistryState state) {
        this.state = state;
    }

    RegistryAnswer subjects(RegistryCall call) {
        String prefix = call.query().getOrDefault("subjectPrefix", "");
        return RegistryAnswer.texts(state.subjects(call.flag("deleted")).stream()
                .filter(subject -> subject.startsWith(prefix))
                .toList());
    }

    RegistryAnswer versions(RegistryCall call) {
        return numbers(found(call.subject(), call.flag("deleted")));
    }

    RegistryAnswer version(RegistryCall call) {
        return RegistryAnswer.of(described(numbered(call, call.flag("deleted"))));
    }

    RegistryAnswer versionSchema(RegistryCall call) {
        return RawSchema.answer(state.schema(numbered(call, call.flag("deleted"))));
    }

    /** Finds a schema under a subject. */
    RegistryAnswer lookup(RegistryCall call) {
        Integer id = state.id(call.schema());
        List<Version> versions = found(call.subject(), call.flag("deleted"));
        for (int i = versions.size() - 1; i >= 0; i--) {
            if (id != null && versions.get(i).id() == id) {
                return RegistryAnswer.of(described(versions.get(i)));
            }
        }
        throw RegistryError.schemaNotFound();
    }

    /** Registers a schema under a subject; the same one twice gives the same id and no new version. */
    RegistryAnswer register(RegistryCall call) {
        String subject = call.subject();
        Schema schema = call.schema();
        Integer known = state.id(schema);
        int id = known == null ? state.lastId() + 1 : known;
        List<Version> live = state.versions(subject, false);
        RegistryAnswer answer = RegistryAnswer.of(RegistryAnswer.object().put("id", id));
        if (live.stream().anyMatch(version -> version.id() == id)) {
            return answer;
        }
        mustBeWritable(subject);
        List<String> conflicts = level(subject).conflicts(schema, schemas(live));
        if (!conflicts.isEmpty()) {
            throw new RegistryError(
                    409,
                    "Schema being registered is incompatible with an earlier schema for subject \"" + subject
                            + "\", details: " + conflicts + ", compatibility: " + level(subject));
        }
        List<Change> changes = new ArrayList<>();
        if (known == null) {
            changes.add(new Change.SchemaAdded(id, schema.toString()));
        }
        changes.add(new Change.VersionSet(subject, nextVersion(subject), id, false));
        return answer.with(changes);
    }

    /** Tells whether a schema could be registered; against one version, or against those that the level looks at. */
    RegistryAnswer test(RegistryCall call) {
        CompatibilityLevel level = level(call.subject());
        List<Version> earlier =
                call.parts().size() > 1 ? List.of(numbered(call, false)) : state.versions(call.subject(), false);
        List<String> conflicts = level.conflicts(call.schema(), schemas(earlier));
        ObjectNode answer = RegistryAnswer.object().put("is_compatible", conflicts.isEmpty());
        if (call.flag("verbose")) {
            ArrayNode messages = answer.putArray("messages");
            conflicts.forEach(messages::add);
        }
        return RegistryAnswer.of(answer);
    }

    RegistryAnswer deleteSubject(RegistryCall call) {
        String subject = call.subject();
        List<Version> all = found(subject, true);
        List<Version> live = state.versions(subject, false);
        mustBeWritable(subject);
        if (call.flag("permanent")) {
            if (!live.isEmpty()) {
                throw new RegistryError(
                        40405, "Subject '" + subject + "' was not deleted first before being permanently deleted");
            }
            return numbers(all).with(all.stream().map(SubjectRules::removed).toList());
        }
        if (live.isEmpty()) {
            throw new RegistryError(
                    40404, "Subject '" + subject + "' was soft deleted. Set permanent=true to delete permanently");
        }
        return numbers(live).with(live.stream().map(SubjectRules::deleted).toList());
    }

    RegistryAnswer deleteVersion(RegistryCall call) {
        Version version = numbered(call, true);
        String name = "Subject '" + version.subject() + "' Version " + version.number();
        mustBeWritable(version.subject());
        if (call.flag("permanent") && !version.deleted()) {
            throw new RegistryError(40407, name + " was not deleted first before being permanently deleted");
        }
        if (!call.flag("permanent") && version.deleted()) {
            throw new RegistryError(40406, name + " was soft deleted. Set permanent=true to delete permanently");
        }
        Change change = call.flag("permanent") ? removed(version) : deleted(version);
        return RegistryAnswer.number(version.number()).with(List.of(change));
    }

    private static Change removed(Version version) {
        return new Change.VersionRemoved(version.subject(), version.number());
    }

    private static Change deleted(Version version) {
        return new Change.VersionSet(version.subject(), version.number(), version.id(), true);
    }

    private int nextVersion(String subject) {
        List<Version> all = state.versions(subject, true);
        return all.isEmpty() ? 1 : all.get(all.size() - 1).number() + 1;
    }

    private CompatibilityLevel level(String subject) {
        CompatibilityLevel own = state.level(subject);
        return own == null ? state.globalLevel() : own;
    }

    private List<Schema> schemas(List<Version> versions) {
        return versions.stream().map(state::schema).toList();
    }

    private void mustBeWritable(String subject) {
        if (state.readOnly()) {
            throw new RegistryError(42205, "Subject " + subject + " is in read-only mode");
        }
    }

    private List<Version> found(String subject, boolean deletedToo) {
        List<Version> versions = state.versions(subject, deletedToo);
        if (versions.isEmpty()) {
            throw RegistryError.subjectNotFound(subject);
        }
        return versions;
    }

    /** The version that the second variable part of the path names: a number, {@code latest} or -1. */
    private Version numbered(RegistryCall call, boolean deletedToo) {
        String text = call.parts().get(1);
        int number = number(text);
        List<Version> versions = found(call.subject(), deletedToo);
        if (number < 0) {
            List<Version> live = found(call.subject(), false);
            return live.get(live.size() - 1);
        }
        return versions.stream()
                .filter(version -> version.number() == number)
                .findFirst()
                .orElseThrow(() -> RegistryError.versionNotFound(number));
    }

    private static int number(String text) {
        if (text.equals("latest") || text.equals("-1")) {
            return -1;
        }
        try {
            int number = Integer.parseInt(text);
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw invalidVersion(text);
        }
        throw invalidVersion(text);
    }

    private static RegistryError invalidVersion(String text) {
        return new RegistryError(
                42202,
                "The specified version '" + text + "' is not a valid version id. Allowed values are between"
                        + " [1, 2^31-1] and the string \"latest\"");
    }

    private ObjectNode described(Version version) {
        return RegistryAnswer.object()
                .put("subject", version.subject())
                .put("version", version.number())
                .put("id", version.id())
                .put("schema", state.schema(version).toString());
    }

    private static RegistryAnswer numbers(List<Version> versions) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        versions.forEach(version -> array.add(version.number()));
        return RegistryAnswer.of(array);
    }
}
