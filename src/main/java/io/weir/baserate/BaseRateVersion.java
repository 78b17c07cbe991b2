package io.weir.baserate;

/**
 * One version of the base rate of fraud.
 *
 * @param segment part of the traffic; {@code all} for the whole
 * @param version rises by one with each closed window; from 1
 * @param windowEndMillis end of the window that closed, event time
 * @param effectiveFromMillis event time from which decisions use it, and the horizon up to which versions are known
 * @param estimate posterior mean
 * @param lower lower end of the 95 % credible interval
 * @param upper upper end of the 95 % credible interval
 * @param deployed what decisions use: the estimate within its bounds
 * @param shift ln A of deployed against reference
 * @param reference base rate of the champion's calibration window
 * @param frauds decayed count of frauds reported
 * @param exposure decayed count of transactions, each times the chance that a fraud would be known by now
 */
public record BaseRateVersion(
        String segment,
        long version,
        long windowEndMillis,
        long effectiveFromMillis,
        double estimate,
        double lower,
        double upper,
        double deployed,
        double shift,
        double reference,
        double frauds,
        double exposure) {}
