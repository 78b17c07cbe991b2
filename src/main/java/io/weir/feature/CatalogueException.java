package io.weir.feature;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A catalogue that declares what cannot be: names the entity or feature at fault, the key, the value and what is allowed. Its
 * parts are there for whoever knows the line of the declaration.
 */
public final class CatalogueException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    CatalogueException(Fault fault) {
        super(fault.place() + " " + fault.found() + "; allowed: " + fault.allowed());
        this.fault = fault;
    }

    /** What is wrong, in parts. */
    public Fault fault() {
        return fault;
    }

    /**
     * What is wrong with a catalogue.
     *
     * @param section catalogue, entities or features, as the file names them
     * @param index which entity or feature, from 0; -1: the section as a whole
     * @param name of the entity or feature; empty: the section as a whole
     * @param key of the declaration, as the file names it; null: the declaration or its name
     * @param value at fault; null: it is missing
     * @param allowed what is allowed instead
     * @param names what a mistyped value may have been meant to be
     */
    public record Fault(
            String section,
            int index,
            String name,
            @Nullable String key,
            @Nullable String value,
            String allowed,
            List<String> names) {

        /** The keys that lead to it, as in {@code features.idle.window}. */
        public String place() {
            return section + (name.isEmpty() ? "" : "." + name) + (key == null ? "" : "." + key);
        }

        /** What was found there: the value, or nothing. */
        public String found() {
            return value == null ? "is missing" : "is \"" + value + "\"";
        }
    }
}
