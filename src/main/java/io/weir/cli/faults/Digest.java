package io.weir.cli.faults;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** SHA-256. */
final class Digest {

    private Digest() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** In hex; of nothing at all {@code none}. */
    static String of(byte @Nullable [] content) {
        return content == null ? "none" : HexFormat.of().formatHex(sha256().digest(content));
    }
}
