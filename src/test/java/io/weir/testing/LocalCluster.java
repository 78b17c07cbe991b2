package io.weir.testing;

import io.weir.cli.embedded.EmbeddedBroker;
import io.weir.cli.embedded.EmbeddedRegistry;
import io.weir.wire.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A broker and a schema registry that tests share: started when first asked for, stopped with the process. */
public final class LocalCluster {

    private LocalCluster() {}

    private static final class Running {
        static final EmbeddedBroker BROKER = EmbeddedBroker.start(dataDir(), 0);
        static final EmbeddedRegistry REGISTRY = EmbeddedRegistry.start(BROKER.bootstrapServers(), 0);

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                REGISTRY.close();
                BROKER.close();
            }));
        }

        private static Path dataDir() {
            try {
                return Files.createTempDirectory("weir-broker");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    public static String bootstrapServers() {
        return Running.BROKER.bootstrapServers();
    }

    public static String registryUrl() {
        return Running.REGISTRY.url();
    }

    /** Registers an Avro schema and gives its id. */
    public static int register(String subject, String schema) {
        return new RestRegistry(registryUrl()).register(subject, schema);
    }

    /** A wire format over the registry. */
    public static WireFormat wire() {
        return WireFormat.create(Map.of("schema.registry.url", registryUrl()));
    }
}
