package io.weir.cli.faults;

import io.weir.cli.embedded.EmbeddedRegistry;
import io.weir.cli.embedded.LoopbackPorts;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;

/** A schema registry that can go away and come back under the same address; its schemas are on the brokers. */
final class Registry implements AutoCloseable {

    private static final String TOPIC = "_schemas";

    private final Brokers brokers;
    private final int port = LoopbackPorts.choose(0)[0];
    private EmbeddedRegistry registry;
    private boolean away;

    Registry(Brokers brokers) {
        this.brokers = brokers;
        NewTopic topic =
                new NewTopic(TOPIC, 1, (short) brokers.replicas()).configs(Map.of("cleanup.policy", "compact"));
        Brokers.call(brokers.admin().createTopics(List.of(topic)).all());
        brokers.awaitWhole();
        registry = EmbeddedRegistry.start(brokers.plain(), port);
    }

    String url() {
        return registry.url();
    }

    void goAway() {
        registry.close();
        away = true;
    }

    /** Where it is not there. */
    void restore() {
        if (away) {
            comeBack();
        }
    }

    void comeBack() {
        away = false;
        registry = EmbeddedRegistry.start(brokers.plain(), port);
    }

    @Override
    public void close() {
        registry.close();
    }
}
