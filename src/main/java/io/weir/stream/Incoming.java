package io.weir.stream;

import io.weir.transaction.InvalidRecordException;
import io.weir.transaction.InvalidRecordException.Reason;
import io.weir.transaction.Label;
import io.weir.transaction.Transaction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/**
 * A record as it came in: readable or not, with the bytes it came in. Reading never throws for a bad record, so that the
 * topology itself sends it to the dead letters; it throws only where the registry cannot be reached.
 */
sealed interface Incoming {

    /**
     * Most bytes of a record that is used. As it came, or as a transaction with all the text and values that it may have, it has
     * to fit the topics between partitions: one that did not would stop the stream for good.
     */
    int MOST_BYTES = 4 << 20;

    byte @Nullable [] raw();

    /** The account as a record key; null where the record is unreadable. */
    default byte @Nullable [] account() {
        if (this instanceof Payment payment) {
            return payment.transaction().account().getBytes(StandardCharsets.UTF_8);
        }
        return this instanceof Report report ? report.label().account().getBytes(StandardCharsets.UTF_8) : null;
    }

    /** A readable transaction. */
    record Payment(Transaction transaction, byte[] raw) implements Incoming {}

    /** A readable label. */
    record Report(Label label, byte[] raw) implements Incoming {}

    /** A record that cannot be used, and why. */
    record Unreadable(InvalidRecordException error, byte @Nullable [] raw) implements Incoming {}

    /** Reads transactions; one that lies further ahead of the clock than allowed would close windows early: refused. */
    static Serde<Incoming> payments(
            String topic, BiFunction<String, byte[], Transaction> read, InstantSource clock, Duration maxAhead) {
        return serde(bytes -> {
            Transaction transaction = read.apply(topic, bytes);
            checkNotAhead("event_time", transaction.timeMillis(), clock, maxAhead);
            return new Payment(transaction, bytes);
        });
    }

    /** Reads labels; their time closes windows as well. */
    static Serde<Incoming> reports(
            String topic, BiFunction<String, byte[], Label> read, InstantSource clock, Duration maxAhead) {
        return serde(bytes -> {
            Label label = read.apply(topic, bytes);
            checkNotAhead("reported_time", label.reportedMillis(), clock, maxAhead);
            return new Report(label, bytes);
        });
    }

    private static void checkSize(int bytes) {
        if (bytes > MOST_BYTES) {
            throw new InvalidRecordException(
                    Reason.UNREADABLE, "value has " + bytes + " bytes; allowed: at most " + MOST_BYTES);
        }
    }

    private static void checkNotAhead(String field, long millis, InstantSource clock, Duration maxAhead) {
        if (millis > clock.millis() + maxAhead.toMillis()) {
            throw InvalidRecordException.field(
                    field, Instant.ofEpochMilli(millis), "at most " + maxAhead + " ahead of this machine's clock");
        }
    }

    /**
     * Event time. A label that became known at a time counts for a transaction of that time: it goes one millisecond
     * ahead. An unreadable record takes the time of its neighbours.
     */
    static long timestamp(ConsumerRecord<Object, Object> consumed, long partitionTime) {
        if (consumed.value() instanceof Payment payment) {
            return payment.transaction().timeMillis();
        }
        if (consumed.value() instanceof Report report) {
            return Math.max(0, report.label().reportedMillis() - 1);
        }
        return Math.max(0, partitionTime);
    }

    /** Reads by the name of the topic outside, whichever internal topic the bytes come from. */
    private static Serde<Incoming> serde(Function<byte[], Incoming> read) {
        Deserializer<Incoming> deserializer = (internal, bytes) -> {
            if (bytes == null) {
                return new Unreadable(
                        new InvalidRecordException(Reason.UNREADABLE, "value is null; allowed: an Avro record"), null);
            }
            try {
                checkSize(bytes.length);
                return read.apply(bytes);
            } catch (InvalidRecordException e) {
                return new Unreadable(e, bytes);
            }
        };
        return Serdes.serdeFrom((internal, incoming) -> incoming.raw(), deserializer);
    }
}
