package io.weir.decision;

import io.weir.baserate.BaseRateNow;
import io.weir.baserate.BaseRateShift;
import io.weir.baserate.BaseRateVersion;
import io.weir.baserate.Champion;
import io.weir.baserate.EvidenceWindows;
import io.weir.baserate.World;
import io.weir.transaction.Transaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was decided and everything it was decided from; anyone can recompute it from this record and the bundle.
 *
 * @param transaction the payment
 * @param features feature vector in the order of the bundle's catalogue; NaN is missing
 * @param suspicion what stage one found
 * @param rawScore log-odds from stage two, before correction and calibration; NaN when held back
 * @param calibrated probability at the base rate of the bundle's calibration window
 * @param probability probability at the base rate in force
 * @param baseRate the base rate in force
 * @param thresholds what the probability was compared with
 * @param review what a review costs, achieves and is worth in these thresholds; null: a decision of a version that did not
 *     record it
 * @param action the action of least expected cost, or the rule's
 * @param rule name of the rule that decided; null: costs did
 * @param queue the alert queue, or null
 * @param lossIfFraud L(a), major units
 * @param frictionIfLegitimate F(a), major units
 * @param expectedCost of the action, major units
 * @param valueAtStake v, major units
 * @param reasons up to three of stage two, or of the cheap model for what stage one held back, and up to two of the forest,
 *     which come first in an alert for novelty; of each the largest contributions first; empty where there is no alert
 * @param bundleVersion first 12 hex digits of the bundle's SHA-256
 * @param policyId the policy that set the costs
 * @param policyVersion its version
 * @param outcomePropensity probability with which a payment that is decided like this has an outcome: 1 where it is not
 *     declined; else that with which exploration lets it through, 0 without exploration
 */
public record Decision(
        Transaction transaction,
        double[] features,
        Suspicion suspicion,
        double rawScore,
        double calibrated,
        double probability,
        BaseRateInForce baseRate,
        Policy.Thresholds thresholds,
        Policy.@Nullable Review review,
        Action action,
        @Nullable String rule,
        @Nullable String queue,
        double lossIfFraud,
        double frictionIfLegitimate,
        double expectedCost,
        double valueAtStake,
        List<Reason> reasons,
        String bundleVersion,
        String policyId,
        long policyVersion,
        double outcomePropensity) {

    /**
     * What stage one found.
     *
     * @param forestScore Isolation Forest score in (0, 1)
     * @param forestRank share of training transactions with a smaller one
     * @param cheapRank the same for the cheap supervised model
     * @param passedBy what sent it to stage two: open, forest, cheap, rule, audit; empty: held back
     * @param auditPropensity probability with which the audit sample takes a transaction
     */
    public record Suspicion(
            double forestScore, double forestRank, double cheapRank, List<String> passedBy, double auditPropensity) {
        public boolean passes() {
            return !passedBy.isEmpty();
        }
    }

    /**
     * The base rate that a decision used.
     *
     * @param version of the estimate; 0 for the bundle's own
     * @param rate base rate of fraud
     * @param shift ln A, added to the calibrated log-odds
     * @param world whether the estimate can be believed; where it cannot, the review band is wider
     * @param stale true: a later version should have been there
     * @param command id of the operator's command that set the rate; null: the version did
     */
    public record BaseRateInForce(
            long version,
            double rate,
            double shift,
            World world,
            boolean stale,
            @Nullable String command) {

        /** In a world that is as it was. */
        public BaseRateInForce(long version, double rate, double shift) {
            this(version, rate, shift, World.NORMAL, false, null);
        }

        /**
         * What holds at an event time.
         *
         * @param published what is published then
         * @param champion the bundle that decides
         */
        public static BaseRateInForce of(BaseRateNow published, long timeMillis, Champion champion) {
            BaseRateVersion version = published.version();
            Double own = version == null || version.segment().equals(EvidenceWindows.WHOLE)
                    ? Double.valueOf(champion.baseRate())
                    : champion.segment(version.segment());
            return of(published, timeMillis, champion.baseRate(), own);
        }

        /**
         * What holds at an event time for traffic as a whole.
         *
         * @param published what is published of it then
         * @param reference π0 of the bundle that decides
         */
        public static BaseRateInForce ofWhole(BaseRateNow published, long timeMillis, double reference) {
            return of(published, timeMillis, reference, reference);
        }

        /** @param own reference of the version's segment; null: the bundle does not know it */
        private static BaseRateInForce of(
                BaseRateNow published, long timeMillis, double reference, @Nullable Double own) {
            BaseRateVersion version = published.version();
            Double ordered = published.ordered();
            double shift = ordered == null ? shift(version, own) : BaseRateShift.logOdds(ordered, reference);
            return new BaseRateInForce(
                    version == null ? 0 : version.version(),
                    rate(version, ordered, shift, own == null ? reference : own),
                    shift,
                    published.world(),
                    published.isStale(timeMillis),
                    ordered == null || published.command() == null
                            ? null
                            : published.command().id());
        }

        private static double rate(
                @Nullable BaseRateVersion version, @Nullable Double ordered, double shift, double reference) {
            if (ordered != null) {
                return ordered;
            }
            return version == null || shift == 0 ? reference : version.deployed();
        }

        /**
         * A version of an earlier champion gave a rate; its shift from this one's reference follows from that. One that stayed at
         * its own champion's reference says that nothing moved: no shift for this one either. A segment's shift starts from the
         * segment's own reference.
         */
        private static double shift(@Nullable BaseRateVersion version, @Nullable Double reference) {
            if (version == null || version.shift() == 0) {
                return 0;
            }
            return reference == null || version.reference() == reference
                    ? version.shift()
                    : BaseRateShift.logOdds(version.deployed(), reference);
        }
    }
}
