package io.weir.stream;

import io.weir.feature.FeatureCatalogue;
import io.weir.transaction.InvalidRecordException;
import io.weir.transaction.Label;
import io.weir.transaction.Transaction;
import io.weir.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * What the processors share.
 *
 * @param patience with a registry that is away
 * @param pace of a replay
 * @param flushes of the calling stream thread's producer
 */
record StreamParts(
        StreamSettings settings,
        WireFormat wire,
        Published published,
        StreamMetrics metrics,
        Patience patience,
        ReplayPace pace,
        LongSupplier flushes) {

    StreamParts(
            StreamSettings settings,
            WireFormat wire,
            Published published,
            StreamMetrics metrics,
            Patience patience,
            LongSupplier flushes) {
        this(settings, wire, published, metrics, patience, new ReplayPace(), flushes);
    }

    /** For what a processor sends and then forgets. */
    <T> Unflushed<T> unflushed() {
        return new Unflushed<>(settings.exactlyOnce() ? null : flushes);
    }

    /** The features that profiles are kept for; a bundle of another catalogue is refused. */
    FeatureCatalogue catalogue() {
        return settings.catalogue();
    }

    /**
     * The horizon: event time up to which the versions of the base rate are known.
     *
     * @param first where history begins; counts only before the first version
     */
    long horizon(long first) {
        long last = published.estimatedUntil();
        if (last == Long.MIN_VALUE) {
            return first == Long.MAX_VALUE ? first : settings.firstHorizon(first);
        }
        return last + settings.horizonStep();
    }

    /** A dead letter for a record as it was read; behind a hop its headers say where it stood. */
    Record<byte[], Emission> deadLetter(
            ProcessorContext<byte[], Emission> context, Record<byte[], Incoming> record, InvalidRecordException error) {
        metrics.deadLetter(error.reason());
        DeadLetterHeaders headers = new DeadLetterHeaders(error.reason().name(), error.getMessage());
        context.recordMetadata().ifPresent(stands -> {
            if (settings.topics().isInput(stands.topic())) {
                headers.from(stands);
            } else {
                headers.from(record.headers());
            }
        });
        String topic = settings.topics().deadLetters();
        return Emission.deadLetter(topic, record.key(), record.value().raw(), headers, record.timestamp());
    }

    /** A dead letter for a label whose transaction never came. */
    Record<byte[], Emission> orphan(Label label, long timestamp) {
        InvalidRecordException error = new InvalidRecordException(
                InvalidRecordException.Reason.NO_TRANSACTION,
                "transaction_id " + InvalidRecordException.shown(label.transactionId())
                        + " of the label did not come within " + settings.labelRetention());
        byte[] value = patience.with(() -> wire.label(settings.topics().labels(), label));
        return behindHop(label.account(), value, error, timestamp);
    }

    /** A dead letter for a transaction whose id had come to an entity before, from another account. */
    Record<byte[], Emission> conflict(Transaction transaction, long timestamp) {
        byte[] value = patience.with(() -> wire.transaction(settings.topics().transactions(), transaction));
        return behindHop(transaction.account(), value, PaymentProcessor.conflict(transaction), timestamp);
    }

    /** Where the record stood is not known any more. */
    private Record<byte[], Emission> behindHop(
            String account, byte @Nullable [] value, InvalidRecordException error, long timestamp) {
        metrics.deadLetter(error.reason());
        byte[] key = account.getBytes(StandardCharsets.UTF_8);
        DeadLetterHeaders headers = new DeadLetterHeaders(error.reason().name(), error.getMessage());
        return Emission.deadLetter(settings.topics().deadLetters(), key, value, headers, timestamp);
    }
}
