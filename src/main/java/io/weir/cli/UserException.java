package io.weir.cli;

/** A failure that the user can act on: its message is all that is shown, without a stack trace. Exit code 1. */
final class UserException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, with the value, and what to do about it; one or two lines */
    UserException(String message) {
        super(message);
    }

    UserException(String message, Throwable cause) {
        super(message, cause);
    }
}
