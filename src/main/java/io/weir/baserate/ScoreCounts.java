package io.weir.baserate;

/** How the scores of one bundle, and the features that they were made from, were spread; adds up. */
final class ScoreCounts {

    private final long[] scores;
    private long[][] features;

    ScoreCounts() {
        this(new long[ScoreBins.COUNT], new long[0][]);
    }

    private ScoreCounts(long[] scores, long[][] features) {
        this.scores = scores;
        this.features = features;
    }

    /** @param featureBins of each feature its bin; empty: the bundle has no reference for them */
    void count(int scoreBin, int[] featureBins) {
        scores[scoreBin]++;
        reserve(featureBins.length);
        for (int f = 0; f < featureBins.length; f++) {
            features[f][featureBins[f]]++;
        }
    }

    void add(ScoreCounts other) {
        add(scores, other.scores);
        reserve(other.features.length);
        for (int f = 0; f < other.features.length; f++) {
            add(features[f], other.features[f]);
        }
    }

    private void reserve(int count) {
        if (features.length == 0 && count > 0) {
            features = new long[count][FeatureReference.MOST_BINS + 1];
        }
    }

    private static void add(long[] sum, long[] more) {
        for (int i = 0; i < more.length; i++) {
            sum[i] += more[i];
        }
    }

    long[] scores() {
        return scores;
    }

    /** Counts of each feature's bins, more of them than some features have. */
    long[][] features() {
        return features;
    }

    void write(PackedBytes.Out out) {
        out.putCounts(scores).put(features.length);
        for (long[] feature : features) {
            out.putCounts(feature);
        }
    }

    static ScoreCounts read(PackedBytes.In in) {
        long[] scores = in.counts();
        long[][] features = new long[in.count()][];
        for (int f = 0; f < features.length; f++) {
            features[f] = in.counts();
        }
        return new ScoreCounts(scores, features);
    }
}
