package io.weir.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsServerTest {

    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AtomicReference<Health> health = new AtomicReference<>(Health.READY);
    private final HttpClient client = HttpClient.newHttpClient();
    private MetricsServer server;

    @BeforeEach
    void start() throws IOException {
        server = MetricsServer.start("127.0.0.1", 0, metrics, health::get);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void metrics_plain_request_gets_prometheus_text() throws Exception {
        metrics.counter("weir.decisions", "action", "review").increment(3);

        HttpResponse<String> response = get("/metrics", "*/*");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        assertThat(response.body()).contains("weir_decisions_total{action=\"review\"} 3.0");
    }

    @Test
    void metrics_asked_for_openmetrics_gets_openmetrics() throws Exception {
        metrics.counter("weir.decisions").increment();

        HttpResponse<String> response =
                get("/metrics", "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5");

        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/openmetrics-text"));
        assertThat(response.body()).endsWith("# EOF\n");
    }

    @Test
    void probes_ready_process_are_both_200() throws Exception {
        assertThat(get("/healthz", "*/*").statusCode()).isEqualTo(200);
        assertThat(get("/readyz", "*/*").statusCode()).isEqualTo(200);
    }

    @Test
    void probes_starting_process_is_alive_but_not_ready_and_says_why() throws Exception {
        health.set(Health.notReady("no bundle in slot \"champion\""));

        assertThat(get("/healthz", "*/*").statusCode()).isEqualTo(200);
        HttpResponse<String> response = get("/readyz", "*/*");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).contains("\"reason\":\"no bundle in slot \\\"champion\\\"\"");
    }

    @Test
    void probes_dead_process_are_both_503() throws Exception {
        health.set(Health.dead("the stream has failed"));

        assertThat(get("/healthz", "*/*").statusCode()).isEqualTo(503);
        assertThat(get("/readyz", "*/*").body()).contains("the stream has failed");
    }

    @Test
    void probes_answer_while_slow_callers_hold_their_requests_open() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                slow.add(socket);
                socket.getOutputStream().write("GET /metrics HTTP/1.1\r\nHost: ".getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
            }
            HttpRequest probe =
                    request("/healthz").timeout(Duration.ofSeconds(5)).build();

            assertThat(client.send(probe, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        assertThat(System.getProperty("sun.net.httpserver.maxReqTime")).isEqualTo("20");
    }

    /**
     * More than Weir's server takes and less than the JDK's own 380 KiB; in a process of its own, for limits are read when the
     * first server of a process is made.
     */
    @Test
    void request_with_much_in_its_headers_is_refused() throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("surefire.real.class.path", System.getProperty("java.class.path")),
                        Alone.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out = process.inputReader()) {
            URI alone = URI.create(out.readLine());
            assertThat(isAnswered(alone, 10_000)).isTrue();
            assertThat(isAnswered(alone, 100_000)).isFalse();
            assertThat(isAnswered(alone, 10_000)).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    private boolean isAnswered(URI server, int characters) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/healthz"))
                .header("X-Much", "x".repeat(characters))
                .timeout(Duration.ofSeconds(10))
                .build();
        try {
            return client.send(request, BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException e) {
            assertThat(e).isNotInstanceOf(HttpTimeoutException.class);
            return false;
        }
    }

    /** Serves until it is killed, and says where. */
    static final class Alone {

        private Alone() {}

        public static void main(String[] arguments) throws IOException {
            MetricsServer server = MetricsServer.start(
                    "127.0.0.1", 0, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), () -> Health.READY);
            System.out.println(server.address());
        }
    }

    @Test
    void path_unknown_is_404_in_json() throws Exception {
        HttpResponse<String> response = get("/metricsx", "*/*");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(response.body()).contains("/metricsx").contains("/readyz");
    }

    @Test
    void method_post_is_405_and_names_what_is_allowed() throws Exception {
        HttpResponse<String> response = client.send(
                request("/metrics")
                        .POST(HttpRequest.BodyPublishers.ofString("x"))
                        .build(),
                BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
    }

    @Test
    void method_head_answers_without_body() throws Exception {
        HttpResponse<String> response = client.send(
                request("/readyz")
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void start_port_in_use_names_the_address() {
        assertThatThrownBy(() -> MetricsServer.start("127.0.0.1", server.port(), metrics, health::get))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1:" + server.port())
                .hasMessageContaining("another port");
    }

    @Test
    void address_of_server_on_loopback_answers_there() {
        assertThat(server.address()).hasHost("127.0.0.1").hasPort(server.port());
    }

    private HttpResponse<String> get(String path, String accept) throws IOException, InterruptedException {
        return client.send(request(path).header("Accept", accept).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.address().resolve(path));
    }
}
