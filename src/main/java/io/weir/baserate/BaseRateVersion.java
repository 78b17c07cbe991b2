package io.weir.baserate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of the base rate of fraud, with the evidence behind it.
 *
 * @param segment part of the traffic; {@code all} for the whole
 * @param version rises by one with each closed window; from 1
 * @param windowEndMillis end of the window that closed, event time
 * @param effectiveFromMillis event time from which decisions use it
 * @param horizonMillis event time up to which, exclusive, no further version will hold: who decides before it knows all
 * @param estimate from labels and scores, the rate at the posterior mean of the shift; of a segment the mean rate from labels
 * @param lower lower end of its 95 % credible interval
 * @param upper upper end of its 95 % credible interval
 * @param labels what the labels alone say; null: no evidence
 * @param scores what the scores alone say; null: no evidence
 * @param deployed what decisions use
 * @param shift ln A of deployed against reference
 * @param reference base rate of the champion's calibration window
 * @param frauds decayed count of frauds reported
 * @param exposure decayed count of transactions, each times the chance that a fraud would be known by now
 * @param unseen share of the expected frauds that were declined, and so can have no report: of these only the scores tell
 * @param cause why deployed is what it is
 * @param command id of the command that decisions go by in its time instead of it; null: none
 * @param world whether the estimate can be believed
 * @param alarms what speaks against it
 */
public record BaseRateVersion(
        String segment,
        long version,
        long windowEndMillis,
        long effectiveFromMillis,
        long horizonMillis,
        double estimate,
        double lower,
        double upper,
        @Nullable Interval labels,
        @Nullable Interval scores,
        double deployed,
        double shift,
        double reference,
        double frauds,
        double exposure,
        double unseen,
        Cause cause,
        @Nullable String command,
        World world,
        List<String> alarms) {

    public BaseRateVersion {
        alarms = List.copyOf(alarms);
    }

    /** A rate with its 95 % interval. */
    public record Interval(double estimate, double lower, double upper) {}

    /** Why the deployed rate is what it is. */
    public enum Cause {
        /** The estimate does not differ enough from it; of a segment, from where the whole has taken it. */
        HELD,
        /** It moved to the estimate. */
        MOVED,
        /** It moved towards the estimate as far as a window may. */
        RATE_LIMITED,
        /** The estimate lies beyond the bound of the shift. */
        BOUNDED,
        /** Too little evidence to move. */
        UNCERTAIN,
        /** The world is frozen; for a segment, watched or frozen: it only goes along with the whole. */
        FROZEN
    }
}
