package io.weir.cli;

import io.weir.cli.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The last records that Weir wrote to a topic, for the floor to write records of the same sizes and as easy to compress. */
final class FloorSamples {

    private static final int MOST = 2_000;
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private final byte[][] values;

    private FloorSamples(byte[][] values) {
        this.values = values;
    }

    /** Reads them, from each partition as many. */
    static FloorSamples of(Settings settings, String topic) {
        List<byte[]> values = new ArrayList<>();
        try (Consumer<String, byte[]> consumer = KafkaClients.consumer(settings)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> first = consumer.beginningOffsets(partitions);
            consumer.endOffsets(partitions)
                    .forEach((partition, end) ->
                            consumer.seek(partition, Math.max(first.getOrDefault(partition, 0L), end - MOST)));
            for (var records = consumer.poll(SILENCE); !records.isEmpty(); records = consumer.poll(SILENCE)) {
                for (ConsumerRecord<String, byte[]> record : records) {
                    if (record.value() != null) {
                        values.add(record.value());
                    }
                }
            }
        }
        if (values.isEmpty()) {
            throw new UserException("topic " + topic + " has no records to make the floor from");
        }
        return new FloorSamples(values.toArray(new byte[0][]));
    }

    /** One of them. */
    byte[] value(int number) {
        return values[Math.floorMod(number, values.length)];
    }

    double meanBytes() {
        long sum = 0;
        for (byte[] value : values) {
            sum += value.length;
        }
        return (double) sum / values.length;
    }
}
