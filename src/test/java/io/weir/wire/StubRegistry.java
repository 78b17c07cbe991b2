package io.weir.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** A registry over HTTP that gives ids from 1 and can be told to answer everything else wrongly. */
final class StubRegistry implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    static {
        // Read once, by the first server: without it every answer with a body takes 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final List<String> schemas = new ArrayList<>();
    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<String> authorizations = new CopyOnWriteArrayList<>();
    private volatile @Nullable Fault fault;

    /** What to answer instead. */
    record Fault(int status, String body) {}

    StubRegistry() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void fail(int status, String body) {
        fault = new Fault(status, body);
    }

    void recover() {
        fault = null;
    }

    synchronized int add(Schema schema) {
        return add(schema.toString());
    }

    synchronized int add(String schema) {
        if (!schemas.contains(schema)) {
            schemas.add(schema);
        }
        return schemas.indexOf(schema) + 1;
    }

    synchronized String schema(int id) {
        return schemas.get(id - 1);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            requests.add(exchange.getRequestMethod() + " " + path);
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            authorizations.add(authorization == null ? "" : authorization);
            byte[] body = exchange.getRequestBody().readAllBytes();
            Fault wrong = fault;
            if (wrong != null) {
                send(exchange, wrong.status(), wrong.body());
            } else if (path.startsWith("/schemas/ids/")) {
                byId(exchange, Integer.parseInt(path.substring("/schemas/ids/".length())));
            } else if (path.endsWith("/versions/latest")) {
                send(exchange, 200, described(1));
            } else {
                send(
                        exchange,
                        200,
                        "{\"id\":" + add(JSON.readTree(body).path("schema").textValue()) + "}");
            }
        }
    }

    private synchronized void byId(HttpExchange exchange, int id) throws IOException {
        if (id < 1 || id > schemas.size()) {
            send(exchange, 404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
        } else {
            send(exchange, 200, described(id));
        }
    }

    private synchronized String described(int id) {
        JsonNode answer = JSON.createObjectNode().put("id", id).put("schema", schemas.get(id - 1));
        return answer.toString();
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
