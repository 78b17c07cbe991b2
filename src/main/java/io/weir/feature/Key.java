package io.weir.feature;

import io.weir.transaction.IdHash;
import io.weir.transaction.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * What identifies an entity or a category: {@code account}, {@code merchant} or {@code categorical.NAME}.
 *
 * @param text as written in the catalogue
 */
record Key(String text) {

    static final String CATEGORICAL = "categorical.";

    /** Its value in a transaction; null when the attribute is missing. */
    @Nullable
    String of(Transaction transaction) {
        return switch (text) {
            case "account" -> transaction.account();
            case "merchant" -> transaction.merchant();
            default -> transaction.categorical().get(text.substring(CATEGORICAL.length()));
        };
    }

    /** Hash of its value in a transaction; 0 when the attribute is missing. */
    int hash(Transaction transaction) {
        String value = of(transaction);
        if (value == null) {
            return 0;
        }
        int hash = (int) IdHash.of(value);
        return hash == 0 ? 1 : hash;
    }
}
