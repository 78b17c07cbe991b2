package io.weir.wire;

import io.weir.transaction.InvalidRecordException;
import io.weir.transaction.InvalidRecordException.Reason;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * The Confluent wire format to Avro records. Configured with Confluent's setting names; safe for many threads.
 *
 * <p>With {@code specific.avro.reader} a record is resolved from its writer's schema to Weir's own of the same name and is
 * of the generated class; without it, it is a generic record in the writer's shape. No class named in schema or data is
 * ever loaded, and lengths are checked against the bytes that remain before anything is allocated.
 *
 * <p>Errors: {@link InvalidRecordException} with reason UNREADABLE or SCHEMA for bytes that no retry makes readable,
 * {@link RegistryUnavailableException} when the registry cannot be asked, {@link IllegalArgumentException} for settings.
 */
public final class WeirAvroDeserializer implements Deserializer<Object> {

    private final ConcurrentMap<Integer, DatumReader<Object>> readers = new ConcurrentHashMap<>();
    private @Nullable RegistryClient client;
    private boolean specific;

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        RegistrySettings settings = RegistrySettings.parse(configs);
        client = new RegistryClient(settings);
        specific = settings.specificReader();
    }

    @Override
    @SuppressWarnings("NullAway") // Kafka's contract: null stays null, a tombstone
    public Object deserialize(String topic, byte @Nullable [] data) {
        if (data == null) {
            return null;
        }
        if (client == null) {
            throw new IllegalStateException("configure must come before deserialize");
        }
        int id = WireFrame.id(data);
        DatumReader<Object> reader = readers.get(id);
        if (reader == null) {
            reader = reader(id, client.byId(id));
            readers.put(id, reader);
        }
        return decode(reader, data);
    }

    private static Object decode(DatumReader<Object> reader, byte[] data) {
        BinaryDecoder decoder =
                DecoderFactory.get().binaryDecoder(data, WireFrame.HEADER, data.length - WireFrame.HEADER, null);
        Object value;
        boolean ended;
        try {
            value = reader.read(null, decoder);
            ended = decoder.isEnd();
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw WireFrame.unreadable("value is not Avro of the schema that it names: " + e);
        }
        if (!ended) {
            throw WireFrame.unreadable("value has bytes after the end of the record; allowed: none");
        }
        return value;
    }

    private DatumReader<Object> reader(int id, Schema writer) {
        return specific
                ? new SpecificDatumReader<>(writer, ours(id, writer), WireModel.INSTANCE)
                : new GenericDatumReader<>(writer, writer, new GenericData());
    }

    private static Schema ours(int id, Schema writer) {
        Schema reader = WireModel.readerSchema(writer.getFullName());
        if (reader == null) {
            throw new InvalidRecordException(
                    Reason.SCHEMA,
                    "schema id " + id + " is " + InvalidRecordException.shown(writer.getFullName()) + "; allowed: "
                            + WireModel.recordNames());
        }
        var compatibility = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
        if (compatibility.getType() != SchemaCompatibilityType.COMPATIBLE) {
            throw new InvalidRecordException(
                    Reason.SCHEMA,
                    "schema id " + id + " cannot be read as " + reader.getFullName() + ": "
                            + compatibility.getResult().getIncompatibilities().stream()
                                    .map(found -> found.getLocation() + " " + found.getMessage())
                                    .toList());
        }
        return reader;
    }
}
