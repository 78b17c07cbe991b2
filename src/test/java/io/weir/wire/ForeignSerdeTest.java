package io.weir.wire;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.weir.transaction.InvalidRecordException;
import io.weir.transaction.InvalidRecordException.Reason;
import java.io.EOFException;
import java.net.ConnectException;
import java.util.Map;
import org.apache.avro.AvroTypeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;

/** A serde that fails in the way of Confluent's takes the place of ours by its class name. */
class ForeignSerdeTest {

    /** Fails as its setting says; settings are all that reach a class that is built from its name. */
    public static final class Failing implements Serializer<Object>, Deserializer<Object> {

        private RuntimeException failure = new IllegalStateException();

        @Override
        public void configure(Map<String, ?> configs, boolean isKey) {
            failure = (RuntimeException) requireNonNull(configs.get("failure"));
            assertThat(configs.get("specific.avro.reader")).isEqualTo("true");
        }

        @Override
        public byte[] serialize(String topic, Object data) {
            throw failure;
        }

        @Override
        public Object deserialize(String topic, byte[] data) {
            throw failure;
        }

        @Override
        public void close() {}
    }

    /** Confluent's exception has this name, and puts the error code into its message. */
    static final class RestClientException extends Exception {
        RestClientException(String message, int code) {
            super(message + "; error code: " + code);
        }
    }

    @Test
    void reading_withNoConnection_isAnOutage() {
        assertThat(reading(new ConnectException("refused"))).isInstanceOf(RegistryUnavailableException.class);
        assertThat(reading(new RestClientException("Unauthorized", 401)))
                .isInstanceOf(RegistryUnavailableException.class);
        assertThat(reading(new RestClientException("store", 50001))).isInstanceOf(RegistryUnavailableException.class);
        assertThat(reading(new RestClientException("HTTP 404 Not Found", 404)))
                .isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void reading_badRecord_isRefusedWithItsReason() {
        assertThat(reason(new RestClientException("Schema not found", 40403))).isEqualTo(Reason.SCHEMA);
        assertThat(reason(new EOFException())).isEqualTo(Reason.UNREADABLE);
        assertThat(reason(new AvroTypeException("found long"))).isEqualTo(Reason.UNREADABLE);
        assertThat(reason(new IllegalArgumentException("magic"))).isEqualTo(Reason.UNREADABLE);
    }

    @Test
    void writing_refusedOrUnanswered_isToldApart() {
        assertThat(writing(new RestClientException("incompatible", 409))).isInstanceOf(SerializationException.class);
        assertThat(writing(new RestClientException("store", 50001))).isInstanceOf(RegistryUnavailableException.class);
        assertThat(writing(new ConnectException("refused"))).isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void className_thatIsNoSerde_isNamed() {
        assertThatThrownBy(() -> WireFormat.create(Map.of("value.serializer", "com.acme.Gone")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("value.serializer is \"com.acme.Gone\"; allowed: a class");
        assertThatThrownBy(() -> WireFormat.create(
                        Map.of("schema.registry.url", "http://127.0.0.1:1", "value.deserializer", String.class)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("value.deserializer is \"java.lang.String\"");
    }

    private static Reason reason(Exception cause) {
        Throwable thrown = reading(cause);
        assertThat(thrown).isInstanceOf(InvalidRecordException.class);
        return ((InvalidRecordException) thrown).reason();
    }

    private static Throwable reading(Exception cause) {
        try (WireFormat wire = failing(cause)) {
            return catchThrowable(() -> wire.readLabel("labels", new byte[] {0, 0, 0, 0, 1, 2}));
        }
    }

    private static Throwable writing(Exception cause) {
        try (WireFormat wire = failing(cause)) {
            return catchThrowable(() -> wire.label("labels", Samples.LABEL));
        }
    }

    private static WireFormat failing(Exception cause) {
        return WireFormat.create(Map.of(
                "value.serializer",
                Failing.class,
                "value.deserializer",
                Failing.class.getName(),
                "failure",
                new SerializationException("Error in Avro", cause)));
    }
}
