package io.weir.evaluation;

import io.weir.transaction.IdHash;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How well scores rank fraud above the rest. Rows with equal scores share one threshold: none of these figures depends on
 * the order of the rows.
 */
public final class RankMetrics {

    private RankMetrics() {}

    /** Average precision, see {@link ThresholdCurve#averagePrecision()}. */
    public static double averagePrecision(double[] scores, boolean[] fraud) {
        return ThresholdCurve.of(scores, fraud).averagePrecision();
    }

    /** Area under the ROC curve, see {@link ThresholdCurve#rocAuc()}. */
    public static double rocAuc(double[] scores, boolean[] fraud) {
        return ThresholdCurve.of(scores, fraud).rocAuc();
    }

    /**
     * Precision@k: each day the share of frauds among the k rows with the highest scores, also when there are fewer rows
     * than k; the mean over days. Where rows tie for the last places, their expected share of frauds counts.
     *
     * @param day day of each row; only days that occur count
     * @param scores score of each row
     * @param fraud truth of each row
     * @param k rows that are looked at a day, 1 or more
     * @return NaN when there are no rows
     */
    public static double precision(int[] day, double[] scores, boolean[] fraud, int k) {
        check(day, scores, fraud, k);
        Map<Integer, List<Integer>> days = new TreeMap<>();
        for (int i = 0; i < day.length; i++) {
            days.computeIfAbsent(day[i], d -> new ArrayList<>()).add(i);
        }
        double sum = 0;
        for (List<Integer> rows : days.values()) {
            sum += hits(rows, scores, fraud, k) / k;
        }
        return sum / days.size();
    }

    private static double hits(List<Integer> rows, double[] scores, boolean[] fraud, int k) {
        double last = rows.stream()
                .map(i -> scores[i])
                .sorted(Comparator.reverseOrder())
                .limit(k)
                .reduce(Double.POSITIVE_INFINITY, Math::min);
        int above = 0;
        int hits = 0;
        int tied = 0;
        int tiedHits = 0;
        for (int i : rows) {
            if (scores[i] > last) {
                above++;
                hits += fraud[i] ? 1 : 0;
            } else if (scores[i] == last) {
                tied++;
                tiedHits += fraud[i] ? 1 : 0;
            }
        }
        return hits + (double) tiedHits / tied * Math.min(tied, k - above);
    }

    /**
     * Card precision@k (Le Borgne, Siblini, Lebichot, Bontempi 2022). Each day every card not yet found counts with its
     * highest score; of the k cards with the highest, the share with a fraud that day is the day's precision, also when
     * there are fewer than k cards; those compromised cards count as found from the next day on. The mean over days.
     *
     * @param day day of each row; only days that occur count
     * @param card card or account of each row; ties between cards are broken by a hash of it
     * @param scores score of each row
     * @param fraud truth of each row
     * @param k cards that are looked at a day, 1 or more
     * @return NaN when there are no rows
     */
    public static double cardPrecision(int[] day, String[] card, double[] scores, boolean[] fraud, int k) {
        check(day, scores, fraud, k);
        if (card.length != scores.length) {
            throw new IllegalArgumentException(card.length + " cards for " + scores.length + " scores");
        }
        Map<Integer, Map<String, CardDay>> days = new TreeMap<>();
        for (int i = 0; i < scores.length; i++) {
            CardDay row = new CardDay(card[i], scores[i], fraud[i]);
            days.computeIfAbsent(day[i], d -> new HashMap<>()).merge(card[i], row, CardDay::and);
        }
        Set<String> found = new HashSet<>();
        double sum = 0;
        for (Map<String, CardDay> cards : days.values()) {
            cards.keySet().removeAll(found);
            List<CardDay> ranked = new ArrayList<>(cards.values());
            ranked.sort(CardDay.HIGHEST_FIRST);
            List<String> hits = ranked.stream()
                    .limit(k)
                    .filter(CardDay::fraud)
                    .map(CardDay::card)
                    .toList();
            sum += (double) hits.size() / k;
            found.addAll(hits);
        }
        return sum / days.size();
    }

    private record CardDay(String card, double score, boolean fraud) {
        static final Comparator<CardDay> HIGHEST_FIRST = Comparator.comparingDouble(CardDay::score)
                .reversed()
                .thenComparingLong(day -> IdHash.of(day.card()))
                .thenComparing(CardDay::card);

        CardDay and(CardDay other) {
            return new CardDay(card, Math.max(score, other.score), fraud || other.fraud);
        }
    }

    private static void check(int[] day, double[] scores, boolean[] fraud, int k) {
        if (k < 1 || day.length != scores.length || fraud.length != scores.length) {
            throw new IllegalArgumentException("k is " + k + ", with " + day.length + " days, " + fraud.length
                    + " labels and " + scores.length + " scores; allowed: k from 1, as many days and labels as scores");
        }
        for (int i = 0; i < scores.length; i++) {
            if (Double.isNaN(scores[i])) {
                throw new IllegalArgumentException("score of row " + i + " is NaN; allowed: any number");
            }
        }
    }
}
