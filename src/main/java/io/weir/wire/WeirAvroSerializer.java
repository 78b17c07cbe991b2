package io.weir.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Avro records to the Confluent wire format: magic byte 0, schema id in four bytes, Avro binary. Configured with
 * Confluent's setting names; safe for many threads.
 *
 * <p>The id comes from registering the record's schema ({@code auto.register.schemas}, the default), else from the newest
 * version of the subject ({@code use.latest.version}), in whose shape the record is then written, else from looking the
 * schema up.
 *
 * <p>Errors: {@link SerializationException} when the registry refuses the schema or the record does not fit it, {@link
 * RegistryUnavailableException} when the registry cannot be asked, {@link IllegalArgumentException} for settings.
 */
public final class WeirAvroSerializer implements Serializer<Object> {

    private final ConcurrentMap<Schema, DatumWriter<Object>> writers = new ConcurrentHashMap<>();
    private @Nullable Registered registered;

    private record Registered(RegistrySettings settings, RegistryClient client, boolean key) {
        String subject(String topic, Schema schema) {
            return (key ? settings.keySubjects() : settings.valueSubjects()).subject(topic, key, schema);
        }
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        RegistrySettings settings = RegistrySettings.parse(configs);
        registered = new Registered(settings, new RegistryClient(settings), isKey);
    }

    @Override
    @SuppressWarnings("NullAway") // Kafka's contract: null stays null, a tombstone
    public byte[] serialize(String topic, @Nullable Object data) {
        if (data == null) {
            return null;
        }
        if (!(data instanceof IndexedRecord datum)) {
            throw new SerializationException("value is a " + data.getClass().getName() + "; allowed: an Avro record");
        }
        if (registered == null) {
            throw new IllegalStateException("configure must come before serialize");
        }
        return framed(topic, datum, registered);
    }

    private byte[] framed(String topic, IndexedRecord datum, Registered registry) {
        Schema schema = datum.getSchema();
        String subject = registry.subject(topic, schema);
        try {
            if (registry.settings().autoRegister()) {
                return frame(registry.client().register(subject, schema), encode(datum, schema));
            }
            if (registry.settings().useLatest()) {
                RegistryClient.Latest latest = registry.client().latest(subject);
                return frame(latest.id(), reshape(encode(datum, schema), schema, latest.schema()));
            }
            return frame(registry.client().lookup(subject, schema), encode(datum, schema));
        } catch (RegistryRefusal e) {
            throw new SerializationException(
                    "schema " + schema.getFullName() + " of subject " + subject + " refused: " + e.getMessage(), e);
        } catch (IOException | AvroRuntimeException | ClassCastException | NullPointerException e) {
            throw new SerializationException(
                    "record for " + topic + " does not fit schema " + schema.getFullName() + ": " + e.getMessage(), e);
        }
    }

    private ByteArrayOutputStream encode(IndexedRecord datum, Schema schema) throws IOException {
        DatumWriter<Object> writer = writers.computeIfAbsent(
                schema,
                key -> datum instanceof SpecificRecord
                        ? new SpecificDatumWriter<>(key, WireModel.INSTANCE)
                        : new GenericDatumWriter<>(key));
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        writer.write(datum, encoder);
        encoder.flush();
        return out;
    }

    /** The same record in the shape of another schema, by Avro's rules of resolution. */
    private static ByteArrayOutputStream reshape(ByteArrayOutputStream encoded, Schema from, Schema to)
            throws IOException {
        Object datum = new GenericDatumReader<>(from, to, new GenericData())
                .read(null, DecoderFactory.get().binaryDecoder(encoded.toByteArray(), null));
        ByteArrayOutputStream out = new ByteArrayOutputStream(encoded.size());
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        new GenericDatumWriter<>(to, new GenericData()).write(datum, encoder);
        encoder.flush();
        return out;
    }

    private static byte[] frame(int id, ByteArrayOutputStream encoded) {
        return WireFrame.of(id, encoded.toByteArray());
    }
}
