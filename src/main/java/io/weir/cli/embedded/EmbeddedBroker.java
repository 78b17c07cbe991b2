package io.weir.cli.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/**
 * A real Kafka broker in this process: one node that is broker and controller (KRaft), reachable on 127.0.0.1 only. Its
 * data survive a restart on the same directory, also on another port and after a kill.
 *
 * <p>Topics are never created by mere use. Records up to 32 MB are taken, so that a model bundle fits in one.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private final DirectoryLock lock;
    private final RaftNode node;
    private final String bootstrapServers;

    private EmbeddedBroker(DirectoryLock lock, RaftNode node, String bootstrapServers) {
        this.lock = lock;
        this.node = node;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts a broker; takes about two seconds.
     *
     * @param dataDir holds all its data; made and formatted when new
     * @param port port for clients on 127.0.0.1; 0 for any free one
     * @throws IllegalStateException when the directory is in use by another process or the port is taken
     */
    public static EmbeddedBroker start(Path dataDir, int port) {
        DirectoryLock lock = DirectoryLock.take(dataDir);
        try {
            int[] ports = LoopbackPorts.choose(port, 0);
            Properties settings = BrokerSettings.of(dataDir.toAbsolutePath(), ports[0], ports[1]);
            if (isFormatted(dataDir)) {
                EarlierLife.end(dataDir.toAbsolutePath(), ports[1]);
            } else {
                format(dataDir, settings);
            }
            return new EmbeddedBroker(lock, RaftNode.start(settings), LoopbackPorts.HOST + ":" + ports[0]);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** Where clients connect: host and port. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    private static boolean isFormatted(Path dataDir) {
        return Files.exists(BrokerSettings.logDir(dataDir).resolve("meta.properties"));
    }

    private static void format(Path dataDir, Properties settings) {
        Path file = dataDir.resolve("format.properties");
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try {
            try (var out = Files.newOutputStream(file)) {
                settings.store(out, null);
            }
            String[] command = {
                "format", "-t", Uuid.randomUuid().toString(), "-c", file.toString(), "--ignore-formatted"
            };
            int status = StorageTool.execute(command, new PrintStream(output, true, StandardCharsets.UTF_8));
            Files.delete(file);
            if (status != 0) {
                throw new IllegalStateException("data directory " + dataDir + " cannot be formatted: "
                        + output.toString(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("data directory " + dataDir + " cannot be written", e);
        }
    }

    /** Stops the broker in order and lets go of the directory. */
    @Override
    public void close() {
        try {
            node.close();
        } finally {
            lock.close();
        }
    }
}
