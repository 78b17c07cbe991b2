package io.weir.cli.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/** Settings of a single-node broker that starts and comes back fast and keeps small. */
final class BrokerSettings {

    static final int NODE = 1;

    private static final int MAX_RECORD_BYTES = 32 * 1024 * 1024;

    private static final Duration SESSION = Duration.ofDays(1);

    private BrokerSettings() {}

    static Path logDir(Path dataDir) {
        return dataDir.resolve("log");
    }

    static Properties of(Path dataDir, int port, int controllerPort) {
        Properties settings = new Properties();
        settings.putAll(quorum(dataDir, controllerPort));
        settings.putAll(node(port, controllerPort));
        settings.putAll(internalTopics());
        settings.putAll(behaviour());
        return settings;
    }

    /** The same node's controller without its broker. */
    static Properties controller(Path dataDir, int controllerPort) {
        Properties settings = new Properties();
        settings.putAll(quorum(dataDir, controllerPort));
        settings.put("process.roles", "controller");
        settings.put("listeners", "CONTROLLER://" + LoopbackPorts.HOST + ":" + controllerPort);
        settings.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT");
        return settings;
    }

    private static Map<String, String> quorum(Path dataDir, int controllerPort) {
        return Map.of(
                "node.id",
                String.valueOf(NODE),
                "controller.quorum.voters",
                NODE + "@" + LoopbackPorts.HOST + ":" + controllerPort,
                "controller.listener.names",
                "CONTROLLER",
                "log.dirs",
                logDir(dataDir).toString());
    }

    private static Map<String, String> node(int port, int controllerPort) {
        String host = LoopbackPorts.HOST;
        return Map.of(
                "process.roles", "broker,controller",
                "listeners", "CLIENTS://" + host + ":" + port + ",CONTROLLER://" + host + ":" + controllerPort,
                "advertised.listeners", "CLIENTS://" + host + ":" + port,
                "listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name", "CLIENTS");
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
                // No other broker could take over: one that was paused goes on, and one that comes back has ended its
                // earlier life.
                "broker.session.timeout.ms", String.valueOf(SESSION.toMillis()),
                "broker.heartbeat.interval.ms", "250",
                "group.initial.rebalance.delay.ms", "0",
                "group.streams.initial.rebalance.delay.ms", "0",
                "log.cleaner.dedupe.buffer.size", "4194304");
    }
}
