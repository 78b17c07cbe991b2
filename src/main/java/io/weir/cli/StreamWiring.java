package io.weir.cli;

import io.weir.catalogue.Catalogues;
import io.weir.cli.settings.Settings;
import io.weir.feature.FeatureCatalogue;
import io.weir.stream.StreamSettings;
import io.weir.stream.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.StreamsConfig;

/** The settings file in the terms of the stream. */
final class StreamWiring {

    private StreamWiring() {}

    static StreamSettings stream(Settings settings) {
        Settings.Decide decide = settings.decide();
        return new StreamSettings(
                topics(settings),
                settings.topics().partitions(),
                settings.application().delivery() == Settings.Delivery.EXACTLY_ONCE,
                decide.rekey(),
                decide.from() == null ? 0 : decide.from().toEpochMilli(),
                settings.labels().retention(),
                decide.maxAhead(),
                decide.liveWithin(),
                settings.baseRate().idleAfter(),
                decide.policy(),
                Set.copyOf(settings.topics().queues()),
                FeatureCatalogue.of(Catalogues.load(decide.features())),
                settings.baseRate().estimator(),
                kafka(settings));
    }

    /** Topic names with the prefix before them. */
    static Topics topics(Settings settings) {
        String prefix = settings.application().topicPrefix();
        var names = settings.topics();
        return new Topics(
                prefix + names.transactions(),
                prefix + names.labels(),
                prefix + names.decisions(),
                prefix + names.alertPrefix(),
                prefix + names.outcomes(),
                prefix + names.baseRates(),
                prefix + names.baseRateCommands(),
                prefix + names.bundles(),
                prefix + names.policies(),
                prefix + names.deadLetters());
    }

    /** Common settings, over which those for Kafka Streams win, over which the file's own sections win. */
    private static Map<String, String> kafka(Settings settings) {
        Settings.Application application = settings.application();
        Map<String, String> all = new HashMap<>(settings.kafka()
                .client()
                .overriddenBy(settings.kafka().streams())
                .values());
        all.put(StreamsConfig.APPLICATION_ID_CONFIG, application.id());
        all.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.kafka().bootstrapServers());
        all.put(StreamsConfig.STATE_DIR_CONFIG, application.stateDirectory().toString());
        all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, String.valueOf(application.threads()));
        if (application.instanceId() != null) {
            all.put(StreamsConfig.mainConsumerPrefix("group.instance.id"), application.instanceId());
        }
        return all;
    }
}
