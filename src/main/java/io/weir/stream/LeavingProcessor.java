package io.weir.stream;

import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Lets through what is meant for topics outside. Event time may be ahead of the clock, and brokers refuse records that are
 * more than an hour ahead of theirs: such a record leaves with the time of the clock.
 */
final class LeavingProcessor extends ContextualProcessor<byte[], Emission, byte[], Emission> {

    @Override
    public void process(Record<byte[], Emission> record) {
        if (record.value() instanceof Emission.ToTopic) {
            long latest = context().currentSystemTimeMs();
            context().forward(record.timestamp() > latest ? record.withTimestamp(latest) : record);
        }
    }
}
