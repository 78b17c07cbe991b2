package io.weir.stream;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Gives a readable record its account as key, and notes in headers where it stood: behind the hop it is read from
 * elsewhere. Its own headers, which may be of any size, do not go on. An unreadable one has no account and does not go on;
 * {@link UnreadableProcessor} sets it aside.
 */
final class RekeyProcessor extends ContextualProcessor<byte[], Incoming, byte[], Incoming> {

    @Override
    public void process(Record<byte[], Incoming> record) {
        byte[] account = record.value().account();
        if (account == null) {
            return;
        }
        Headers origin =
                context().recordMetadata().map(DeadLetterHeaders::origin).orElseGet(RecordHeaders::new);
        context().forward(record.withKey(account).withHeaders(origin));
    }
}
