package io.weir.transaction;

import org.jspecify.annotations.Nullable;

/**
 * A historical transaction with what became known of it.
 *
 * @param transaction the payment
 * @param label what became known; null when nothing ever did
 */
public record LabelledTransaction(
        Transaction transaction, @Nullable Label label) {

    /** True when fraud had been reported by then (epoch milliseconds, inclusive). */
    public boolean knownFraudAt(long millis) {
        return label != null && label.fraud() && label.reportedMillis() <= millis;
    }

    /** True when the label, whenever it came, says fraud: the truth that evaluation compares with. */
    public boolean fraud() {
        return label != null && label.fraud();
    }
}
