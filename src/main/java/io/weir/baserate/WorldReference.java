package io.weir.baserate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The world as it was in the calibration window: what the stream compares with to tell whether its models still look at the
 * world that they were calibrated on.
 *
 * @param baseRate π0, to which the scores are relative: the bundle's own
 * @param scores how many transactions of the window have a {@code ℓ = logit p - logit π0} in each of the {@link ScoreBins}; p as
 *     the decision computes it, by the calibrator of what the filter passes or of what it holds back, without audit sample and
 *     rules
 * @param frauds those of them that are known to be fraud; to check {@link #fraudShares} with, they are few
 * @param scoreDispersion φ ≥ 1: how much more the scores of a day vary than a multinomial's: mean over days of Pearson's X² over its
 *     degrees of freedom, against all days
 * @param dailyVolume transactions a day with which φ was measured
 * @param features one for each entry of the feature vector, in its order
 * @param attributes fraud by value of each categorical attribute that has few values, by name
 */
public record WorldReference(
        double baseRate,
        long[] scores,
        long[] frauds,
        double scoreDispersion,
        double dailyVolume,
        List<FeatureReference> features,
        Map<String, Map<String, Rate>> attributes) {

    /** An attribute with more values than this in the window is no segment: it has no entry. */
    public static final int MOST_VALUES = 50;

    /** @throws IllegalArgumentException naming the field, its value and what is allowed */
    public WorldReference {
        if (!(baseRate > 0 && baseRate < 1)) {
            throw wrong("base rate is " + baseRate, "above 0, below 1");
        }
        scores = histogram("scores", scores);
        frauds = histogram("frauds", frauds);
        long all = 0;
        for (int b = 0; b < scores.length; b++) {
            all += scores[b];
            if (frauds[b] > scores[b]) {
                throw wrong("frauds[" + b + "] is " + frauds[b], "at most scores[" + b + "], " + scores[b]);
            }
        }
        if (all == 0) {
            throw wrong("sum of scores is 0", "1 or more");
        }
        if (!(scoreDispersion >= 1 && Double.isFinite(scoreDispersion))) {
            throw wrong("score dispersion is " + scoreDispersion, "a finite number, 1 or more");
        }
        if (!(dailyVolume > 0 && Double.isFinite(dailyVolume))) {
            throw wrong("daily volume is " + dailyVolume, "a finite number above 0");
        }
        features = List.copyOf(features);
        attributes = copy(attributes);
    }

    /**
     * Transactions of one value of an attribute.
     *
     * @param transactions those of the window
     * @param expectedFrauds sum of their calibrated probabilities
     * @param reportedFrauds those known to be fraud when the bundle was trained
     */
    public record Rate(long transactions, double expectedFrauds, long reportedFrauds) {
        /** @throws IllegalArgumentException naming the field, its value and what is allowed */
        public Rate {
            if (transactions < 1) {
                throw wrong("transactions are " + transactions, "1 or more");
            }
            if (!(expectedFrauds >= 0 && expectedFrauds <= transactions)) {
                throw wrong("expected frauds are " + expectedFrauds, "0 to its transactions, " + transactions);
            }
            if (reportedFrauds < 0 || reportedFrauds > transactions) {
                throw wrong("reported frauds are " + reportedFrauds, "0 to its transactions, " + transactions);
            }
        }
    }

    private static long[] histogram(String name, long[] counts) {
        if (counts.length != ScoreBins.COUNT) {
            throw wrong(name + " are " + counts.length, String.valueOf(ScoreBins.COUNT));
        }
        for (int b = 0; b < counts.length; b++) {
            if (counts[b] < 0) {
                throw wrong(name + "[" + b + "] is " + counts[b], "0 or more");
            }
        }
        return counts.clone();
    }

    private static Map<String, Map<String, Rate>> copy(Map<String, Map<String, Rate>> attributes) {
        Map<String, Map<String, Rate>> copy = new TreeMap<>();
        attributes.forEach((name, values) -> {
            if (values.isEmpty() || values.size() > MOST_VALUES) {
                throw wrong("attribute " + name + " has " + values.size() + " values", "1 to " + MOST_VALUES);
            }
            copy.put(name, Collections.unmodifiableMap(new TreeMap<>(values)));
        });
        return Collections.unmodifiableMap(copy);
    }

    private static IllegalArgumentException wrong(String what, String allowed) {
        return new IllegalArgumentException("world reference: " + what + "; allowed: " + allowed);
    }

    @Override
    public long[] scores() {
        return scores.clone();
    }

    @Override
    public long[] frauds() {
        return frauds.clone();
    }

    /**
     * f1: how ℓ is spread among frauds, {@code f1(b) ∝ p(b)·n(b)} with {@code p(b)} of the bin's center. It trusts the calibration in
     * place of counting: a window of 50,000 transactions has few hundred frauds to count, and all of its transactions tell of p.
     */
    public double[] fraudShares() {
        return shares(true);
    }

    /** f0: how ℓ is spread among legitimate transactions, {@code f0(b) ∝ (1 - p(b))·n(b)}. */
    public double[] legitimateShares() {
        return shares(false);
    }

    private double[] shares(boolean fraud) {
        double[] shares = new double[scores.length];
        double sum = 0;
        for (int b = 0; b < shares.length; b++) {
            double p = BaseRateShift.rate(baseRate, ScoreBins.center(b));
            shares[b] = (fraud ? p : 1 - p) * scores[b];
            sum += shares[b];
        }
        for (int b = 0; b < shares.length; b++) {
            shares[b] /= sum;
        }
        return shares;
    }

    /** Expected share of fraud of each value of an attribute, by segment {@code attribute=value}. */
    Map<String, Double> segments(String attribute) {
        Map<String, Double> segments = new TreeMap<>();
        attributes.getOrDefault(attribute, Map.of()).forEach((value, rate) -> {
            if (rate.expectedFrauds() > 0) {
                segments.put(attribute + "=" + value, rate.expectedFrauds() / rate.transactions());
            }
        });
        return segments;
    }

    /** Expected share of fraud of a segment {@code attribute=value}; null: it was not known. */
    public @Nullable Double segment(String segment) {
        int equals = segment.indexOf('=');
        return equals < 0 ? null : segments(segment.substring(0, equals)).get(segment);
    }

    /** Names of the features, in the vector's order. */
    public List<String> featureNames() {
        List<String> names = new ArrayList<>();
        features.forEach(feature -> names.add(feature.name()));
        return names;
    }
}
