package io.weir.cli.embedded;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/**
 * What a new version of a schema must be able to do with earlier ones. Backward: read their data; forward: be read by
 * them; full: both. Transitive levels look at all earlier versions, the others at the newest one.
 */
enum CompatibilityLevel {
    NONE(false, false, false),
    BACKWARD(true, false, false),
    BACKWARD_TRANSITIVE(true, false, true),
    FORWARD(false, true, false),
    FORWARD_TRANSITIVE(false, true, true),
    FULL(true, true, false),
    FULL_TRANSITIVE(true, true, true);

    private final boolean backward;
    private final boolean forward;
    private final boolean transitive;

    CompatibilityLevel(boolean backward, boolean forward, boolean transitive) {
        this.backward = backward;
        this.forward = forward;
        this.transitive = transitive;
    }

    static CompatibilityLevel of(String name) {
        return Arrays.stream(values())
                .filter(level -> level.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new RegistryError(
                        42203,
                        "Invalid compatibility level '" + name + "'. Valid values are " + Arrays.toString(values())));
    }

    /** Why a schema may not follow these versions, oldest first; empty when it may. */
    List<String> conflicts(Schema added, List<Schema> earlier) {
        List<String> conflicts = new ArrayList<>();
        int from = transitive ? 0 : Math.max(0, earlier.size() - 1);
        for (Schema version : earlier.subList(from, earlier.size())) {
            if (backward) {
                conflicts.addAll(conflicts("the new schema cannot read the old one", added, version));
            }
            if (forward) {
                conflicts.addAll(conflicts("the old schema cannot read the new one", version, added));
            }
        }
        return conflicts;
    }

    private static List<String> conflicts(String what, Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult()
                .getIncompatibilities()
                .stream()
                .map(found -> what + ": " + found.getType() + " at " + found.getLocation() + ": " + found.getMessage())
                .toList();
    }
}
