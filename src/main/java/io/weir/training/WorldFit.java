package io.weir.training;

import io.weir.baserate.FeatureReference;
import io.weir.baserate.ScoreBins;
import io.weir.baserate.WorldReference;
import io.weir.training.Examples.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a calibration window looked like, for the stream to compare with. */
final class WorldFit {

    private static final double DAY = 86_400_000;

    private WorldFit() {}

    /**
     * The reference of a window.
     *
     * @param p calibrated probability of each of its examples
     * @param names of the features
     * @param examples from which the window was cut
     */
    static WorldReference of(Slice window, double[] p, List<String> names, Examples examples) {
        double baseRate = (double) window.frauds() / window.size();
        int[] bin = Arrays.stream(p)
                .map(probability -> ScoreBins.logRatio(probability, baseRate))
                .mapToInt(ScoreBins::of)
                .toArray();
        long[] scores = new long[ScoreBins.COUNT];
        long[] frauds = new long[ScoreBins.COUNT];
        for (int i = 0; i < bin.length; i++) {
            scores[bin[i]]++;
            frauds[bin[i]] += window.fraud()[i] ? 1 : 0;
        }
        List<FeatureReference> features = new ArrayList<>();
        for (int f = 0; f < names.size(); f++) {
            features.add(FeatureFit.of(names.get(f), window, f));
        }
        return new WorldReference(
                baseRate,
                scores,
                frauds,
                DayCounts.of(window.times(), bin, ScoreBins.COUNT, window.from(), window.to())
                        .dispersion(),
                window.size() * DAY / (window.to() - window.from()),
                features,
                examples.rates(window, p));
    }
}
