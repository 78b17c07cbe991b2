package io.weir.cli;

/**
 * Whether somebody watches: the launcher asks the shell which streams are terminals, since a JVM cannot tell for each of
 * them. Without the launcher nobody watches, and everything is written as plain lines.
 */
final class Terminal {

    private static final int DEFAULT_COLUMNS = 100;

    private Terminal() {}

    static boolean stdout() {
        return Boolean.getBoolean("weir.terminal.stdout");
    }

    static boolean stderr() {
        return Boolean.getBoolean("weir.terminal.stderr");
    }

    /** Width in characters. */
    static int columns() {
        return Math.max(40, Integer.getInteger("weir.terminal.columns", DEFAULT_COLUMNS));
    }
}
