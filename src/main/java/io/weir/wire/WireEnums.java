package io.weir.wire;

import io.weir.transaction.InvalidRecordException;
import java.util.Arrays;

/** Constants that travel as text, so that a schema need not change for a new one. */
final class WireEnums {

    private WireEnums() {}

    /** @throws InvalidRecordException naming the field, its value and what is allowed */
    static <E extends Enum<E>> E of(Class<E> type, String field, String name) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw InvalidRecordException.field(field, name, Arrays.toString(type.getEnumConstants()));
    }
}
