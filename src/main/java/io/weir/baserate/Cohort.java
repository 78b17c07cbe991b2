package io.weir.baserate;

import org.jspecify.annotations.Nullable;

/** The transactions of one window of event time, with what has become known of them since. */
final class Cohort {

    private final CohortCounts counts;
    /** Scores of the window; null: none, or too old to keep. */
    private long @Nullable [] scores;
    /** What {@link #likelihood} gave last, and for which grid: it costs more than all the rest. */
    private double @Nullable [] likelihood;

    private @Nullable RateGrid likelihoodOf;
    /** Reports at the end of the last bin of ages, each source. */
    private double[] marked = new double[CohortCounts.SOURCES];

    private boolean doubted;

    Cohort() {
        this(new CohortCounts());
    }

    private Cohort(CohortCounts counts) {
        this.counts = counts;
    }

    CohortCounts counts() {
        return counts;
    }

    long @Nullable [] scores() {
        return scores;
    }

    void addScores(long[] more) {
        long[] sum = scores == null ? new long[ScoreBins.COUNT] : scores;
        ScoreBins.add(sum, more);
        scores = sum;
        likelihood = null;
    }

    /** Log-likelihood of the scores along a grid; there have to be some. */
    @SuppressWarnings("ReferenceEquality")
    double[] likelihood(RateGrid grid) {
        double[] known = likelihood;
        if (known == null || likelihoodOf != grid) {
            known = grid.ofScores(scores == null ? new long[ScoreBins.COUNT] : scores);
            likelihood = known;
            likelihoodOf = grid;
        }
        return known;
    }

    void forgetScores() {
        scores = null;
    }

    /** Whether scores contradict its labels, which then count for nothing. */
    boolean isDoubted() {
        return doubted;
    }

    void doubt(boolean now) {
        doubted = now;
    }

    /** Reports of each source when last asked. */
    double[] markReports() {
        double[] before = marked;
        marked = new double[CohortCounts.SOURCES];
        for (int s = 0; s < marked.length; s++) {
            marked[s] = counts.reports(s);
        }
        return before;
    }

    void write(PackedBytes.Out out) {
        counts.write(out);
        out.put(doubted ? 1 : 0);
        out.putCounts(scores == null ? new long[0] : scores);
        for (double count : marked) {
            out.put(CohortCounts.millionths(count));
        }
    }

    static Cohort read(PackedBytes.In in) {
        Cohort cohort = new Cohort(CohortCounts.read(in));
        cohort.doubted = in.number() == 1;
        long[] scores = in.counts();
        cohort.scores = scores.length == 0 ? null : scores;
        for (int s = 0; s < CohortCounts.SOURCES; s++) {
            cohort.marked[s] = in.number() / 1e6;
        }
        return cohort;
    }
}
