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

    private static final int MOST_KEPT = 1 << 20;
    private static final ThreadLocal<Buffer> BUFFERS = ThreadLocal.withInitial(Buffer::new);

    private final ConcurrentMap<Schema, DatumWriter<Object>> writers = new ConcurrentHashMap<>();
    private @Nullable Registered registered;

    /** Memory that a thread writes one record after the other in. */
    private static final class Buffer {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream(1_024);
        private @Nullable BinaryEncoder encoder;
    }

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
                return frame(registry.client().register(subject, schema), datum, schema);
            }
            if (registry.settings().useLatest()) {
                RegistryClient.Latest latest = registry.client().latest(subject);
                return frame(latest.id(), reshaped(datum, schema, latest.schema()), latest.schema());
            }
            return frame(registry.client().lookup(subject, schema), datum, schema);
        } catch (RegistryRefusal e) {
            throw new SerializationException(
                    "schema " + schema.getFullName() + " of subject " + subject + " refused: " + e.getMessage(), e);
        } catch (IOException | AvroRuntimeException | ClassCastException | NullPointerException e) {
            throw new SerializationException(
                    "record for " + topic + " does not fit schema " + schema.getFullName() + ": " + e.getMessage(), e);
        }
    }

    private byte[] frame(int id, IndexedRecord datum, Schema schema) throws IOException {
        Buffer buffer = BUFFERS.get();
        buffer.out.reset();
        buffer.out.writeBytes(WireFrame.header(id));
        encode(datum, schema, buffer);
        byte[] bytes = buffer.out.toByteArray();
        if (bytes.length > MOST_KEPT) {
            BUFFERS.remove();
        }
        return bytes;
    }

    private void encode(IndexedRecord datum, Schema schema, Buffer buffer) throws IOException {
        DatumWriter<Object> writer = writers.get(schema);
        if (writer == null) {
            writer = datum instanceof SpecificRecord
                    ? new SpecificDatumWriter<>(schema, WireModel.INSTANCE)
                    : new GenericDatumWriter<>(schema, new GenericData());
            writers.put(schema, writer);
        }
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(buffer.out, buffer.encoder);
        // A record that does not fit leaves its beginning in the encoder, which would put it before the next one.
        buffer.encoder = null;
        writer.write(datum, encoder);
        encoder.flush();
        buffer.encoder = encoder;
    }

    /** The same record in the shape of another schema, by Avro's rules of resolution. */
    private IndexedRecord reshaped(IndexedRecord datum, Schema from, Schema to) throws IOException {
        Buffer buffer = new Buffer();
        encode(datum, from, buffer);
        return new GenericDatumReader<IndexedRecord>(from, to, new GenericData())
                .read(null, DecoderFactory.get().binaryDecoder(buffer.out.toByteArray(), null));
    }
}
