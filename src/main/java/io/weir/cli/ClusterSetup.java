package io.weir.cli;

import io.weir.cli.settings.Settings;
import io.weir.stream.StreamSettings;
import io.weir.stream.StreamTopics;
import io.weir.wire.WireFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;

/** What a cluster of one's own needs before the stream can start on it. */
final class ClusterSetup {

    private ClusterSetup() {}

    /**
     * Creates the topics, and puts the bundle on its topic unless an earlier run put one there.
     *
     * @param effectiveFrom event time from which the bundle decides
     */
    static void prepare(Settings cluster, StreamSettings settings, WireFormat wire, Path bundle, Instant effectiveFrom)
            throws IOException {
        String bundles = settings.topics().bundles();
        boolean isNew;
        try (Admin admin = KafkaClients.admin(cluster)) {
            isNew = new StreamTopics(settings, 1).create(admin).contains(bundles);
        }
        if (isNew || !hasChampion(cluster, wire, bundles)) {
            try (Producer<String, byte[]> producer = KafkaClients.producer(cluster)) {
                new Publisher(producer, wire, settings.topics())
                        .bundle(Publisher.read(bundle), Champions.SLOT, effectiveFrom, Instant.now());
            }
        }
    }

    private static boolean hasChampion(Settings cluster, WireFormat wire, String bundles) {
        try (Champions champions = new Champions(cluster, wire, bundles)) {
            return champions.isThere();
        }
    }
}
