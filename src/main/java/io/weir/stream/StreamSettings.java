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
 * @param liveWithin how far a message may lie behind the clock and be live: it waits neither for its turn nor for the base rate
 * @param idleAfter after how long without a message of a partition the others no longer wait for it
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
        Duration liveWithin,
        Duration idleAfter,
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
        atLeast("decide.live-within", liveWithin, Duration.ofMinutes(1));
        atLeast("base-rate.idle-after", idleAfter, Duration.ofSeconds(1));
        queues = Set.copyOf(queues);
        kafka = Map.copyOf(kafka);
    }

    /** The same stream with other settings of Kafka Streams. */
    public StreamSettings withKafka(Map<String, String> changed) {
        return new StreamSettings(
                topics,
                partitions,
                exactlyOnce,
                rekey,
                decideFromMillis,
                labelRetention,
                maxAhead,
                liveWithin,
                idleAfter,
                policyId,
                queues,
                catalogue,
                estimator,
                changed);
    }

    private static void atLeast(String name, Duration value, Duration least) {
        if (value.compareTo(least) < 0) {
            throw new IllegalArgumentException(name + " is " + value + "; allowed: " + least + " or more");
        }
    }

    /** True for an event time that belongs to the present. */
    boolean isLive(long time, long now) {
        return time >= now - liveWithin.toMillis();
    }

    /**
     * Start of the slot of a time: a sixth of a window of the base rate, or less, so that whoever has come to the present has
     * passed all that is not live.
     */
    long slotStart(long time) {
        long window = estimator.window().toMillis();
        long slots = Math.max(6, -Math.floorDiv(-window, liveWithin.toMillis()));
        long slot = Math.max(1, window / slots);
        long inWindow = Math.floorMod(time, window);
        return time - inWindow % slot;
    }

    /** Until the version of the window that a time lies in takes effect. */
    long firstHorizon(long time) {
        long window = estimator.window().toMillis();
        return time - Math.floorMod(time, window) + horizonStep();
    }

    /** How far beyond the end of the last window that was estimated the horizon lies. */
    long horizonStep() {
        return estimator.window().plus(estimator.effectiveAfter()).toMillis();
    }
}
