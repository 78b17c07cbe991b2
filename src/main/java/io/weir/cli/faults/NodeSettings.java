package io.weir.cli.faults;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the nodes of a small cluster, each broker and controller, that notice soon when one is gone.
 *
 * @param ports of each node for clients, for controllers, and for clients with TLS
 * @param keys null: without the listener that wants TLS and a password
 */
record NodeSettings(int[][] ports, @Nullable Keys keys) {

    private static final String HOST = "127.0.0.1";
    private static final int MAX_RECORD_BYTES = 32 << 20;

    int nodes() {
        return ports.length;
    }

    /** Replicas of every topic. */
    int replicas() {
        return Math.min(3, nodes());
    }

    /** Addresses for clients without TLS. */
    String plain() {
        return addresses(0);
    }

    /** Addresses for clients with TLS. */
    String secured() {
        return addresses(2);
    }

    private String addresses(int kind) {
        return IntStream.range(0, nodes())
                .mapToObj(node -> HOST + ":" + ports[node][kind])
                .collect(Collectors.joining(","));
    }

    /** @param node from 0 */
    Properties of(int node, Path directory) {
        Properties all = new Properties();
        all.putAll(who(node, directory));
        all.putAll(topics());
        all.putAll(behaviour());
        all.putAll(listeners(node));
        return all;
    }

    private Map<String, String> who(int node, Path directory) {
        String voters = IntStream.range(0, nodes())
                .mapToObj(each -> (each + 1) + "@" + HOST + ":" + ports[each][1])
                .collect(Collectors.joining(","));
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                String.valueOf(node + 1),
                "controller.quorum.voters",
                voters,
                "log.dirs",
                directory.resolve("log").toString());
    }

    private Map<String, String> listeners(int node) {
        String plain = "PLAIN://" + HOST + ":" + ports[node][0];
        String controller = "CONTROLLER://" + HOST + ":" + ports[node][1];
        Map<String, String> all = new HashMap<>();
        all.put("inter.broker.listener.name", "PLAIN");
        all.put("controller.listener.names", "CONTROLLER");
        if (keys == null) {
            all.put("listeners", plain + "," + controller);
            all.put("advertised.listeners", plain);
            all.put("listener.security.protocol.map", "PLAIN:PLAINTEXT,CONTROLLER:PLAINTEXT");
        } else {
            String secure = "SECURE://" + HOST + ":" + ports[node][2];
            all.put("listeners", plain + "," + controller + "," + secure);
            all.put("advertised.listeners", plain + "," + secure);
            all.put("listener.security.protocol.map", "PLAIN:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURE:SASL_SSL");
            all.putAll(keys.brokerSettings("listener.name.secure."));
        }
        return all;
    }

    private Map<String, String> topics() {
        String replicas = String.valueOf(replicas());
        String inSync = String.valueOf(Math.min(2, nodes()));
        return Map.of(
                "default.replication.factor",
                replicas,
                "min.insync.replicas",
                inSync,
                "offsets.topic.num.partitions",
                "4",
                "offsets.topic.replication.factor",
                replicas,
                "transaction.state.log.num.partitions",
                "4",
                "transaction.state.log.replication.factor",
                replicas,
                "transaction.state.log.min.isr",
                inSync,
                "auto.create.topics.enable",
                "false",
                "message.max.bytes",
                String.valueOf(MAX_RECORD_BYTES),
                "replica.fetch.max.bytes",
                String.valueOf(MAX_RECORD_BYTES));
    }

    private static Map<String, String> behaviour() {
        return Map.of(
                "broker.session.timeout.ms", "3000",
                "broker.heartbeat.interval.ms", "250",
                "group.initial.rebalance.delay.ms", "0",
                "log.cleaner.dedupe.buffer.size", "4194304",
                "num.network.threads", "2",
                "num.io.threads", "4");
    }
}
