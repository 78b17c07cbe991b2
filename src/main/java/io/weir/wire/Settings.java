package io.weir.wire;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** Reads settings as Kafka clients hand them over: as text, or already parsed by their type. */
final class Settings {

    private final Map<String, ?> values;

    Settings(Map<String, ?> values) {
        this.values = values;
    }

    /** The value as trimmed text; null when absent or blank. */
    @Nullable
    String text(String name) {
        Object value = values.get(name);
        if (value == null) {
            return null;
        }
        String text = value instanceof Password secret
                ? secret.value()
                : value instanceof Class<?> type ? type.getName() : String.valueOf(value);
        return text.isBlank() ? null : text.trim();
    }

    String text(String name, String otherwise) {
        String text = text(name);
        return text == null ? otherwise : text;
    }

    boolean flag(String name, boolean otherwise) {
        String text = text(name);
        if (text == null) {
            return otherwise;
        }
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(name + " is \"" + text + "\"; allowed: true, false");
        };
    }

    /** A list, or text with commas. */
    List<String> list(String name) {
        Object value = values.get(name);
        Stream<String> parts = value instanceof Collection<?> collection
                ? collection.stream().map(String::valueOf)
                : Stream.of(text(name, "").split(","));
        return parts.map(String::trim).filter(part -> !part.isEmpty()).toList();
    }
}
