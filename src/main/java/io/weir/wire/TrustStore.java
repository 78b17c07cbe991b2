package io.weir.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** The certificates that a registry's TLS certificate must lead to, from {@code schema.registry.ssl.truststore.*}. */
final class TrustStore {

    private static final String PREFIX = "schema.registry.ssl.truststore.";

    private TrustStore() {}

    /** Null when no trust store is set: the platform's own certificates hold. */
    static @Nullable SSLContext sslContext(Settings settings) {
        String location = settings.text(PREFIX + "location");
        if (location == null) {
            return null;
        }
        String type = settings.text(PREFIX + "type", "JKS");
        String password = settings.text(PREFIX + "password");
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(load(type, Path.of(location), password));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    PREFIX + "location is \"" + location + "\"; allowed: a readable trust store of " + PREFIX + "type "
                            + type + " with the right " + PREFIX + "password (" + e.getMessage() + ")",
                    e);
        }
    }

    private static KeyStore load(String type, Path location, @Nullable String password)
            throws GeneralSecurityException, IOException {
        try (InputStream in = Files.newInputStream(location)) {
            return switch (type) {
                case "JKS", "PKCS12" -> {
                    KeyStore store = KeyStore.getInstance(type);
                    store.load(in, password == null ? null : password.toCharArray());
                    yield store;
                }
                case "PEM" -> pem(in);
                default ->
                    throw new IllegalArgumentException(PREFIX + "type is \"" + type + "\"; allowed: JKS, PKCS12, PEM");
            };
        }
    }

    private static KeyStore pem(InputStream in) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
            store.setCertificateEntry("registry-" + store.size(), certificate);
        }
        return store;
    }
}
