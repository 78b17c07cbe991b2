package io.weir.wire;

import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Builds serializer and deserializer from the class names in the settings. */
final class SerdeClass {

    private SerdeClass() {}

    @SuppressWarnings("unchecked") // a serde for Avro takes any Avro value
    static Serializer<Object> serializer(Map<String, ?> settings) {
        return (Serializer<Object>) create(settings, "value.serializer", WeirAvroSerializer.class, Serializer.class);
    }

    @SuppressWarnings("unchecked") // a serde for Avro gives any Avro value
    static Deserializer<Object> deserializer(Map<String, ?> settings) {
        return (Deserializer<Object>)
                create(settings, "value.deserializer", WeirAvroDeserializer.class, Deserializer.class);
    }

    private static <T> T create(Map<String, ?> settings, String setting, Class<? extends T> ours, Class<T> type) {
        String name = new Settings(settings).text(setting, ours.getName());
        try {
            Class<?> found = Class.forName(name, true, SerdeClass.class.getClassLoader());
            if (type.isAssignableFrom(found)) {
                return type.cast(found.getConstructor().newInstance());
            }
            throw invalid(setting, name, type, null);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw invalid(setting, name, type, e);
        }
    }

    private static IllegalArgumentException invalid(
            String setting, String name, Class<?> type, @Nullable Throwable cause) {
        return new IllegalArgumentException(
                setting + " is \"" + name + "\"; allowed: a class on the classpath that implements " + type.getName()
                        + " and has a public constructor without arguments",
                cause);
    }
}
