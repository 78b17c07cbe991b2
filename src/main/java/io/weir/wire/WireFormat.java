package io.weir.wire;

import io.weir.baserate.BaseRateCommand;
import io.weir.baserate.BaseRateVersion;
import io.weir.decision.Outcome;
import io.weir.transaction.InvalidRecordException;
import io.weir.transaction.InvalidRecordException.Reason;
import io.weir.transaction.Label;
import io.weir.transaction.Transaction;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Core records to bytes on topics and back: Avro in the Confluent wire format, with schemas kept in a schema registry.
 *
 * <p>Settings carry Confluent's names ({@code schema.registry.url}, {@code auto.register.schemas}, {@code
 * use.latest.version}, {@code basic.auth.credentials.source}, {@code basic.auth.user.info}, {@code
 * value.subject.name.strategy}, {@code schema.registry.ssl.*}). {@code value.serializer} and {@code
 * value.deserializer} name the serde classes; Confluent's KafkaAvroSerializer and KafkaAvroDeserializer can take the place
 * of {@link WeirAvroSerializer} and {@link WeirAvroDeserializer}, which are the default.
 *
 * <p>A reader throws {@link InvalidRecordException} for a record that no retry makes good: UNREADABLE (empty, cut short or
 * foreign bytes), SCHEMA (unknown, or not resolvable to ours), MISSING_FIELD or INVALID_FIELD. When the registry cannot be
 * asked it throws {@link RegistryUnavailableException}, which says nothing about the record. Safe for many threads; talks
 * to the registry once for each schema.
 */
public final class WireFormat implements AutoCloseable {

    private final Serializer<Object> serializer;
    private final Deserializer<Object> deserializer;

    private WireFormat(Serializer<Object> serializer, Deserializer<Object> deserializer) {
        this.serializer = serializer;
        this.deserializer = deserializer;
    }

    /**
     * Builds serializer and deserializer from settings; the registry is first asked when a record comes.
     *
     * @throws IllegalArgumentException naming the setting, its value and what is allowed
     */
    public static WireFormat create(Map<String, ?> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("specific.avro.reader", "true");
        all.putIfAbsent("avro.remove.java.properties", "true");
        Serializer<Object> serializer = SerdeClass.serializer(settings);
        Deserializer<Object> deserializer = SerdeClass.deserializer(settings);
        serializer.configure(all, false);
        deserializer.configure(all, false);
        return new WireFormat(serializer, deserializer);
    }

    /**
     * Asks the registry for something, whatever it is: who starts without one shall hear of it at once. A serde of another make is
     * not asked; it has its own ways to a registry.
     *
     * @throws RegistryUnavailableException naming the address and what is wrong
     */
    public static void checkRegistry(Map<String, ?> settings) {
        if (SerdeClass.deserializer(settings) instanceof WeirAvroDeserializer) {
            new RegistryClient(RegistrySettings.parse(settings)).check();
        }
    }

    public byte[] transaction(String topic, Transaction transaction) {
        return write(topic, TransactionAvro.write(transaction));
    }

    public Transaction readTransaction(String topic, byte @Nullable [] bytes) {
        return TransactionAvro.read(read(topic, bytes, io.weir.wire.avro.Transaction.class));
    }

    public byte[] label(String topic, Label label) {
        return write(topic, LabelAvro.write(label));
    }

    public Label readLabel(String topic, byte @Nullable [] bytes) {
        return LabelAvro.read(read(topic, bytes, io.weir.wire.avro.Label.class));
    }

    /** The open attributes of the transaction are not written: the feature vector stands for them. */
    public byte[] decision(String topic, DecisionRecord decision) {
        return write(topic, DecisionAvro.write(decision));
    }

    /** The transaction inside has empty maps of open attributes; see {@link #decision}. */
    public DecisionRecord readDecision(String topic, byte @Nullable [] bytes) {
        return DecisionAvro.read(read(topic, bytes, io.weir.wire.avro.Decision.class));
    }

    public byte[] alert(String topic, String queue, DecisionRecord decision) {
        return write(topic, DecisionAvro.writeAlert(queue, decision));
    }

    public AlertRecord readAlert(String topic, byte @Nullable [] bytes) {
        return DecisionAvro.readAlert(read(topic, bytes, io.weir.wire.avro.Alert.class));
    }

    public byte[] outcome(String topic, Outcome outcome) {
        return write(topic, OutcomeAvro.write(outcome));
    }

    public Outcome readOutcome(String topic, byte @Nullable [] bytes) {
        return OutcomeAvro.read(read(topic, bytes, io.weir.wire.avro.Outcome.class));
    }

    public byte[] baseRate(String topic, BaseRateVersion baseRate) {
        return write(topic, BaseRateAvro.write(baseRate));
    }

    public BaseRateVersion readBaseRate(String topic, byte @Nullable [] bytes) {
        return BaseRateAvro.read(read(topic, bytes, io.weir.wire.avro.BaseRate.class));
    }

    public byte[] baseRateCommand(String topic, BaseRateCommand command) {
        return write(topic, BaseRateCommandAvro.write(command));
    }

    public BaseRateCommand readBaseRateCommand(String topic, byte @Nullable [] bytes) {
        return BaseRateCommandAvro.read(read(topic, bytes, io.weir.wire.avro.BaseRateCommand.class));
    }

    public byte[] bundle(String topic, PublishedBundle bundle) {
        return write(topic, BundleAvro.write(bundle));
    }

    /** Refuses, as INVALID_FIELD, content that does not have the SHA-256 that it is published under. */
    public PublishedBundle readBundle(String topic, byte @Nullable [] bytes) {
        return BundleAvro.read(read(topic, bytes, io.weir.wire.avro.Bundle.class));
    }

    public byte[] policy(String topic, PublishedPolicy policy) {
        return write(topic, PolicyAvro.write(policy));
    }

    public PublishedPolicy readPolicy(String topic, byte @Nullable [] bytes) {
        return PolicyAvro.read(read(topic, bytes, io.weir.wire.avro.Policy.class));
    }

    private byte[] write(String topic, Object avro) {
        try {
            return serializer.serialize(topic, avro);
        } catch (RuntimeException e) {
            throw SerdeFailure.writing(e);
        }
    }

    private <A> A read(String topic, byte @Nullable [] bytes, Class<A> type) {
        if (bytes == null || bytes.length == 0) {
            throw WireFrame.unreadable(bytes == null ? "value is null" : "value is empty");
        }
        Object value;
        try {
            value = deserializer.deserialize(topic, bytes);
        } catch (RuntimeException e) {
            throw SerdeFailure.reading(e);
        }
        if (!type.isInstance(value)) {
            throw new InvalidRecordException(
                    Reason.SCHEMA,
                    "record on " + topic + " is a " + value.getClass().getSimpleName() + "; allowed: "
                            + type.getSimpleName());
        }
        return type.cast(value);
    }

    @Override
    public void close() {
        serializer.close();
        deserializer.close();
    }
}
