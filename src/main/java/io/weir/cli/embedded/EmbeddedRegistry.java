package io.weir.cli.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry in this process, on 127.0.0.1 only: the part of the Confluent Schema Registry REST API that people use,
 * for Avro. Every change is a record of the compacted topic {@code _schemas} before it is answered, and the state is
 * replayed from there at the start.
 *
 * <p>Left out: references between schemas, schema types other than Avro, modes by subject, import, contexts.
 */
public final class EmbeddedRegistry implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRegistry.class);
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int MAX_BODY_BYTES = 4 * 1024 * 1024;
    private static final long MAX_DISCARDED_BYTES = 64L * 1024 * 1024;
    private static final int THREADS = 4;

    private final SchemaLog log;
    private final HttpServer server;
    private final ExecutorService threads;
    private @Nullable RegistryState state;

    private EmbeddedRegistry(SchemaLog log, HttpServer server) {
        this.log = log;
        this.server = server;
        this.threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "embedded-registry");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts a registry over a broker and answers from then on.
     *
     * @param bootstrapServers the broker that keeps its topic
     * @param port port on 127.0.0.1; 0 for any free one
     * @throws IllegalStateException when the port is taken or the topic holds what this registry did not write
     */
    public static EmbeddedRegistry start(String bootstrapServers, int port) {
        HttpServer server;
        try {
            server = HttpServer.create(LoopbackPorts.address(port), 0);
        } catch (IOException e) {
            throw LoopbackPorts.unusable(port, e);
        }
        SchemaLog log = null;
        try {
            log = new SchemaLog(bootstrapServers);
            EmbeddedRegistry registry = new EmbeddedRegistry(log, server);
            registry.current();
            server.createContext("/", registry::handle);
            server.setExecutor(registry.threads);
            server.start();
            return registry;
        } catch (RuntimeException e) {
            server.stop(0);
            if (log != null) {
                log.close();
            }
            throw e;
        }
    }

    /** The value for {@code schema.registry.url}. */
    public String url() {
        return "http://" + LoopbackPorts.HOST + ":" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                send(exchange, 200, answer(exchange));
            } catch (RegistryError e) {
                send(exchange, e.status(), error(e.code(), e));
            } catch (SchemaLog.StoreException e) {
                LOG.error("Schema registry cannot store", e);
                send(exchange, 500, error(50001, e));
            } catch (RuntimeException | StackOverflowError e) {
                LOG.error("Schema registry failed on {}", exchange.getRequestMethod(), e);
                send(exchange, 500, error(500, e));
            }
        }
    }

    private JsonNode answer(HttpExchange exchange) throws IOException {
        InputStream in = exchange.getRequestBody();
        byte[] body = in.readNBytes(MAX_BODY_BYTES);
        if (in.read() < 0) {
            return decide(exchange, body);
        }
        discard(in);
        throw new RegistryError(413, "The body is longer than " + MAX_BODY_BYTES + " bytes");
    }

    /** Reads what a client is still sending, within bounds: it would not see the answer otherwise. */
    private static void discard(InputStream in) throws IOException {
        byte[] buffer = new byte[65_536];
        for (long read = 0; read < MAX_DISCARDED_BYTES; ) {
            int count = in.read(buffer);
            if (count < 0) {
                return;
            }
            read += count;
        }
    }

    private synchronized JsonNode decide(HttpExchange exchange, byte[] body) {
        RegistryState known = current();
        RegistryAnswer answer =
                new RegistryRoutes(known).answer(exchange.getRequestMethod(), exchange.getRequestURI(), body);
        if (!answer.changes().isEmpty()) {
            state = null;
            log.append(answer.changes());
            answer.changes().forEach(known::apply);
            state = known;
        }
        return answer.body();
    }

    /** The state; read from the topic again after a write whose fate is not known. */
    private synchronized RegistryState current() {
        if (state == null) {
            RegistryState fresh = new RegistryState();
            log.replay(fresh::apply);
            state = fresh;
        }
        return state;
    }

    private static JsonNode error(int code, Throwable failure) {
        return RegistryAnswer.object().put("error_code", code).put("message", String.valueOf(failure.getMessage()));
    }

    private static void send(HttpExchange exchange, int status, JsonNode body) throws IOException {
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", MEDIA_TYPE);
        exchange.sendResponseHeaders(status, exchange.getRequestMethod().equals("HEAD") ? -1 : bytes.length);
        if (!exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseBody().write(bytes);
        }
    }

    /** Stops answering; what was answered is in the topic. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        log.close();
    }
}
