package io.weir.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Calls to a registry over HTTP, with failover: each of a few rounds tries every URL once, beginning with the one that
 * answered last. A refused or lost connection, a timeout, 429 and 5xx move on to the next; everything else is an answer.
 */
final class RegistryHttp {

    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final int ROUNDS = 3;
    private static final long PAUSE_MILLIS = 150;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final long ANSWER_TIMEOUT_SECONDS = 10;

    private final ObjectMapper json = new ObjectMapper();
    private final List<RegistryUrl> urls;
    private final HttpClient client;
    private volatile int preferred;

    RegistryHttp(RegistrySettings settings) {
        this.urls = settings.urls();
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT_TIMEOUT);
        this.client = (settings.tls() == null ? builder : builder.sslContext(settings.tls())).build();
    }

    JsonNode get(String path) {
        return call("GET", path, BodyPublishers.noBody());
    }

    JsonNode post(String path, JsonNode body) {
        return call("POST", path, BodyPublishers.ofString(body.toString()));
    }

    private JsonNode call(String method, String path, BodyPublisher body) {
        IOException last = null;
        for (int attempt = 0; attempt < ROUNDS * urls.size(); attempt++) {
            if (attempt > 0 && attempt % urls.size() == 0) {
                pause(PAUSE_MILLIS << (attempt / urls.size() - 1));
            }
            int index = (preferred + (attempt == 0 ? 0 : 1)) % urls.size();
            preferred = index;
            try {
                return answer(urls.get(index), exchange(urls.get(index), method, path, body));
            } catch (IOException e) {
                last = e;
            }
        }
        throw unavailable("no answer from " + urls, last);
    }

    private HttpResponse<byte[]> exchange(RegistryUrl url, String method, String path, BodyPublisher body)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url.base() + path))
                .method(method, body)
                .header("Accept", MEDIA_TYPE + ", application/json")
                .header("Content-Type", MEDIA_TYPE);
        if (url.authorization() != null) {
            request.header("Authorization", url.authorization());
        }
        CompletableFuture<HttpResponse<byte[]>> pending = client.sendAsync(request.build(), BoundedBody.handler());
        try {
            return pending.get(ANSWER_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            pending.cancel(true);
            throw new IOException("no answer within " + ANSWER_TIMEOUT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            pending.cancel(true);
            Thread.currentThread().interrupt();
            throw unavailable("interrupted while waiting for " + url, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RegistryRefusal refusal) {
                throw refusal;
            }
            throw e.getCause() instanceof IOException lost ? lost : new IOException(e.getCause());
        }
    }

    private JsonNode answer(RegistryUrl url, HttpResponse<byte[]> response) throws IOException {
        int status = response.statusCode();
        if (status >= 500 || status == 429) {
            throw new IOException("status " + status + " from " + url);
        }
        JsonNode body = parse(response.body());
        if (status == 200 && body != null) {
            return body;
        }
        if (body != null && body.path("error_code").isInt() && status != 401 && status != 403) {
            throw new RegistryRefusal(
                    body.path("error_code").intValue(), body.path("message").asText());
        }
        String hint = status == 401 || status == 403
                ? "; check basic.auth.credentials.source and basic.auth.user.info"
                : "; check that schema.registry.url is the address of a schema registry";
        throw unavailable("status " + status + " from " + url + hint, null);
    }

    private @Nullable JsonNode parse(byte[] body) {
        try {
            return json.readTree(body);
        } catch (IOException e) {
            return null;
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("interrupted while waiting to try again", e);
        }
    }

    private static RegistryUnavailableException unavailable(String message, @Nullable Throwable cause) {
        String detail = cause == null ? "" : " (" + cause + ")";
        return new RegistryUnavailableException("Schema registry unavailable: " + message + detail, cause);
    }
}
