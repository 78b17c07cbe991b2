package io.weir.cli.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A key pair for the brokers of 127.0.0.1, made anew for a run, and what brokers and clients are told of it. */
record Keys(Path keyStore, Path trustStore) {

    /** Of files that are deleted after the run and reach nobody. */
    private static final String PASSWORD = "only-for-this-run";

    /** Whom Weir logs in as. */
    static final String USER = "weir";

    static Keys make(Path directory) throws IOException {
        Files.createDirectories(directory);
        Keys keys = new Keys(directory.resolve("broker.p12"), directory.resolve("trust.p12"));
        Path certificate = directory.resolve("broker.pem");
        String pair =
                "-genkeypair -keyalg EC -groupname secp256r1 -dname CN=127.0.0.1 -ext san=ip:127.0.0.1 -validity 2";
        keytool(keys.keyStore, pair.split(" "));
        keytool(keys.keyStore, "-exportcert", "-rfc", "-file", certificate.toString());
        keytool(keys.trustStore, "-importcert", "-noprompt", "-file", certificate.toString());
        return keys;
    }

    private static void keytool(Path store, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", "broker", "-keystore", store.toString(), "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass", PASSWORD));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(store.resolveSibling("keytool.log").toFile())
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new IllegalStateException(
                        "keytool failed: " + Files.readString(store.resolveSibling("keytool.log")));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Everybody is refused what no list allows. The listener without TLS is that of the brokers among themselves and of the
     * bench: whoever comes that way may do all.
     */
    Map<String, String> brokerSettings(String listener) {
        return Map.of(
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "allow.everyone.if.no.acl.found",
                "false",
                "super.users",
                "User:ANONYMOUS",
                listener + "ssl.keystore.type",
                "PKCS12",
                listener + "ssl.keystore.location",
                keyStore.toString(),
                listener + "ssl.keystore.password",
                PASSWORD,
                listener + "ssl.key.password",
                PASSWORD,
                listener + "sasl.enabled.mechanisms",
                "SCRAM-SHA-512",
                listener + "scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
    }

    /** What a client of the listener with TLS is given. */
    Map<String, String> clientSettings(String password) {
        return Map.of(
                "security.protocol",
                "SASL_SSL",
                "ssl.truststore.type",
                "PKCS12",
                "ssl.truststore.location",
                trustStore.toString(),
                "ssl.truststore.password",
                PASSWORD,
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + USER + "\" password=\""
                        + password + "\";");
    }
}
