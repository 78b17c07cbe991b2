package io.weir.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Metrics and health over HTTP, for Prometheus and for whoever keeps processes running: {@code /metrics} in Prometheus'
 * text format (OpenMetrics when asked for), {@code /healthz} 200 while alive, {@code /readyz} 200 while at work; else 503
 * with the reason. Other paths are 404 and other methods 405; everything but metrics is JSON. A request or an answer that
 * takes longer than 20 s is cut off, a request with more than 16 KiB of headers refused and no body read. 64 requests are read or
 * answered at once: fewer slow callers keep nobody from asking, that many keep everybody for as long as they go on.
 */
public final class MetricsServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MetricsServer.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JSON_TYPE = "application/json";
    private static final String TEXT_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text";
    private static final String OPEN_METRICS_TYPE = OPEN_METRICS + "; version=1.0.0; charset=utf-8";

    /** A slow caller holds a thread for up to 20 s; while all are held connections are refused. */
    private static final int MOST_THREADS = 64;

    private static final long IDLE_SECONDS = 30;

    /** Bounds of the JDK's server that are wider without: seconds for a request and for an answer, headers, connections. */
    private static final Map<String, String> LIMITS = Map.of(
            "sun.net.httpserver.maxReqTime", "20",
            "sun.net.httpserver.maxRspTime", "20",
            "sun.net.httpserver.maxReqHeaders", "50",
            "sun.net.httpserver.maxReqHeaderSize", "16384",
            "jdk.httpserver.maxConnections", "256");

    static {
        // The JDK reads them once, when the first server of a process is made. In the demo that is its registry, and
        // they do not hold there. A user's own -D wins.
        LIMITS.forEach((limit, value) -> {
            if (System.getProperty(limit) == null) {
                System.setProperty(limit, value);
            }
        });
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final PrometheusMeterRegistry metrics;
    private final Supplier<Health> health;

    private MetricsServer(HttpServer server, PrometheusMeterRegistry metrics, Supplier<Health> health) {
        this.server = server;
        this.metrics = metrics;
        this.health = health;
        this.threads = new ThreadPoolExecutor(
                0, MOST_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), MetricsServer::thread);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "weir-http");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Serves until closed.
     *
     * @param port 0 takes a free one
     * @throws IOException when the address cannot be used, naming it
     */
    public static MetricsServer start(String host, int port, PrometheusMeterRegistry metrics, Supplier<Health> health)
            throws IOException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new IOException("http.host is \"" + host + "\", which is no known host");
        }
        MetricsServer served;
        try {
            served = new MetricsServer(HttpServer.create(address, 0), metrics, health);
        } catch (BindException e) {
            throw new IOException(
                    "cannot listen on " + host + ":" + port + " (" + e.getMessage() + "); choose another port", e);
        }
        served.server.setExecutor(served.threads);
        served.server.createContext("/", served::handle);
        served.server.start();
        return served;
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Where it is, for example {@code http://127.0.0.1:8080}. */
    public URI address() {
        String host = server.getAddress().getAddress().getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(1, TimeUnit.SECONDS)) {
                LOG.warn("a request is still being answered");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            if (method.equals("GET") || method.equals("HEAD")) {
                answer(exchange);
            } else {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                json(exchange, 405, Map.of("error", method + " is not allowed; allowed: GET, HEAD"));
            }
        } catch (RuntimeException e) {
            LOG.error("cannot answer {}", exchange.getRequestURI(), e);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        switch (path) {
            case "/metrics" -> metrics(exchange);
            case "/healthz" -> {
                Health now = health.get();
                status(exchange, now, now.alive());
            }
            case "/readyz" -> {
                Health now = health.get();
                status(exchange, now, now.alive() && now.ready());
            }
            default ->
                json(exchange, 404, Map.of("error", "there is no " + path + "; there are /metrics, /healthz, /readyz"));
        }
    }

    private void metrics(HttpExchange exchange) throws IOException {
        String accepted = String.join(",", exchange.getRequestHeaders().getOrDefault("Accept", List.of()));
        String type = accepted.contains(OPEN_METRICS) ? OPEN_METRICS_TYPE : TEXT_TYPE;
        ByteArrayOutputStream body = new ByteArrayOutputStream(1 << 16);
        metrics.scrape(body, type);
        send(exchange, 200, type, body.toByteArray());
    }

    private static void status(HttpExchange exchange, Health health, boolean good) throws IOException {
        json(
                exchange,
                good ? 200 : 503,
                good ? Map.of("status", "ok") : Map.of("status", "unavailable", "reason", health.reason()));
    }

    private static void json(HttpExchange exchange, int status, Map<String, String> body) throws IOException {
        send(exchange, status, JSON_TYPE, JSON.writeValueAsBytes(body));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }
}
