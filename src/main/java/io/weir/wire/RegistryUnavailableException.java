package io.weir.wire;

import org.jspecify.annotations.Nullable;

/**
 * The schema registry could not be asked: refused or lost connection, timeout, a 5xx answer after retries, denied access,
 * or an answer that is not a registry's. It says nothing about the record at hand, which must be tried again and never set
 * aside as bad.
 */
public final class RegistryUnavailableException extends RuntimeException {

    public RegistryUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
