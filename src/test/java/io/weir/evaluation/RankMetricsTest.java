package io.weir.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.weir.transaction.IdHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankMetricsTest {

    @Test
    void averagePrecision_byHand_isTheStepwiseSum() {
        double[] scores = {0.1, 0.4, 0.35, 0.8};
        boolean[] fraud = {false, false, true, true};
        // 1/2·1/1 at 0.8, then 1/2·2/3 at 0.35
        assertThat(RankMetrics.averagePrecision(scores, fraud)).isCloseTo(5.0 / 6, within(1e-15));
    }

    @Test
    void averagePrecision_tie_sharesOneThreshold() {
        assertThat(RankMetrics.averagePrecision(new double[] {1, 1, 1, 1}, new boolean[] {true, false, false, false}))
                .isEqualTo(0.25);
        assertThat(RankMetrics.averagePrecision(new double[] {2, 1, 1}, new boolean[] {true, true, false}))
                .isCloseTo(0.5 + 0.5 * 2 / 3, within(1e-15));
    }

    @Test
    void rocAuc_byHand_countsTiesHalf() {
        assertThat(RankMetrics.rocAuc(new double[] {1, 2, 2, 3}, new boolean[] {false, true, false, true}))
                .isEqualTo(3.5 / 4);
        assertThat(RankMetrics.rocAuc(new double[] {5, 5, 5}, new boolean[] {true, false, false}))
                .isEqualTo(0.5);
    }

    @Test
    void metrics_oneClassMissing_areNaN() {
        assertThat(RankMetrics.averagePrecision(new double[] {1, 2}, new boolean[2]))
                .isNaN();
        assertThat(RankMetrics.rocAuc(new double[] {1, 2}, new boolean[2])).isNaN();
        assertThat(RankMetrics.rocAuc(new double[] {1, 2}, new boolean[] {true, true}))
                .isNaN();
    }

    @Test
    void metrics_randomRowsWithTies_equalTheirSlowTwins() {
        for (int seed = 0; seed < 50; seed++) {
            int n = 5 + seed * 4;
            double[] scores = new double[n];
            boolean[] fraud = new boolean[n];
            for (int i = 0; i < n; i++) {
                scores[i] = Math.floor(IdHash.unit("score" + i, seed) * (seed % 2 == 0 ? 8 : 1e9));
                fraud[i] = i == 0 || (i != 1 && IdHash.unit("fraud" + i, seed) < 0.2);
            }
            assertThat(RankMetrics.rocAuc(scores, fraud)).isCloseTo(slowAuc(scores, fraud), within(1e-12));
            assertThat(RankMetrics.averagePrecision(scores, fraud)).isCloseTo(slowAp(scores, fraud), within(1e-12));
        }
    }

    private static double slowAuc(double[] scores, boolean[] fraud) {
        double wins = 0;
        double pairs = 0;
        for (int i = 0; i < scores.length; i++) {
            for (int j = 0; j < scores.length; j++) {
                if (fraud[i] && !fraud[j]) {
                    pairs++;
                    wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
                }
            }
        }
        return wins / pairs;
    }

    private static double slowAp(double[] scores, boolean[] fraud) {
        double[] thresholds = Arrays.stream(scores).distinct().sorted().toArray();
        double lastRecall = 0;
        double sum = 0;
        double frauds = 0;
        for (boolean f : fraud) {
            frauds += f ? 1 : 0;
        }
        for (int t = thresholds.length - 1; t >= 0; t--) {
            double alerts = 0;
            double hits = 0;
            for (int i = 0; i < scores.length; i++) {
                alerts += scores[i] >= thresholds[t] ? 1 : 0;
                hits += scores[i] >= thresholds[t] && fraud[i] ? 1 : 0;
            }
            sum += (hits / frauds - lastRecall) * hits / alerts;
            lastRecall = hits / frauds;
        }
        return sum;
    }

    @Test
    void cardPrecision_byHand_dropsFoundCardsOnLaterDays() {
        int[] day = {1, 1, 1, 1, 2, 2, 2, 2};
        String[] card = {"a", "a", "b", "c", "a", "b", "c", "d"};
        double[] scores = {.2, .9, .8, .1, .99, .3, .7, .6};
        boolean[] fraud = {true, false, false, true, true, false, true, false};
        // day 1: a (.9, fraud), b (.8): 1/2. Day 2 without a: c (.7, fraud), d (.6): 1/2
        assertThat(RankMetrics.cardPrecision(day, card, scores, fraud, 2)).isEqualTo(0.5);
        // k = 1: day 1 a; day 2 c
        assertThat(RankMetrics.cardPrecision(day, card, scores, fraud, 1)).isEqualTo(1);
        // k = 10: day 1 a and c of 10; day 2 both are gone
        assertThat(RankMetrics.cardPrecision(day, card, scores, fraud, 10)).isCloseTo(0.1, within(1e-15));
    }

    @Test
    void cardPrecision_compromisedCardBelowTheCut_staysForTheNextDay() {
        int[] day = {1, 1, 2};
        String[] card = {"a", "b", "b"};
        assertThat(RankMetrics.cardPrecision(
                        day, card, new double[] {.9, .1, .5}, new boolean[] {false, true, true}, 1))
                .isEqualTo(0.5);
    }

    @Test
    void cardPrecision_orderOfRows_doesNotMatter() {
        int n = 400;
        int[] day = new int[n];
        String[] card = new String[n];
        double[] scores = new double[n];
        boolean[] fraud = new boolean[n];
        int[] dayBack = new int[n];
        String[] cardBack = new String[n];
        double[] scoresBack = new double[n];
        boolean[] fraudBack = new boolean[n];
        for (int i = 0; i < n; i++) {
            day[i] = dayBack[n - 1 - i] = i % 5;
            card[i] = cardBack[n - 1 - i] = "card" + (int) (IdHash.unit("card" + i, 1) * 40);
            scores[i] = scoresBack[n - 1 - i] = Math.floor(IdHash.unit("score" + i, 1) * 6);
            fraud[i] = fraudBack[n - 1 - i] = IdHash.unit("fraud" + i, 1) < 0.1;
        }
        double there = RankMetrics.cardPrecision(day, card, scores, fraud, 7);
        assertThat(RankMetrics.cardPrecision(dayBack, cardBack, scoresBack, fraudBack, 7))
                .isEqualTo(there)
                .isGreaterThan(0);
    }

    @Test
    void precision_byHand_sharesOutTiesForTheLastPlace() {
        int[] day = {1, 1, 1, 1, 2, 2};
        double[] scores = {.9, .5, .5, .5, .8, .1};
        boolean[] fraud = {true, true, false, false, false, true};
        // day 1: .9 and one of three, of which one is fraud: 4/3 of 2; day 2: one of 2
        assertThat(RankMetrics.precision(day, scores, fraud, 2)).isCloseTo((2 / 3.0 + 0.5) / 2, within(1e-15));
        // more places than rows: 2 of 10 and 1 of 10
        assertThat(RankMetrics.precision(day, scores, fraud, 10)).isCloseTo(0.15, within(1e-15));
        assertThat(RankMetrics.precision(new int[0], new double[0], new boolean[0], 5))
                .isNaN();
    }

    /** Twin: the mean over many random orders of the rows, each cut at k after a stable sort. */
    @Test
    void precision_tiedRows_isTheMeanOverTheirOrders() {
        int n = 60;
        int[] day = new int[n];
        double[] scores = new double[n];
        boolean[] fraud = new boolean[n];
        for (int i = 0; i < n; i++) {
            day[i] = i % 3;
            scores[i] = Math.floor(IdHash.unit("score" + i, 5) * 5);
            fraud[i] = IdHash.unit("fraud" + i, 5) < 0.3;
        }
        double sum = 0;
        for (int order = 0; order < 4_000; order++) {
            int seed = order;
            for (int d = 0; d < 3; d++) {
                int today = d;
                sum += IntStream.range(0, n)
                                .filter(i -> day[i] == today)
                                .boxed()
                                .sorted(Comparator.comparingDouble((Integer i) -> -scores[i])
                                        .thenComparingDouble(i -> IdHash.unit("order" + i, seed)))
                                .limit(7)
                                .filter(i -> fraud[i])
                                .count()
                        / 7.0;
            }
        }
        assertThat(RankMetrics.precision(day, scores, fraud, 7)).isCloseTo(sum / 3 / 4_000, within(0.005));
    }

    /** Twin: day by day over plain lists, as the handbook's own loop. */
    @Test
    void cardPrecision_randomRows_equalsTheHandbooksLoop() {
        int n = 600;
        int[] day = new int[n];
        String[] card = new String[n];
        double[] scores = new double[n];
        boolean[] fraud = new boolean[n];
        for (int i = 0; i < n; i++) {
            day[i] = i / 100;
            card[i] = "card" + (int) (IdHash.unit("card" + i, 2) * 60);
            scores[i] = IdHash.unit("score" + i, 2);
            fraud[i] = IdHash.unit("fraud" + i, 2) < 0.1;
        }
        for (int k : new int[] {1, 5, 100}) {
            List<String> detected = new ArrayList<>();
            double sum = 0;
            for (int d = 0; d < 6; d++) {
                Map<String, Double> highest = new HashMap<>();
                Set<String> compromised = new HashSet<>();
                for (int i = 0; i < n; i++) {
                    if (day[i] == d && !detected.contains(card[i])) {
                        highest.merge(card[i], scores[i], Math::max);
                        if (fraud[i]) {
                            compromised.add(card[i]);
                        }
                    }
                }
                List<String> ranked = new ArrayList<>(highest.keySet());
                ranked.sort(Comparator.comparingDouble((String c) -> highest.getOrDefault(c, 0.0))
                        .reversed());
                List<String> hits = ranked.subList(0, Math.min(k, ranked.size())).stream()
                        .filter(compromised::contains)
                        .toList();
                detected.addAll(hits);
                sum += (double) hits.size() / k;
            }
            assertThat(RankMetrics.cardPrecision(day, card, scores, fraud, k)).isCloseTo(sum / 6, within(1e-12));
        }
    }

    @Test
    void metrics_badInput_namesIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RankMetrics.rocAuc(new double[] {1, Double.NaN}, new boolean[2]))
                .withMessage("score of row 1 is NaN; allowed: any number");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RankMetrics.averagePrecision(new double[1], new boolean[2]))
                .withMessage("2 labels for 1 scores");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        RankMetrics.cardPrecision(new int[1], new String[] {"a"}, new double[1], new boolean[1], 0))
                .withMessageContaining("k is 0");
    }
}
