package io.weir.cli.embedded;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** What the registry knows; changed by {@link #apply} only, so that replaying its topic gives the same state. */
final class RegistryState {

    private final Map<Integer, Schema> schemas = new HashMap<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final TreeMap<String, TreeMap<Integer, Version>> subjects = new TreeMap<>();
    private final Map<String, CompatibilityLevel> levels = new HashMap<>();
    private CompatibilityLevel globalLevel = CompatibilityLevel.BACKWARD;
    private boolean readOnly;
    private int lastId;

    /** One version of a subject. */
    record Version(String subject, int number, int id, boolean deleted) {}

    void apply(Change change) {
        if (change instanceof Change.SchemaAdded added) {
            schemas.put(added.id(), new Schema.Parser(NameValidator.NO_VALIDATION).parse(added.schema()));
            ids.put(added.schema(), added.id());
            lastId = Math.max(lastId, added.id());
        } else if (change instanceof Change.VersionSet set) {
            subjects.computeIfAbsent(set.subject(), name -> new TreeMap<>())
                    .put(set.version(), new Version(set.subject(), set.version(), set.id(), set.deleted()));
        } else if (change instanceof Change.VersionRemoved removed) {
            remove(removed);
        } else if (change instanceof Change.LevelSet set) {
            setLevel(set.subject(), set.level());
        } else if (change instanceof Change.ModeSet set) {
            readOnly = set.readOnly();
        }
    }

    private void remove(Change.VersionRemoved removed) {
        TreeMap<Integer, Version> versions = subjects.get(removed.subject());
        if (versions != null) {
            versions.remove(removed.version());
            if (versions.isEmpty()) {
                subjects.remove(removed.subject());
            }
        }
    }

    private void setLevel(@Nullable String subject, @Nullable CompatibilityLevel level) {
        if (subject == null) {
            globalLevel = level == null ? CompatibilityLevel.BACKWARD : level;
        } else if (level == null) {
            levels.remove(subject);
        } else {
            levels.put(subject, level);
        }
    }

    /** Names of subjects that have a version to show, sorted. */
    List<String> subjects(boolean deletedToo) {
        return subjects.keySet().stream()
                .filter(subject -> !versions(subject, deletedToo).isEmpty())
                .toList();
    }

    /** Versions of a subject in order; empty when there is none. */
    List<Version> versions(String subject, boolean deletedToo) {
        return subjects.getOrDefault(subject, new TreeMap<>()).values().stream()
                .filter(version -> deletedToo || !version.deleted())
                .toList();
    }

    /** All versions that point to a schema id, deleted ones left out. */
    List<Version> versionsOf(int id) {
        return subjects.values().stream()
                .flatMap(versions -> versions.values().stream())
                .filter(version -> version.id() == id && !version.deleted())
                .toList();
    }

    @Nullable
    Schema schema(int id) {
        return schemas.get(id);
    }

    /** The schema of a version, which always has one. */
    Schema schema(Version version) {
        Schema schema = schemas.get(version.id());
        if (schema == null) {
            throw new IllegalStateException("no schema with id " + version.id());
        }
        return schema;
    }

    /** The id of a schema, compared by Avro's own rendering; null when it is new. */
    @Nullable
    Integer id(Schema schema) {
        return ids.get(schema.toString());
    }

    int lastId() {
        return lastId;
    }

    @Nullable
    CompatibilityLevel level(String subject) {
        return levels.get(subject);
    }

    CompatibilityLevel globalLevel() {
        return globalLevel;
    }

    boolean readOnly() {
        return readOnly;
    }
}
