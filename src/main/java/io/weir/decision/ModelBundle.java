package io.weir.decision;

import io.weir.baserate.DelayCurve;
import io.weir.baserate.SourceDelays;
import io.weir.baserate.WorldReference;
import io.weir.feature.Encodings;
import io.weir.feature.FeatureCatalogue;
import io.weir.model.Calibrator;
import io.weir.model.IsolationForest;
import io.weir.model.LogisticModel;
import io.weir.model.TreeEnsemble;
import io.weir.transaction.Label;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one training run hands to the stream: what to compute, how to score, how to calibrate.
 *
 * @param catalogue features, in the order the models expect
 * @param encodings tables of the catalogue's encoded categories
 * @param forest stage one's anomaly score, on the catalogue's features
 * @param cheap stage one's supervised score, on the same features
 * @param ensemble stage two, on the catalogue's features followed by the forest score
 * @param correction log-odds to add to stage two's output for undersampling and weights in training (ln β - ln w)
 * @param passedCalibrator probability of a transaction that reached stage two, from its corrected log-odds; fitted on what
 *     the ranks let through, and used for the audit sample as well
 * @param heldCalibrator probability of a transaction held back, from the cheap model's log-odds
 * @param filter what passes to stage two
 * @param baseRate π0: share of fraud in the calibration window
 * @param delays how late labels were in training
 * @param delaysBySource the same for each source of labels that reported fraud in training, the shares summing to 1; empty for
 *     bundles without a reference
 * @param policy costs to start from, until one is published
 * @param reference the world of the calibration window; null for bundles of formats 1 and 2
 */
public record ModelBundle(
        FeatureCatalogue catalogue,
        Encodings encodings,
        IsolationForest forest,
        LogisticModel cheap,
        TreeEnsemble ensemble,
        double correction,
        Calibrator passedCalibrator,
        Calibrator heldCalibrator,
        FilterCut filter,
        double baseRate,
        DelayCurve delays,
        Map<Label.Source, SourceDelays> delaysBySource,
        Policy policy,
        @Nullable WorldReference reference) {

    /** @throws IllegalArgumentException when the parts do not fit each other */
    public ModelBundle {
        int features = catalogue.names().size();
        expect("forest", forest.featureCount(), features);
        expect("cheap model", cheap.featureCount(), features);
        expect("ensemble", ensemble.featureCount(), features + 1);
        if (!(baseRate > 0 && baseRate < 1)) {
            throw new IllegalArgumentException(
                    "base rate of the bundle is " + baseRate + "; allowed: above 0, below 1");
        }
        policy.rules().check(catalogue.names());
        if (!Double.isFinite(correction)) {
            throw new IllegalArgumentException("correction of the bundle is " + correction + "; allowed: finite");
        }
        delaysBySource = copy(delaysBySource);
        if (reference != null) {
            check(reference, baseRate, catalogue);
        } else if (!delaysBySource.isEmpty()) {
            throw new IllegalArgumentException("bundle has delays by source " + delaysBySource.keySet()
                    + " and no world reference; allowed: both or neither");
        }
    }

    /** As bundles of formats 1 and 2 are: no reference, and the delays of all sources together. */
    public ModelBundle(
            FeatureCatalogue catalogue,
            Encodings encodings,
            IsolationForest forest,
            LogisticModel cheap,
            TreeEnsemble ensemble,
            double correction,
            Calibrator passedCalibrator,
            Calibrator heldCalibrator,
            FilterCut filter,
            double baseRate,
            DelayCurve delays,
            Policy policy) {
        this(
                catalogue,
                encodings,
                forest,
                cheap,
                ensemble,
                correction,
                passedCalibrator,
                heldCalibrator,
                filter,
                baseRate,
                delays,
                Map.of(),
                policy,
                null);
    }

    private static Map<Label.Source, SourceDelays> copy(Map<Label.Source, SourceDelays> delaysBySource) {
        Map<Label.Source, SourceDelays> copy = new EnumMap<>(Label.Source.class);
        copy.putAll(delaysBySource);
        double sum = copy.values().stream().mapToDouble(SourceDelays::share).sum();
        if (!copy.isEmpty() && Math.abs(sum - 1) > 1e-9) {
            throw new IllegalArgumentException("shares of the sources sum to " + sum + "; allowed: 1");
        }
        return Collections.unmodifiableMap(copy);
    }

    private static void check(WorldReference reference, double baseRate, FeatureCatalogue catalogue) {
        if (reference.baseRate() != baseRate) {
            throw new IllegalArgumentException("world reference has base rate " + reference.baseRate()
                    + "; allowed: the bundle's own, " + baseRate);
        }
        if (!reference.featureNames().equals(catalogue.names())) {
            throw new IllegalArgumentException("world reference has features " + reference.featureNames()
                    + "; its catalogue calls for " + catalogue.names());
        }
    }

    private static void expect(String part, int has, int wants) {
        if (has != wants) {
            throw new IllegalArgumentException(
                    part + " of the bundle takes " + has + " features; its catalogue calls for " + wants);
        }
    }

    /**
     * What passes to stage two: a forest rank or a cheap rank at or above its cut, what a rule passes, or the audit sample.
     * With {@code open} everything passes.
     *
     * @param open true where too few frauds were known to choose cuts
     * @param forestRank 0 to 1
     * @param cheapRank 0 to 1
     * @param auditShare share of all transactions that pass by a hash of their id
     * @param certificate how much fraud the cuts may lose; null: nobody knows
     */
    public record FilterCut(
            boolean open,
            double forestRank,
            double cheapRank,
            double auditShare,
            @Nullable FilterCertificate certificate) {
        /** @throws IllegalArgumentException naming the setting, the value and what is allowed */
        public FilterCut {
            share("filter forest rank", forestRank);
            share("filter cheap rank", cheapRank);
            share("filter audit share", auditShare);
        }

        /** Without a certificate. */
        public FilterCut(boolean open, double forestRank, double cheapRank, double auditShare) {
            this(open, forestRank, cheapRank, auditShare, null);
        }

        private static void share(String name, double value) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException(name + " is " + value + "; allowed: 0 to 1");
            }
        }
    }
}
