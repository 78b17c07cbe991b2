package io.weir.cli.embedded;

/** A refusal with Confluent's error code, whose first three digits are the HTTP status. */
final class RegistryError extends RuntimeException {

    private final int code;

    RegistryError(int code, String message) {
        super(message);
        this.code = code;
    }

    int code() {
        return code;
    }

    int status() {
        return code >= 10_000 ? code / 100 : code;
    }

    static RegistryError subjectNotFound(String subject) {
        return new RegistryError(40401, "Subject '" + subject + "' not found.");
    }

    static RegistryError versionNotFound(int version) {
        return new RegistryError(40402, "Version " + version + " not found.");
    }

    static RegistryError schemaNotFound() {
        return new RegistryError(40403, "Schema not found");
    }

    static RegistryError invalidSchema(String why) {
        return new RegistryError(42201, "Invalid schema: " + why);
    }
}
