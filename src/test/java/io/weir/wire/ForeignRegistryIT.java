package io.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.weir.cli.embedded.EmbeddedBroker;
import io.weir.cli.embedded.EmbeddedRegistry;
import io.weir.transaction.InvalidRecordException;
import io.weir.transaction.InvalidRecordException.Reason;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What serde and client need of a registry: the embedded one in the ordinary build, and a real one of another make when
 * {@code weir.registry.url} names it (.ci/registry-compat), so that both are known to behave the same.
 */
class ForeignRegistryIT {

    @TempDir
    static Path dataDir;

    private static @Nullable EmbeddedBroker broker;
    private static @Nullable EmbeddedRegistry registry;
    private static String url = "";

    @BeforeAll
    static void start() {
        String foreign = System.getProperty("weir.registry.url");
        if (foreign != null) {
            url = foreign;
            return;
        }
        EmbeddedBroker started = EmbeddedBroker.start(dataDir, 0);
        broker = started;
        EmbeddedRegistry over = EmbeddedRegistry.start(started.bootstrapServers(), 0);
        registry = over;
        url = over.url();
    }

    @AfterAll
    static void stop() {
        if (registry != null) {
            registry.close();
        }
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void records_ofEveryKind_areRegisteredAndReadByAFreshReader() {
        try (WireFormat writer = WireFormat.create(settings(Map.of()));
                WireFormat reader = WireFormat.create(settings(Map.of()))) {
            assertThat(reader.readTransaction("t-1", writer.transaction("t-1", Samples.TRANSACTION)))
                    .isEqualTo(Samples.TRANSACTION);
            assertThat(reader.readLabel("l-1", writer.label("l-1", Samples.LABEL)))
                    .isEqualTo(Samples.LABEL);
            assertThat(reader.readAlert("a-1", writer.alert("a-1", "review", Samples.DECISION))
                            .decision()
                            .decision()
                            .features())
                    .isEqualTo(Samples.DECISION.decision().features());
            assertThat(reader.readOutcome("o-1", writer.outcome("o-1", Samples.OUTCOME)))
                    .isEqualTo(Samples.OUTCOME);
            assertThat(reader.readBaseRate("b-1", writer.baseRate("b-1", Samples.BASE_RATE)))
                    .isEqualTo(Samples.BASE_RATE);
            assertThat(reader.readPolicy("p-1", writer.policy("p-1", Samples.POLICY)))
                    .isEqualTo(Samples.POLICY);
        }
    }

    @Test
    void schema_registeredTwice_hasOneIdThatLookupAndLatestGiveToo() {
        Schema schema = order("\"string\"");
        int id = client().register("twice-value", schema);

        assertThat(client().register("twice-value", schema)).isEqualTo(id);
        assertThat(client().register("twice-again-value", schema)).isEqualTo(id);
        assertThat(client().lookup("twice-value", schema)).isEqualTo(id);
        assertThat(client().latest("twice-value")).isEqualTo(new RegistryClient.Latest(id, schema));
        assertThat(client().byId(id)).isEqualTo(schema);
    }

    @Test
    void schema_thatBreaksTheSubject_isRefusedAndNotAnOutage() throws Exception {
        client().register("strict-value", order("\"string\""));
        put("/config/strict-value", "{\"compatibility\":\"FULL_TRANSITIVE\"}");

        GenericRecord breaking =
                new GenericRecordBuilder(order("\"long\"")).set("id", 1L).build();
        assertThatThrownBy(() -> serializer(Map.of()).serialize("strict", breaking))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("strict-value")
                .hasMessageContaining("409");
    }

    @Test
    void schema_thatNobodyRegistered_isNotFound() {
        GenericRecord datum = new GenericRecordBuilder(order("\"bytes\""))
                .set("id", ByteBuffer.allocate(1))
                .build();
        assertThatThrownBy(() ->
                        serializer(Map.of("auto.register.schemas", "false")).serialize("nobody", datum))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("nobody-value");
        try (WireFormat reader = WireFormat.create(settings(Map.of()))) {
            Throwable unknown = catchThrowable(() -> reader.readLabel("l", Framed.of(999_999, new byte[] {1})));
            assertThat(unknown).isInstanceOf(InvalidRecordException.class);
            assertThat(((InvalidRecordException) unknown).reason()).isEqualTo(Reason.SCHEMA);
        }
    }

    @Test
    void writer_withANewerSchema_isReadByUsAndUsedAsLatest() {
        Schema newer = new Schema.Parser()
                .parse(PlainSchema.json(io.weir.wire.avro.Label.getClassSchema())
                        .replace(
                                "\"fields\":[",
                                "\"fields\":[{\"name\":\"note\",\"type\":\"string\",\"default\":\"none\"},"));
        Map<String, String> latest = Map.of("auto.register.schemas", "false", "use.latest.version", "true");
        try (WireFormat older = WireFormat.create(settings(Map.of()));
                WireFormat useLatest = WireFormat.create(settings(latest))) {
            older.label("evolving", Samples.LABEL);
            int id = client().register("evolving-value", newer);

            byte[] bytes = useLatest.label("evolving", Samples.LABEL);

            assertThat(WireFrame.id(bytes)).isEqualTo(id);
            assertThat(older.readLabel("evolving", bytes)).isEqualTo(Samples.LABEL);
        }
    }

    private static Schema order(String type) {
        return new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"Order\",\"namespace\":\"com.acme\",\"fields\":["
                        + "{\"name\":\"id\",\"type\":" + type + "}]}");
    }

    private static RegistryClient client() {
        return new RegistryClient(RegistrySettings.parse(settings(Map.of())));
    }

    private static WeirAvroSerializer serializer(Map<String, String> settings) {
        WeirAvroSerializer serializer = new WeirAvroSerializer();
        serializer.configure(settings(settings), false);
        return serializer;
    }

    private static Map<String, String> settings(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("schema.registry.url", url);
        return all;
    }

    private static void put(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
}
