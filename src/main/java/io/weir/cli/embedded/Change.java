package io.weir.cli.embedded;

import org.jspecify.annotations.Nullable;

/** One change of the registry's state, and one record of its topic; a later record with the same key replaces it. */
sealed interface Change {

    /** A schema got its id, for good: ids are never used again. */
    record SchemaAdded(int id, String schema) implements Change {}

    /** A version of a subject points to a schema; a deleted one stays readable by id and by request. */
    record VersionSet(String subject, int version, int id, boolean deleted) implements Change {}

    /** A version is gone. */
    record VersionRemoved(String subject, int version) implements Change {}

    /** Compatibility of a subject, or of all without one of their own (null); a null level takes it back. */
    record LevelSet(@Nullable String subject, @Nullable CompatibilityLevel level) implements Change {}

    /** Whether schemas may be registered and deleted. */
    record ModeSet(boolean readOnly) implements Change {}
}
