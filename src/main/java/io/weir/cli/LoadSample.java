package io.weir.cli;

import io.weir.decision.Action;
import io.weir.decision.Decision;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What the load was like, of some thousand decisions at the end of each partition: how much work they made.
 *
 * @param actions how they were decided
 * @param passShare share that stage two scored
 * @param bytes of a profile of the first entity as it was written, on average
 */
record LoadSample(Map<Action, Long> actions, double passShare, double bytes) {

    private static final int MOST = 1_000;

    static LoadSample of(LoadCluster cluster) {
        String topic = cluster.streamSettings().topics().decisions();
        Map<Action, Long> actions = new EnumMap<>(Action.class);
        long passed = 0;
        long all = 0;
        try (Consumer<String, byte[]> consumer = KafkaClients.consumer(cluster.settings())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.endOffsets(partitions)
                    .forEach((partition, end) -> consumer.seek(partition, Math.max(0, end - MOST)));
            Duration silence = Duration.ofSeconds(2);
            for (var records = consumer.poll(silence); !records.isEmpty(); records = consumer.poll(silence)) {
                for (ConsumerRecord<String, byte[]> record : records) {
                    Decision decision =
                            cluster.wire().readDecision(topic, record.value()).decision();
                    actions.merge(decision.action(), 1L, Long::sum);
                    passed += decision.suspicion().passes() ? 1 : 0;
                    all++;
                }
            }
        }
        String account = cluster.streamSettings().catalogue().profiles().get(0).name();
        String profiles = cluster.settings().application().id() + "-" + account + "-profiles-changelog";
        double bytes = FloorSamples.of(cluster.settings(), profiles).meanBytes();
        return new LoadSample(actions, all == 0 ? Double.NaN : (double) passed / all, bytes);
    }
}
