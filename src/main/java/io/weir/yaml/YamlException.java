package io.weir.yaml;

/** A file that cannot be used: the message names the file, the line, the key, the value and what is allowed. */
public final class YamlException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** Longest message: some of it comes from the file. */
    private static final int LONGEST = 2_000;

    public YamlException(String message) {
        super(message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "…");
    }
}
