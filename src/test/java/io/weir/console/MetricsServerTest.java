package io.weir.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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

    @Test
    void request_with_endless_headers_is_refused() throws Exception {
        HttpRequest endless = HttpRequest.newBuilder(server.address().resolve("/healthz"))
                .header("X-Much", "x".repeat(1_000_000))
                .build();
        try {
            assertThat(client.send(endless, BodyHandlers.ofString()).statusCode())
                    .isGreaterThanOrEqualTo(400);
        } catch (IOException e) {
            assertThat(e).hasMessageNotContaining("timed out");
        }
        assertThat(get("/healthz", "*/*").statusCode()).isEqualTo(200);
        assertThat(System.getProperty("sun.net.httpserver.maxReqHeaderSize")).isEqualTo("16384");
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
