package io.weir.cli.embedded;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Settings of a single-node broker that starts and comes back fast and keeps small. */
final class BrokerSettings {

    private static final int MAX_RECORD_BYTES = 32 * 1024 * 1024;

    private BrokerSettings() {}

    static Path logDir(Path dataDir) {
        return dataDir.resolve("log");
    }

    static Properties of(Path dataDir, int port, int controllerPort) {
        Properties settings = new Properties();
        settings.putAll(node(dataDir, port, controllerPort));
        settings.putAll(internalTopics());
        settings.putAll(behaviour());
        return settings;
    }

    private static Map<String, String> node(Path dataDir, int port, int controllerPort) {
        String host = LoopbackPorts.HOST;
        return Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "controller.quorum.voters", "1@" + host + ":" + controllerPort,
                "listeners", "CLIENTS://" + host + ":" + port + ",CONTROLLER://" + host + ":" + controllerPort,
                "advertised.listeners", "CLIENTS://" + host + ":" + port,
                "listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name", "CLIENTS",
                "controller.listener.names", "CONTROLLER",
                "log.dirs", logDir(dataDir).toString());
    }

    /** One replica, and few partitions: each costs files and memory. */
    private static Map<String, String> internalTopics() {
        return Map.of(
                "offsets.topic.num.partitions", "4",
                "offsets.topic.replication.factor", "1",
                "transaction.state.log.num.partitions", "4",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "share.coordinator.state.topic.num.partitions", "4",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1");
    }

    private static Map<String, String> behaviour() {
        return Map.of(
                "auto.create.topics.enable", "false",
                "message.max.bytes", String.valueOf(MAX_RECORD_BYTES),
                "replica.fetch.max.bytes", String.valueOf(MAX_RECORD_BYTES),
                "broker.session.timeout.ms", "3000",
                "broker.heartbeat.interval.ms", "250",
                "group.initial.rebalance.delay.ms", "0",
                "group.streams.initial.rebalance.delay.ms", "0",
                "log.cleaner.dedupe.buffer.size", "4194304");
    }
}
