package io.weir.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * A schema registry by its plain REST API, for schemas that are not Weir's.
 *
 * @param url as in {@code schema.registry.url}
 */
public record RestRegistry(String url) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Registers an Avro schema and gives its id. */
    public int register(String subject, String schema) {
        String body = JSON.createObjectNode().put("schema", schema).toString();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/subjects/" + subject + "/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            JsonNode answer = JSON.readTree(HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body());
            if (!answer.path("id").isInt()) {
                throw new IllegalStateException("registry answered " + answer);
            }
            return answer.path("id").intValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
