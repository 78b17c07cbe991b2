package io.weir.stream;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Gives a readable record its account as key, and notes in headers where it stood: behind the hop it is read from
 * elsewhere. An unreadable one has no account and does not go on; {@link UnreadableProcessor} sets it aside.
 */
final class RekeyProcessor extends ContextualProcessor<byte[], Incoming, byte[], Incoming> {

    @Override
    public void process(Record<byte[], Incoming> record) {
        byte[] account = record.value().account();
        if (account == null) {
            return;
        }
        Record<byte[], Incoming> keyed = record.withKey(account);
        context().recordMetadata().ifPresent(stood -> {
            for (Header header : DeadLetterHeaders.origin(stood)) {
                keyed.headers().remove(header.key()).add(header);
            }
        });
        context().forward(keyed);
    }
}
