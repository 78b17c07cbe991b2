package io.weir.training;

import io.weir.transaction.Label;
import io.weir.transaction.LabelledTransaction;
import io.weir.transaction.Transaction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/** SHA-256 over what a training run read, transaction by transaction: two runs on the same history have the same. */
final class Fingerprint {

    private final MessageDigest digest;

    Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256", e);
        }
    }

    void add(LabelledTransaction labelled) {
        Transaction t = labelled.transaction();
        text(t.id()).text(t.account()).text(t.merchant()).text(t.currency());
        text(t.timeMillis() + " " + t.amountMinor());
        new TreeMap<>(t.numeric()).forEach((name, value) -> text(name).text(value.toString()));
        new TreeMap<>(t.categorical()).forEach((name, value) -> text(name).text(value));
        Label label = labelled.label();
        text(label == null ? "" : label.fraud() + " " + label.source() + " " + label.reportedMillis());
    }

    /** Texts end with a byte that UTF-8 does not have, so that none runs into the next. */
    private Fingerprint text(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0xff);
        return this;
    }

    /** Of all that was added, in hex; nothing can be added any more. */
    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
