package io.weir.transaction;

/**
 * What became known of a transaction, later.
 *
 * @param transactionId the transaction judged
 * @param account its account
 * @param fraud true: fraud; false: legitimate, which reverses an earlier true
 * @param source who reported
 * @param reportedMillis when it became known, epoch milliseconds, UTC
 */
public record Label(String transactionId, String account, boolean fraud, Source source, long reportedMillis) {

    /** Who reported a label; sources differ in delay and reliability. */
    public enum Source {
        OTHER,
        ANALYST,
        CHARGEBACK,
        CUSTOMER
    }

    /** @throws InvalidRecordException naming the field, its value and what is allowed */
    public Label {
        Fields.id("transaction_id", transactionId);
        Fields.id("account_id", account);
        Fields.time("reported_time", reportedMillis);
    }
}
