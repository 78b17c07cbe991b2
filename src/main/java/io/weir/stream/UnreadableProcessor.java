package io.weir.stream;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/** Sets unreadable records aside before a hop, which would drop those without a key. */
final class UnreadableProcessor extends ContextualProcessor<byte[], Incoming, byte[], Emission> {

    private final StreamParts parts;

    UnreadableProcessor(StreamParts parts) {
        this.parts = parts;
    }

    @Override
    public void process(Record<byte[], Incoming> record) {
        if (record.value() instanceof Incoming.Unreadable unreadable) {
            context().forward(parts.deadLetter(context(), record, unreadable.error()));
        }
    }
}
