package io.weir.training;

/** Errors of readers repeat what they read; what a file can make of that goes no further than 2,000 characters. */
final class LongMessage {

    private static final int LONGEST = 2_000;

    private LongMessage() {}

    static IllegalArgumentException cut(IllegalArgumentException error) {
        String message = String.valueOf(error.getMessage());
        return message.length() <= LONGEST
                ? error
                : new IllegalArgumentException(message.substring(0, LONGEST) + "…", error);
    }
}
