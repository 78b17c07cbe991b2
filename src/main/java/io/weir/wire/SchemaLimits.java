package io.weir.wire;

import io.weir.transaction.InvalidRecordException;
import io.weir.transaction.InvalidRecordException.Reason;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * What a schema from the registry may ask of a decoder, so that the work of decoding is bounded by the bytes of the record: a few
 * records, each of two fields of the next one, spell billions of fields that take no byte, and so does an array of nulls.
 */
final class SchemaLimits {

    /** Fields and types with every name spelled out. */
    private static final int MOST_PARTS = 4_096;

    private static final int DEEPEST = 64;

    private final String what;
    private final Set<String> open = new HashSet<>();
    private int parts;

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
            case NULL -> false;
            case FIXED -> schema.getFixedSize() > 0;
            case RECORD -> recordTakesBytes(schema, depth);
            case UNION -> {
                schema.getTypes().forEach(branch -> takesBytes(branch, depth + 1));
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

    private boolean recordTakesBytes(Schema schema, int depth) {
        if (!open.add(schema.getFullName())) {
            return true;
        }
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
                        + " parts with every name spelled out, and items of arrays that take bytes");
    }
}
