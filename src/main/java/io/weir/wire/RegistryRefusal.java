package io.weir.wire;

/** The registry understood the request and refused it, with Confluent's error code, for example 40403 or 409. */
final class RegistryRefusal extends RuntimeException {

    /** Of our own, where the registry has none: an answer that is too long to be read. */
    static final int TOO_LONG = -1;

    private final int code;

    RegistryRefusal(int code, String message) {
        super(message + " (registry error " + code + ")");
        this.code = code;
    }

    int code() {
        return code;
    }
}
