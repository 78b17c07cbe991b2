package io.weir.stream;

/**
 * Names of the topics, complete with any prefix.
 *
 * @param transactions in, keyed by account
 * @param labels in, keyed by account, as many partitions as transactions
 * @param decisions out, keyed by account
 * @param alertsPrefix out: alerts go to this followed by the queue
 * @param outcomes out, keyed by account
 * @param baseRates out and in, compacted, keyed by segment and version
 * @param baseRateCommands in, compacted, keyed by segment and effective time
 * @param bundles in, compacted, keyed by slot and effective time
 * @param policies in, compacted, keyed by policy id and effective time
 * @param deadLetters out, keyed as read
 */
public record Topics(
        String transactions,
        String labels,
        String decisions,
        String alertsPrefix,
        String outcomes,
        String baseRates,
        String baseRateCommands,
        String bundles,
        String policies,
        String deadLetters) {

    /** The standard names behind a prefix, which may be empty. */
    public static Topics prefixed(String prefix) {
        return new Topics(
                prefix + "transactions",
                prefix + "labels",
                prefix + "decisions",
                prefix + "alerts.",
                prefix + "outcomes",
                prefix + "base-rates",
                prefix + "base-rate-commands",
                prefix + "bundles",
                prefix + "policies",
                prefix + "transactions.dead-letters");
    }

    boolean isInput(String topic) {
        return topic.equals(transactions) || topic.equals(labels);
    }

    public String alerts(String queue) {
        return alertsPrefix + queue;
    }
}
