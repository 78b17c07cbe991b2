package io.weir.stream;

import io.weir.baserate.EstimatorSettings;
import io.weir.feature.FeatureCatalogue;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * How the stream runs.
 *
 * @param topics names of the topics
 * @param partitions partitions of the transactions topic, and of the hop to each further entity
 * @param exactlyOnce true: {@code exactly_once_v2}; false: at least once with idempotent state, where a redelivery after a
 *     crash repeats the same decision
 * @param rekey true: transactions and labels are not keyed by account and take one hop more
 * @param decideFromMillis event time from which transactions are decided; earlier ones only warm the profiles
 * @param labelRetention how long a transaction waits for its labels, and a label for its transaction
 * @param maxAhead how far a transaction may lie ahead of the clock
 * @param policyId the policy in force; the bundle's own until one with this id is published
 * @param queues alert queues that have a topic; a policy that names another is refused
 * @param catalogue the features of the bundles that may decide; each of its entities is a hop
 * @param estimator how the base rate is estimated
 * @param kafka settings of Kafka Streams and its clients, passed through; they go before Weir's own defaults
 */
public record StreamSettings(
        Topics topics,
        int partitions,
        boolean exactlyOnce,
        boolean rekey,
        long decideFromMillis,
        Duration labelRetention,
        Duration maxAhead,
        String policyId,
        Set<String> queues,
        FeatureCatalogue catalogue,
        EstimatorSettings estimator,
        Map<String, String> kafka) {

    /** @throws IllegalArgumentException naming the setting, the value and what is allowed */
    public StreamSettings {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions is " + partitions + "; allowed: 1 or more");
        }
        if (labelRetention.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException(
                    "labels.retention is " + labelRetention + "; allowed: P1D or more, for example P120D");
        }
        queues = Set.copyOf(queues);
        kafka = Map.copyOf(kafka);
    }
}
