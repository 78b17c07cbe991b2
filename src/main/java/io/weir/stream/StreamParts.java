package io.weir.stream;

import io.weir.feature.FeatureCatalogue;
import io.weir.transaction.InvalidRecordException;
import io.weir.transaction.Label;
import io.weir.wire.WireFormat;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * What the processors share.
 *
 * @param catalogue the features that profiles are kept for; a bundle of another catalogue is refused
 */
record StreamParts(
        StreamSettings settings,
        WireFormat wire,
        FeatureCatalogue catalogue,
        Published published,
        StreamMetrics metrics) {

    /** A dead letter for a record as it was read. */
    Record<byte[], Emission> deadLetter(
            ProcessorContext<byte[], Emission> context, Record<byte[], Incoming> record, InvalidRecordException error) {
        metrics.deadLetter(error.reason());
        return Emission.deadLetter(
                settings.topics().deadLetters(),
                record.key(),
                record.value().raw(),
                error,
                context.recordMetadata().orElse(null),
                record.timestamp());
    }

    /** A dead letter for a label whose transaction never came. */
    Record<byte[], Emission> orphan(Label label, long timestamp) {
        InvalidRecordException error = new InvalidRecordException(
                InvalidRecordException.Reason.NO_TRANSACTION,
                "transaction_id " + InvalidRecordException.shown(label.transactionId())
                        + " of the label did not come within " + settings.labelRetention());
        metrics.deadLetter(error.reason());
        byte[] key = label.account().getBytes(StandardCharsets.UTF_8);
        byte[] value = wire.label(settings.topics().labels(), label);
        return Emission.deadLetter(settings.topics().deadLetters(), key, value, error, null, timestamp);
    }
}
