package io.weir.decision;

import io.weir.baserate.EstimatorSettings;
import io.weir.baserate.EvidenceWindows;
import io.weir.baserate.FeatureReference;
import io.weir.baserate.ScoreBins;
import io.weir.baserate.WorldReference;
import io.weir.transaction.Label;
import io.weir.transaction.Transaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction is as evidence for the base rate, and what has to be remembered of it until its label comes.
 *
 * @param segment the segment it belongs to; null: none
 * @param logRatio ln of the likelihood ratio of its score; NaN: it was not decided
 * @param weight what a report of it counts: 1, or 1 / propensity where exploration let it through, or 0 where it was declined: most
 *     reports on those never come, and those that do would be counted beside an exposure that leaves them out
 */
public record BaseRateEvidence(@Nullable String segment, double logRatio, double weight) {

    /**
     * Of a transaction as it was decided.
     *
     * @param decision null for a transaction that only warms the profiles
     * @param bundle that decided; only segments that its reference knows are counted, for values can be made up
     */
    public static BaseRateEvidence of(
            Transaction transaction,
            EstimatorSettings.Segments segments,
            @Nullable Decision decision,
            @Nullable ModelBundle bundle) {
        return new BaseRateEvidence(
                known(segments.of(transaction), bundle),
                decision == null || bundle == null
                        ? Double.NaN
                        : ScoreBins.logRatio(decision.calibrated(), bundle.baseRate()),
                decision == null ? 1 : weight(decision));
    }

    private static @Nullable String known(@Nullable String segment, @Nullable ModelBundle bundle) {
        return segment != null
                        && bundle != null
                        && bundle.reference() != null
                        && bundle.reference().segment(segment) != null
                ? segment
                : null;
    }

    private static double weight(Decision decision) {
        return decision.action() == Action.DECLINE ? 0 : 1 / decision.outcomePropensity();
    }

    /** Counts the transaction. */
    public void count(
            EvidenceWindows windows,
            Transaction transaction,
            @Nullable Decision decision,
            @Nullable ModelBundle bundle) {
        EvidenceWindows.Scored scored = decision == null || bundle == null ? null : scored(decision, bundle);
        windows.transaction(transaction.timeMillis(), segment, scored);
    }

    /**
     * Counts a label.
     *
     * @param atMillis event time at which it is taken in
     * @param change 1: it says fraud, and none did before; -1: it takes that back
     */
    public void count(EvidenceWindows windows, Label label, long atMillis, long eventMillis, int change) {
        if (change != 0 && weight > 0) {
            windows.report(
                    new EvidenceWindows.Report(atMillis, eventMillis, label.source(), change, weight, logRatio),
                    segment);
        }
    }

    private static EvidenceWindows.Scored scored(Decision decision, ModelBundle bundle) {
        boolean declined = decision.action() == Action.DECLINE;
        return new EvidenceWindows.Scored(
                decision.bundleVersion(),
                bundle.baseRate(),
                decision.calibrated(),
                decision.probability(),
                declined,
                declined && decision.outcomePropensity() == 0,
                featureBins(decision.features(), bundle.reference()));
    }

    private static int[] featureBins(double[] features, @Nullable WorldReference reference) {
        if (reference == null) {
            return new int[0];
        }
        List<FeatureReference> references = reference.features();
        int[] bins = new int[features.length];
        for (int f = 0; f < bins.length; f++) {
            bins[f] = references.get(f).bin(features[f]);
        }
        return bins;
    }
}
