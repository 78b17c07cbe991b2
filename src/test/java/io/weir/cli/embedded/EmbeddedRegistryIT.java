package io.weir.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRegistryIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final AtomicInteger SUBJECTS = new AtomicInteger();
    private static final String ONE = record("{\"name\":\"a\",\"type\":\"string\"}");
    private static final String WITH_DEFAULT =
            record("{\"name\":\"a\",\"type\":\"string\"},{\"name\":\"b\",\"type\":\"long\",\"default\":0}");
    private static final String WITHOUT_DEFAULT =
            record("{\"name\":\"a\",\"type\":\"string\"},{\"name\":\"c\",\"type\":\"long\"}");

    @TempDir
    static Path dataDir;

    private static EmbeddedBroker broker;
    private static EmbeddedRegistry registry;

    private String subject = "";

    private record Reply(int status, JsonNode body) {
        int code() {
            return body.path("error_code").intValue();
        }
    }

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(dataDir, 0);
        registry = EmbeddedRegistry.start(broker.bootstrapServers(), 0);
    }

    @AfterAll
    static void stop() {
        registry.close();
        broker.close();
    }

    @BeforeEach
    void choose() {
        subject = "subject " + SUBJECTS.incrementAndGet() + "/ü-value";
    }

    @Test
    void register_sameSchemaTwiceAndUnderAnotherSubject_givesOneId() throws Exception {
        int id = register(subject, ONE).body().path("id").intValue();

        assertThat(register(subject, ONE).body().path("id").intValue()).isEqualTo(id);
        assertThat(register(subject + "2", ONE.replace(",", " ,\n"))
                        .body()
                        .path("id")
                        .intValue())
                .isEqualTo(id);
        assertThat(get("/subjects/" + enc(subject) + "/versions").body()).hasToString("[1]");
        assertThat(get("/schemas/ids/" + id + "/subjects").body().toString()).contains(subject, subject + "2");
        assertThat(get("/schemas/ids/" + id + "/versions").body().toString())
                .contains("{\"subject\":\"" + subject + "\",\"version\":1}");
        assertThat(get("/schemas/ids/" + id + "/schema").body()).isEqualTo(JSON.readTree(ONE));
        assertThat(JSON.readTree(get("/schemas/ids/" + id).body().path("schema").textValue()))
                .isEqualTo(JSON.readTree(ONE));
    }

    @Test
    void register_incompatibleSchema_is409WithReasonsUntilLevelIsNone() throws Exception {
        register(subject, ONE);

        Reply refused = register(subject, WITHOUT_DEFAULT);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo(409);
        assertThat(refused.body().path("message").textValue())
                .contains("READER_FIELD_MISSING_DEFAULT_VALUE", "BACKWARD");

        assertThat(put("/config/" + enc(subject), "{\"compatibility\":\"NONE\"}")
                        .body())
                .hasToString("{\"compatibility\":\"NONE\"}");
        assertThat(register(subject, WITHOUT_DEFAULT).status()).isEqualTo(200);
    }

    @Test
    void transitiveLevel_againstOldVersion_isCheckedAndPlainLevelIsNot() throws Exception {
        register(subject, ONE);
        register(subject, WITH_DEFAULT);
        String typeOfFirstVersionsField = record("{\"name\":\"b\",\"type\":\"long\"}");
        put("/config/" + enc(subject), "{\"compatibility\":\"BACKWARD\"}");
        assertThat(test(typeOfFirstVersionsField, "/versions/latest")).isTrue();
        assertThat(test(typeOfFirstVersionsField, "/versions/1")).isFalse();
        assertThat(test(typeOfFirstVersionsField, "/versions")).isTrue();
        put("/config/" + enc(subject), "{\"compatibility\":\"BACKWARD_TRANSITIVE\"}");
        assertThat(test(typeOfFirstVersionsField, "/versions")).isFalse();
        put("/config/" + enc(subject), "{\"compatibility\":\"FORWARD\"}");
        assertThat(test(typeOfFirstVersionsField, "/versions")).isFalse();
        assertThat(test(WITHOUT_DEFAULT, "/versions/1")).isTrue();
    }

    private boolean test(String schema, String versions) throws Exception {
        JsonNode verdict = post("/compatibility/subjects/" + enc(subject) + versions + "?verbose=true", body(schema))
                .body();
        assertThat(verdict.path("messages").isEmpty())
                .isEqualTo(verdict.path("is_compatible").booleanValue());
        return verdict.path("is_compatible").booleanValue();
    }

    @Test
    void lookup_byState_answersVersionOrTheRightCode() throws Exception {
        assertThat(post("/subjects/" + enc(subject), body(ONE)).code()).isEqualTo(40401);
        register(subject, ONE);
        assertThat(post("/subjects/" + enc(subject), body(ONE))
                        .body()
                        .path("version")
                        .intValue())
                .isEqualTo(1);
        assertThat(post("/subjects/" + enc(subject), body(WITH_DEFAULT)).code()).isEqualTo(40403);
        assertThat(get("/subjects/" + enc(subject) + "/versions/2").code()).isEqualTo(40402);
        assertThat(get("/subjects/" + enc(subject) + "/versions/0").code()).isEqualTo(42202);
        assertThat(get("/subjects/" + enc(subject) + "/versions/-1")
                        .body()
                        .path("version")
                        .intValue())
                .isEqualTo(1);
        assertThat(get("/subjects/" + enc(subject) + "/versions/latest/schema").body())
                .isEqualTo(JSON.readTree(ONE));
        assertThat(get("/schemas/ids/2147483647").code()).isEqualTo(40403);
    }

    @Test
    void delete_softThenPermanent_hidesThenRemovesAndNeverReusesVersionOrId() throws Exception {
        int id = register(subject, ONE).body().path("id").intValue();
        register(subject, WITH_DEFAULT);
        String path = "/subjects/" + enc(subject);

        assertThat(send("DELETE", path + "?permanent=true", "").code()).isEqualTo(40405);
        assertThat(send("DELETE", path + "/versions/1", "").body()).hasToString("1");
        assertThat(send("DELETE", path + "/versions/1", "").code()).isEqualTo(40406);
        assertThat(get(path + "/versions").body()).hasToString("[2]");
        assertThat(get(path + "/versions?deleted=true").body()).hasToString("[1,2]");
        assertThat(register(subject, ONE).body().path("id").intValue()).isEqualTo(id);
        assertThat(get(path + "/versions").body()).hasToString("[2,3]");
        assertThat(send("DELETE", path, "").body()).hasToString("[2,3]");
        assertThat(get(path + "/versions").code()).isEqualTo(40401);
        assertThat(get("/subjects").body().toString()).doesNotContain(subject);
        assertThat(get("/subjects?deleted=true").body().toString()).contains(subject);
        assertThat(send("DELETE", path, "").code()).isEqualTo(40404);
        assertThat(send("DELETE", path + "?permanent=true", "").body()).hasToString("[1,2,3]");
        assertThat(get("/subjects?deleted=true").body().toString()).doesNotContain(subject);
        assertThat(get("/schemas/ids/" + id).status()).isEqualTo(200);
    }

    @Test
    void config_ofSubject_followsGlobalUntilSet() throws Exception {
        String path = "/config/" + enc(subject);
        assertThat(get("/config").body()).hasToString("{\"compatibilityLevel\":\"BACKWARD\"}");
        assertThat(get(path).code()).isEqualTo(40408);
        assertThat(get(path + "?defaultToGlobal=true").body()).hasToString("{\"compatibilityLevel\":\"BACKWARD\"}");
        assertThat(put(path, "{\"compatibility\":\"SIDEWAYS\"}").code()).isEqualTo(42203);
        put(path, "{\"compatibility\":\"FULL\"}");
        assertThat(get(path).body()).hasToString("{\"compatibilityLevel\":\"FULL\"}");
        assertThat(send("DELETE", path, "").status()).isEqualTo(200);
        assertThat(get(path).code()).isEqualTo(40408);
    }

    @Test
    void readOnlyMode_refusesNewSchemasAndStillFindsKnownOnes() throws Exception {
        register(subject, ONE);
        put("/mode", "{\"mode\":\"READONLY\"}");
        try {
            assertThat(register(subject, ONE).status()).isEqualTo(200);
            assertThat(register(subject, WITH_DEFAULT).code()).isEqualTo(42205);
            assertThat(send("DELETE", "/subjects/" + enc(subject), "").code()).isEqualTo(42205);
        } finally {
            put("/mode", "{\"mode\":\"READWRITE\"}");
        }
        assertThat(put("/mode", "{\"mode\":\"IMPORT\"}").code()).isEqualTo(42204);
        assertThat(get("/mode").body()).hasToString("{\"mode\":\"READWRITE\"}");
    }

    @Test
    void garbage_ofManyKinds_isRefusedWithACodeAndHarmsNothing() throws Exception {
        String versions = "/subjects/" + enc(subject) + "/versions";
        assertThat(post(versions, "").code()).isEqualTo(400);
        assertThat(post(versions, "{").code()).isEqualTo(400);
        assertThat(post(versions, "[1]").code()).isEqualTo(400);
        assertThat(post(versions, "{}").code()).isEqualTo(42201);
        assertThat(post(versions, "{\"schema\":7}").code()).isEqualTo(42201);
        assertThat(post(versions, body("{\"type\":\"nothing\"}")).code()).isEqualTo(42201);
        assertThat(post(versions, body("[".repeat(500_000))).code()).isEqualTo(42201);
        assertThat(post(versions, "{\"schema\":\"\\\"int\\\"\",\"schemaType\":\"JSON\"}")
                        .code())
                .isEqualTo(42201);
        assertThat(post(versions, "x".repeat(5 * 1024 * 1024)).code()).isEqualTo(413);
        assertThat(get("/nowhere").code()).isEqualTo(404);
        assertThat(send("PATCH", "/subjects", "").code()).isEqualTo(405);
        assertThat(get("/subjects/%20/versions").code()).isEqualTo(42208);
        assertThat(get("/").status()).isEqualTo(200);
        assertThat(get("/schemas/types").body()).hasToString("[\"AVRO\"]");
        assertThat(get(versions).code()).isEqualTo(40401);
    }

    @Test
    void restart_ofBrokerAndRegistry_keepsIdsLevelsAndDeletions() throws Exception {
        int one = register(subject, ONE).body().path("id").intValue();
        register(subject, WITH_DEFAULT);
        send("DELETE", "/subjects/" + enc(subject) + "/versions/1", "");
        put("/config/" + enc(subject), "{\"compatibility\":\"FULL_TRANSITIVE\"}");

        stop();
        start();

        assertThat(get("/schemas/ids/" + one).status()).isEqualTo(200);
        assertThat(get("/subjects/" + enc(subject) + "/versions").body()).hasToString("[2]");
        assertThat(get("/config/" + enc(subject)).body()).hasToString("{\"compatibilityLevel\":\"FULL_TRANSITIVE\"}");
        String fresh = record("{\"name\":\"fresh\",\"type\":\"string\",\"default\":\"\"}");
        int next = register(subject + "-fresh", fresh).body().path("id").intValue();
        assertThat(get("/schemas/ids/" + next + "/subjects").body()).hasSize(1);
    }

    @Test
    void start_onTakenPort_saysSo() {
        int port = URI.create(registry.url()).getPort();
        assertThatThrownBy(() -> EmbeddedRegistry.start(broker.bootstrapServers(), port))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("port " + port);
    }

    private static String record(String fields) {
        return "{\"type\":\"record\",\"name\":\"R\",\"namespace\":\"n\",\"fields\":[" + fields + "]}";
    }

    private static Reply register(String subject, String schema) throws Exception {
        return post("/subjects/" + enc(subject) + "/versions", body(schema));
    }

    private static String body(String schema) {
        return JSON.createObjectNode().put("schema", schema).toString();
    }

    private static String enc(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Reply get(String path) throws Exception {
        return send("GET", path, "");
    }

    private static Reply post(String path, String body) throws Exception {
        return send("POST", path, body);
    }

    private static Reply put(String path, String body) throws Exception {
        return send("PUT", path, body);
    }

    private static Reply send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(registry.url() + path))
                .method(method, BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
        return new Reply(response.statusCode(), JSON.readTree(response.body()));
    }
}
