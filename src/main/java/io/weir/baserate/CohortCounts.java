package io.weir.baserate;

import io.weir.transaction.Label;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What was counted of one cohort, the transactions of one window of event time; adds up. Probabilities and weights are kept in
 * millionths, so that a sum does not depend on its order.
 */
final class CohortCounts {

    static final int SOURCES = Label.Source.values().length;
    private static final double MILLION = 1e6;

    private long transactions;
    private long expected;
    private long declined;
    private final long[] reports = new long[SOURCES];
    private long squares;
    private long @Nullable [] youngScores;

    static long millionths(double value) {
        return Math.round(value * MILLION);
    }

    void transaction() {
        transactions++;
    }

    void expect(double probability, boolean withoutOutcome) {
        expected += millionths(probability);
        declined += withoutOutcome ? millionths(probability) : 0;
    }

    @SuppressWarnings("EnumOrdinal") // an index of an array of all sources
    void report(Label.Source source, int change, double weight) {
        reports[source.ordinal()] += millionths(change * weight);
        squares += millionths(change * weight * weight);
    }

    void youngFraud(int bin, int change) {
        long[] scores = youngScores == null ? new long[ScoreBins.COUNT] : youngScores;
        scores[bin] += change;
        youngScores = scores;
    }

    void add(CohortCounts other) {
        transactions += other.transactions;
        expected += other.expected;
        declined += other.declined;
        for (int s = 0; s < SOURCES; s++) {
            reports[s] += other.reports[s];
        }
        squares += other.squares;
        if (other.youngScores != null) {
            for (int b = 0; b < ScoreBins.COUNT; b++) {
                if (other.youngScores[b] != 0) {
                    youngFraud(b, (int) other.youngScores[b]);
                }
            }
        }
    }

    long transactions() {
        return transactions;
    }

    /** Σ of the probabilities that were decided by. */
    double expected() {
        return expected / MILLION;
    }

    /** The part of {@link #expected} of what was declined, and so can have no outcome. */
    double declined() {
        return declined / MILLION;
    }

    /**
     * Share of the expected frauds that can have an outcome; 1 where nothing was decided. It trusts the model: the declined are
     * as much fraud as it said.
     */
    double visible() {
        return expected <= 0 ? 1 : 1 - (double) declined / expected;
    }

    /** Σ w² of the reports, less those reversed: with weights w their sum tells as much as (Σ w)² / Σ w² reports of weight 1. */
    double squares() {
        return squares / MILLION;
    }

    /** Frauds reported by one source, less those reversed. */
    double reports(int source) {
        return reports[source] / MILLION;
    }

    double reports() {
        long sum = 0;
        for (long count : reports) {
            sum += count;
        }
        return sum / MILLION;
    }

    /** Scores of the frauds that were reported young; null: none were. */
    long @Nullable [] youngScores() {
        return youngScores;
    }

    void write(PackedBytes.Out out) {
        out.put(transactions).put(expected).put(declined);
        for (long count : reports) {
            out.put(count);
        }
        out.put(squares);
        // All reversed is the same as none: equal counts, equal bytes.
        long[] young = youngScores;
        out.putCounts(young == null || Arrays.stream(young).allMatch(count -> count == 0) ? new long[0] : young);
    }

    static CohortCounts read(PackedBytes.In in) {
        CohortCounts counts = new CohortCounts();
        counts.transactions = in.number();
        counts.expected = in.number();
        counts.declined = in.number();
        for (int s = 0; s < SOURCES; s++) {
            counts.reports[s] = in.number();
        }
        counts.squares = in.number();
        long[] young = in.counts();
        counts.youngScores = young.length == 0 ? null : young;
        return counts;
    }
}
