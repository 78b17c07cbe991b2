package io.weir.decision;

import io.weir.transaction.Label;

/**
 * A decision joined with a label that judges it.
 *
 * @param label what became known
 * @param merchant the receiving merchant
 * @param timeMillis event time of the transaction, epoch milliseconds, UTC
 * @param amountMinor amount in minor units
 * @param currency ISO 4217 code
 * @param action as decided
 * @param calibrated probability at the bundle's own base rate
 * @param probability probability at the base rate in force then
 * @param baseRateVersion version of that base rate
 * @param bundleVersion bundle that decided
 */
public record Outcome(
        Label label,
        String merchant,
        long timeMillis,
        long amountMinor,
        String currency,
        Action action,
        double calibrated,
        double probability,
        long baseRateVersion,
        String bundleVersion) {}
