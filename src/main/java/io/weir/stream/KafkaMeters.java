package io.weir.stream;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.List;

/** Of the 300 and more meters of Kafka Streams and its clients, those that an operator acts on. */
final class KafkaMeters {

    private static final List<String> KEPT = List.of(
            "kafka.stream.thread.",
            "kafka.stream.task.",
            "kafka.stream.state.rate",
            "kafka.stream.alive.stream.threads",
            "kafka.stream.failed.stream.threads",
            "kafka.stream.rocksdb",
            "kafka.consumer.fetch.manager.records.lag",
            "kafka.consumer.fetch.manager.records.consumed",
            "kafka.consumer.coordinator.rebalance",
            "kafka.consumer.coordinator.last.heartbeat",
            "kafka.producer.record.error",
            "kafka.producer.record.send",
            "kafka.producer.request.latency");

    private KafkaMeters() {}

    static void keepUseful(MeterRegistry registry) {
        registry.config().meterFilter(MeterFilter.deny(KafkaMeters::isNoise));
    }

    private static boolean isNoise(Meter.Id id) {
        return id.getName().startsWith("kafka.") && KEPT.stream().noneMatch(id.getName()::startsWith);
    }
}
