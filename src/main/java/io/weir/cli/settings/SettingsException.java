package io.weir.cli.settings;

/** A setting that cannot be: the message names the file, the line, the key, the value and what is allowed. */
public final class SettingsException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    SettingsException(String message) {
        super(message);
    }
}
