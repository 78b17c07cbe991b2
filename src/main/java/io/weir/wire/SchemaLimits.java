package io.weir.wire;

import io.weir.transaction.InvalidRecordException;
import io.weir.transaction.InvalidRecordException.Reason;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * What a schema from the registry may ask of a decoder, so that the work of decoding is bounded by the bytes of the record: a few
 * records, each of two fields of the next one, spell billions of fields that take no byte, and so does an array of nulls. Skipping one
 * byte takes at most as many steps as there are levels and empty parts.
 */
final class SchemaLimits {

    /** Fields and types with every name spelled out. */
    private static final int MOST_PARTS = 4_096;

    /** Parts that a decoder walks through and no byte pays for: null outside a union, a record without fields, a fixed of 0. */
    private static final int MOST_EMPTY = 16;

    /** A decoder takes the memory of a fixed before it sees whether its bytes are there. */
    private static final int LARGEST_FIXED = 1 << 20;

    private static final int DEEPEST = 64;

    private final String what;
    private final Set<String> open = new HashSet<>();
    private int parts;
    private int empty;

    private SchemaLimits(String what) {
        this.what = what;
    }

    /** @throws InvalidRecordException with reason SCHEMA, naming the limit that is passed */
    static Schema check(String what, Schema schema) {
        new SchemaLimits(what).takesBytes(schema, 0);
        return schema;
    }

    /** Whether a value takes bytes, whatever it is. */
    private boolean takesBytes(Schema schema, int depth) {
        if (depth > DEEPEST) {
            throw refused("is nested deeper than " + DEEPEST + " levels");
        }
        if (++parts > MOST_PARTS) {
            throw refused("has more than " + MOST_PARTS + " parts");
        }
        return switch (schema.getType()) {
            case NULL -> counted(false);
            case FIXED -> fixedTakesBytes(schema);
            case RECORD -> recordTakesBytes(schema, depth);
            case UNION -> {
                schema.getTypes().stream()
                        .filter(branch -> branch.getType() != Schema.Type.NULL)
                        .forEach(branch -> takesBytes(branch, depth + 1));
                yield true;
            }
            case ARRAY -> {
                if (!takesBytes(schema.getElementType(), depth + 1)) {
                    throw refused("has an array whose items take no bytes");
                }
                yield true;
            }
            case MAP -> {
                takesBytes(schema.getValueType(), depth + 1);
                yield true;
            }
            default -> true;
        };
    }

    private boolean counted(boolean takes) {
        if (!takes && ++empty > MOST_EMPTY) {
            throw refused("has more than " + MOST_EMPTY + " parts that take no bytes");
        }
        return takes;
    }

    private boolean fixedTakesBytes(Schema schema) {
        if (schema.getFixedSize() > LARGEST_FIXED) {
            throw refused("has a fixed of " + schema.getFixedSize() + " bytes");
        }
        return counted(schema.getFixedSize() > 0);
    }

    private boolean recordTakesBytes(Schema schema, int depth) {
        if (!open.add(schema.getFullName())) {
            return true;
        }
        counted(!schema.getFields().isEmpty());
        boolean takes = false;
        for (Schema.Field field : schema.getFields()) {
            takes |= takesBytes(field.schema(), depth + 1);
        }
        open.remove(schema.getFullName());
        return takes;
    }

    private InvalidRecordException refused(String problem) {
        return new InvalidRecordException(
                Reason.SCHEMA,
                what + " " + problem + "; allowed: " + DEEPEST + " levels, " + MOST_PARTS
                        + " parts with every name spelled out, of them " + MOST_EMPTY
                        + " that take no bytes, items of arrays that do, and a fixed of " + LARGEST_FIXED + " bytes");
    }
}
