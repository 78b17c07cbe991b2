package io.weir.stream;

import io.weir.baserate.EstimatorSettings;
import io.weir.feature.FeatureCatalogue;
import io.weir.testing.Handbook;
import io.weir.testing.SmallBank;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Settings of a stream under test, and one change at a time. */
final class TestSettings {

    private TestSettings() {}

    /** One partition, exactly once, deciding from the end of the bundle's training, no brokers; every time is live. */
    static StreamSettings standard(Path stateDir) {
        Map<String, String> kafka =
                Map.of("application.id", "weir", "bootstrap.servers", "none:1", "state.dir", stateDir.toString());
        return new StreamSettings(
                Topics.prefixed(""),
                1,
                true,
                false,
                SmallBank.TRAINED_UNTIL,
                Duration.ofDays(120),
                Duration.ofDays(1),
                Duration.ofDays(100_000),
                Duration.ofSeconds(30),
                "default",
                Set.of("review", "declined"),
                Handbook.catalogue(),
                EstimatorSettings.standard(),
                kafka);
    }

    /** Decides everything, from the first record on. */
    static StreamSettings deciding(Path stateDir) {
        return decidingFrom(standard(stateDir), 0);
    }

    static StreamSettings atLeastOnce(StreamSettings s) {
        return copy(s, false, s.rekey(), s.decideFromMillis());
    }

    static StreamSettings rekeyed(StreamSettings s) {
        return copy(s, s.exactlyOnce(), true, s.decideFromMillis());
    }

    static StreamSettings decidingFrom(StreamSettings s, long millis) {
        return copy(s, s.exactlyOnce(), s.rekey(), millis);
    }

    /** On real brokers, with as many partitions, a base rate that keeps to the bundle's, and other settings of Kafka. */
    static StreamSettings onBrokers(StreamSettings s, String prefix, int partitions, Map<String, String> more) {
        Map<String, String> kafka = new HashMap<>(s.kafka());
        kafka.putAll(more);
        EstimatorSettings.Control still = new EstimatorSettings.Control(10, 0.9, 0.03, 0, 0);
        EstimatorSettings estimator = s.estimator().withControl(still);
        return new StreamSettings(
                Topics.prefixed(prefix),
                partitions,
                s.exactlyOnce(),
                s.rekey(),
                s.decideFromMillis(),
                s.labelRetention(),
                s.maxAhead(),
                s.liveWithin(),
                s.idleAfter(),
                s.policyId(),
                s.queues(),
                s.catalogue(),
                estimator,
                kafka);
    }

    /**
     * Of another catalogue, with a base rate that moves; what lies more than an hour behind the clock is a replay, in which no
     * partition is ever taken for idle.
     */
    static StreamSettings replaying(StreamSettings s, FeatureCatalogue catalogue) {
        return new StreamSettings(
                s.topics(),
                s.partitions(),
                s.exactlyOnce(),
                s.rekey(),
                s.decideFromMillis(),
                s.labelRetention(),
                s.maxAhead(),
                Duration.ofHours(1),
                Duration.ofDays(1),
                s.policyId(),
                s.queues(),
                catalogue,
                EstimatorSettings.standard(),
                s.kafka());
    }

    /** With another patience with partitions that have nothing. */
    static StreamSettings idleAfter(StreamSettings s, Duration idleAfter) {
        return new StreamSettings(
                s.topics(),
                s.partitions(),
                s.exactlyOnce(),
                s.rekey(),
                s.decideFromMillis(),
                s.labelRetention(),
                s.maxAhead(),
                s.liveWithin(),
                idleAfter,
                s.policyId(),
                s.queues(),
                s.catalogue(),
                s.estimator(),
                s.kafka());
    }

    /** Of another catalogue. */
    static StreamSettings with(StreamSettings s, FeatureCatalogue catalogue) {
        return new StreamSettings(
                s.topics(),
                s.partitions(),
                s.exactlyOnce(),
                s.rekey(),
                s.decideFromMillis(),
                s.labelRetention(),
                s.maxAhead(),
                s.liveWithin(),
                s.idleAfter(),
                s.policyId(),
                s.queues(),
                catalogue,
                s.estimator(),
                s.kafka());
    }

    private static StreamSettings copy(StreamSettings s, boolean exactlyOnce, boolean rekey, long decideFrom) {
        return new StreamSettings(
                s.topics(),
                s.partitions(),
                exactlyOnce,
                rekey,
                decideFrom,
                s.labelRetention(),
                s.maxAhead(),
                s.liveWithin(),
                s.idleAfter(),
                s.policyId(),
                s.queues(),
                s.catalogue(),
                s.estimator(),
                s.kafka());
    }
}
