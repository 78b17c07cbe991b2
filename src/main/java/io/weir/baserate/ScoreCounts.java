package io.weir.baserate;

/** How the scores of one bundle, and the features that they were made from, were spread; adds up. */
final class ScoreCounts {

    private final long[] scores;
    private final long[] declined;
    private long[][] features;

    ScoreCounts() {
        this(new long[ScoreBins.COUNT], new long[ScoreBins.COUNT], new long[0][]);
    }

    private ScoreCounts(long[] scores, long[] declined, long[][] features) {
        this.scores = scores;
        this.declined = declined;
        this.features = features;
    }

    /** @param featureBins of each feature its bin; empty: the bundle has no reference for them */
    void count(int scoreBin, boolean isDeclined, int[] featureBins) {
        scores[scoreBin]++;
        declined[scoreBin] += isDeclined ? 1 : 0;
        reserve(featureBins.length);
        for (int f = 0; f < featureBins.length; f++) {
            features[f][featureBins[f]]++;
        }
    }

    void add(ScoreCounts other) {
        ScoreBins.add(scores, other.scores);
        ScoreBins.add(declined, other.declined);
        reserve(other.features.length);
        for (int f = 0; f < other.features.length; f++) {
            ScoreBins.add(features[f], other.features[f]);
        }
    }

    private void reserve(int count) {
        if (features.length == 0 && count > 0) {
            features = new long[count][FeatureReference.MOST_BINS + 1];
        }
    }

    long[] scores() {
        return scores;
    }

    /**
     * What is left of a spread of scores where nobody reports on the declined.
     *
     * @param shares of each bin, not all 0
     */
    double[] visible(double[] shares) {
        double[] left = new double[shares.length];
        double sum = 0;
        for (int b = 0; b < left.length; b++) {
            left[b] = scores[b] == 0 ? shares[b] : shares[b] * (scores[b] - declined[b]) / scores[b];
            sum += left[b];
        }
        for (int b = 0; b < left.length; b++) {
            left[b] = sum == 0 ? shares[b] : left[b] / sum;
        }
        return left;
    }

    /** Counts of each feature's bins, more of them than some features have. */
    long[][] features() {
        return features;
    }

    void write(PackedBytes.Out out) {
        out.putCounts(scores).putCounts(declined).put(features.length);
        for (long[] feature : features) {
            out.putCounts(feature);
        }
    }

    static ScoreCounts read(PackedBytes.In in) {
        long[] scores = in.counts();
        long[] declined = in.counts();
        long[][] features = new long[in.count()][];
        for (int f = 0; f < features.length; f++) {
            features[f] = in.counts();
        }
        return new ScoreCounts(scores, declined, features);
    }
}
