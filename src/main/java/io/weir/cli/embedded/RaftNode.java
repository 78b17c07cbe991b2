package io.weir.cli.embedded;

import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/** A node of Kafka in this process, running from its start to its end. */
final class RaftNode implements AutoCloseable {

    private final KafkaRaftServer server;

    private RaftNode(KafkaRaftServer server) {
        this.server = server;
    }

    static RaftNode start(Properties settings) {
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
        try {
            server.startup();
            return new RaftNode(server);
        } catch (RuntimeException e) {
            server.shutdown();
            throw e;
        }
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
