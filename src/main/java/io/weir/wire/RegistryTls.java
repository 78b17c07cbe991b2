package io.weir.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS with a registry: the certificates that the registry's must lead to, from {@code schema.registry.ssl.truststore.*}, and the
 * certificate that it knows us by, from {@code schema.registry.ssl.keystore.*}.
 */
final class RegistryTls {

    private static final String PREFIX = "schema.registry.ssl.";

    private RegistryTls() {}

    /** Null when neither store is set: the platform's own certificates hold, and we show none. */
    static @Nullable SSLContext sslContext(Settings settings) {
        KeyStore trusted = store(settings, "truststore");
        KeyStore own = store(settings, "keystore");
        if (trusted == null && own == null) {
            return null;
        }
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, keyPassword(settings));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own == null ? null : keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    PREFIX + "keystore.location or truststore.location cannot be used; allowed: " + PREFIX
                            + "key.password where the key has another password than its store (" + e.getMessage() + ")",
                    e);
        }
    }

    private static char @Nullable [] keyPassword(Settings settings) {
        String own = settings.text(PREFIX + "key.password");
        return chars(own == null ? settings.text(PREFIX + "keystore.password") : own);
    }

    private static char @Nullable [] chars(@Nullable String password) {
        return password == null ? null : password.toCharArray();
    }

    /** Null when it is not set. */
    private static @Nullable KeyStore store(Settings settings, String name) {
        String prefix = PREFIX + name + ".";
        String location = settings.text(prefix + "location");
        if (location == null) {
            return null;
        }
        String type = settings.text(prefix + "type", "JKS");
        try {
            return load(prefix, type, Path.of(location), chars(settings.text(prefix + "password")));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    prefix + "location is \"" + location + "\"; allowed: a readable " + name.replace("store", " store")
                            + " of " + prefix + "type " + type + " with the right " + prefix + "password ("
                            + e.getMessage() + ")",
                    e);
        }
    }

    private static KeyStore load(String prefix, String type, Path location, char @Nullable [] password)
            throws GeneralSecurityException, IOException {
        boolean certificates = type.equals("PEM") && prefix.endsWith("truststore.");
        if (!certificates && !type.equals("JKS") && !type.equals("PKCS12")) {
            throw new IllegalArgumentException(prefix + "type is \"" + type + "\"; allowed: JKS, PKCS12"
                    + (prefix.endsWith("truststore.") ? ", PEM" : ""));
        }
        try (InputStream in = Files.newInputStream(location)) {
            if (certificates) {
                return pem(in);
            }
            KeyStore store = KeyStore.getInstance(type);
            store.load(in, password);
            return store;
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
