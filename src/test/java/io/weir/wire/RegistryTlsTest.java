package io.weir.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTlsTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    static Path folder;

    private static HttpsServer server;
    private static volatile boolean clientsMustShowACertificate;
    private static Path keys;

    @BeforeAll
    static void start() throws Exception {
        keys = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "registry",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=registry",
                        "-ext",
                        "SAN=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        keys.toString()))
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store(), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        TrustManagerFactory clients = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        clients.init(store());
        context.init(factory.getKeyManagers(), clients.getTrustManagers(), null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
                wanted.setNeedClientAuth(clientsMustShowACertificate);
                parameters.setSSLParameters(wanted);
            }
        });
        server.createContext("/", exchange -> {
            byte[] body = "{\"schema\":\"\\\"long\\\"\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    private static KeyStore store() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @Test
    void https_withItsTrustStore_isAnsweredAndWithoutItIsNot() throws Exception {
        Path pem = folder.resolve("registry.pem");
        byte[] certificate = store().getCertificate("registry").getEncoded();
        Files.writeString(
                pem,
                "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(certificate)
                        + "\n-----END CERTIFICATE-----\n");

        assertThat(client("PKCS12", keys, PASSWORD).byId(1)).isEqualTo(Schema.create(Schema.Type.LONG));
        assertThat(client("PEM", pem, "").byId(1)).isEqualTo(Schema.create(Schema.Type.LONG));
        assertThatThrownBy(
                        () -> new RegistryClient(RegistrySettings.parse(Map.of("schema.registry.url", url()))).byId(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("SSL");
    }

    @Test
    void https_thatWantsACertificate_isAnsweredWithItAndWithoutItIsNot() {
        clientsMustShowACertificate = true;
        try {
            Map<String, String> own = new HashMap<>(trusted("PKCS12", keys, PASSWORD));
            own.put("schema.registry.ssl.keystore.type", "PKCS12");
            own.put("schema.registry.ssl.keystore.location", keys.toString());
            own.put("schema.registry.ssl.keystore.password", PASSWORD);

            assertThat(new RegistryClient(RegistrySettings.parse(own)).byId(1))
                    .isEqualTo(Schema.create(Schema.Type.LONG));
            assertThatThrownBy(() -> client("PKCS12", keys, PASSWORD).byId(1))
                    .isInstanceOf(RegistryUnavailableException.class);
            own.put("schema.registry.ssl.key.password", "wrong-secret");
            assertThatThrownBy(() -> RegistrySettings.parse(own))
                    .hasMessageContaining("schema.registry.ssl.key.password")
                    .hasMessageNotContaining("wrong-secret");
        } finally {
            clientsMustShowACertificate = false;
        }
    }

    @Test
    void trustStore_withWrongPasswordOrType_isNamedWithoutThePassword() {
        assertThatThrownBy(() -> client("PKCS12", keys, "wrong-secret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("schema.registry.ssl.truststore.location")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("wrong-secret"));
        assertThatThrownBy(() -> client("ZIP", keys, PASSWORD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("schema.registry.ssl.truststore.type is \"ZIP\"; allowed: JKS, PKCS12, PEM");
    }

    private static RegistryClient client(String type, Path location, String password) {
        return new RegistryClient(RegistrySettings.parse(trusted(type, location, password)));
    }

    private static Map<String, String> trusted(String type, Path location, String password) {
        return Map.of(
                "schema.registry.url",
                url(),
                "schema.registry.ssl.truststore.type",
                type,
                "schema.registry.ssl.truststore.location",
                location.toString(),
                "schema.registry.ssl.truststore.password",
                password);
    }

    private static String url() {
        return "https://127.0.0.1:" + server.getAddress().getPort();
    }
}
