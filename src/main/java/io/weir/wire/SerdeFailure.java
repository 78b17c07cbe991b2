package io.weir.wire;

import io.weir.transaction.InvalidRecordException;
import io.weir.transaction.InvalidRecordException.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.AvroRuntimeException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Tells a foreign serde's failures apart. Ours throws the right exception itself; Confluent's wraps everything in {@link
 * SerializationException}, with a RestClientException inside when the registry answered with an error, and an IOException
 * when it did not answer.
 */
final class SerdeFailure {

    private static final String REFUSAL_CLASS = "RestClientException";
    private static final Pattern ERROR_CODE = Pattern.compile("error code: (\\d{3,5})");
    private static final int NOT_REFUSED = 0;
    private static final int UNKNOWN_CODE = 500;
    private static final int SCHEMA_NOT_FOUND = 40403;
    private static final int MAX_DEPTH = 20;

    private SerdeFailure() {}

    static RuntimeException reading(RuntimeException failure) {
        if (!(failure instanceof SerializationException)) {
            return failure;
        }
        int refused = refusal(failure);
        if (refused == NOT_REFUSED ? lostConnection(failure) : refused != SCHEMA_NOT_FOUND) {
            return unavailable(failure);
        }
        Reason reason = refused == NOT_REFUSED ? Reason.UNREADABLE : Reason.SCHEMA;
        InvalidRecordException invalid = new InvalidRecordException(reason, message(failure));
        invalid.initCause(failure);
        return invalid;
    }

    static RuntimeException writing(RuntimeException failure) {
        if (!(failure instanceof SerializationException)) {
            return failure;
        }
        int refused = refusal(failure);
        boolean outage = refused == NOT_REFUSED ? lostConnection(failure) : isOutage(status(refused));
        return outage ? unavailable(failure) : failure;
    }

    private static boolean isOutage(int status) {
        return status >= 500 || status == 401 || status == 403 || status == 429;
    }

    /** Confluent's error codes begin with the HTTP status: 40403 came with 404. */
    private static int status(int code) {
        return code >= 10_000 ? code / 100 : code;
    }

    private static boolean lostConnection(Throwable failure) {
        boolean lost = false;
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++, cause = cause.getCause()) {
            if (cause instanceof AvroRuntimeException) {
                return false;
            }
            lost |= cause instanceof IOException && !(cause instanceof EOFException);
        }
        return lost;
    }

    /** The error code that the registry answered with; {@link #NOT_REFUSED} when none is among the causes. */
    private static int refusal(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++, cause = cause.getCause()) {
            if (cause.getClass().getSimpleName().equals(REFUSAL_CLASS)) {
                Matcher code = ERROR_CODE.matcher(String.valueOf(cause.getMessage()));
                return code.find() ? Integer.parseInt(code.group(1)) : UNKNOWN_CODE;
            }
        }
        return NOT_REFUSED;
    }

    private static RegistryUnavailableException unavailable(RuntimeException failure) {
        return new RegistryUnavailableException("Schema registry unavailable: " + message(failure), failure);
    }

    private static String message(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause.getCause() != null && depth < MAX_DEPTH; depth++) {
            cause = cause.getCause();
        }
        return failure.getMessage() + (cause == failure ? "" : ": " + cause.getMessage());
    }
}
