package io.weir.evaluation;

import io.weir.transaction.IdHash;
import java.util.ArrayList;
import java.util.Arrays;
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

    /**
     * Average precision Σ (Rₙ - Rₙ₋₁)·Pₙ over the thresholds from high to low, stepwise, without interpolation. It depends on
     * prevalence: compare windows of equal base rate only. NaN when no row is fraud.
     */
    public static double averagePrecision(double[] scores, boolean[] fraud) {
        int[] order = descending(scores, fraud.length);
        long found = 0;
        double sum = 0;
        for (int from = 0; from < order.length; ) {
            int to = endOfTie(order, scores, from);
            int hits = frauds(order, fraud, from, to);
            found += hits;
            sum += hits * ((double) found / to);
            from = to;
        }
        return found == 0 ? Double.NaN : sum / found;
    }

    /**
     * Area under the ROC curve: the chance that a fraud scores above a legitimate row, a tie counting half (Mann, Whitney
     * 1947). NaN when one class is missing.
     */
    public static double rocAuc(double[] scores, boolean[] fraud) {
        int[] order = descending(scores, fraud.length);
        long found = 0;
        double wins = 0;
        for (int from = 0; from < order.length; ) {
            int to = endOfTie(order, scores, from);
            int hits = frauds(order, fraud, from, to);
            double legitimate = to - from - hits;
            wins += legitimate * (found + hits / 2.0);
            found += hits;
            from = to;
        }
        return wins / ((double) found * (order.length - found));
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
        descending(scores, fraud.length);
        if (k < 1 || day.length != scores.length || card.length != scores.length) {
            throw new IllegalArgumentException("k is " + k + ", with " + day.length + " days, " + card.length
                    + " cards and " + scores.length + " scores; allowed: k from 1, as many days and cards as scores");
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

    /** Row numbers, highest score first. */
    private static int[] descending(double[] scores, int labels) {
        if (scores.length != labels) {
            throw new IllegalArgumentException(labels + " labels for " + scores.length + " scores");
        }
        for (int i = 0; i < scores.length; i++) {
            if (Double.isNaN(scores[i])) {
                throw new IllegalArgumentException("score of row " + i + " is NaN; allowed: any number");
            }
        }
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> scores[i]).reversed());
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    private static int endOfTie(int[] order, double[] scores, int from) {
        int to = from;
        while (to < order.length && scores[order[to]] == scores[order[from]]) {
            to++;
        }
        return to;
    }

    private static int frauds(int[] order, boolean[] fraud, int from, int to) {
        int frauds = 0;
        for (int i = from; i < to; i++) {
            frauds += fraud[order[i]] ? 1 : 0;
        }
        return frauds;
    }
}
