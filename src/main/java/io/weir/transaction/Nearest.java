package io.weir.transaction;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names close to a mistyped one: by the fewest letters to change, insert, drop or swap (Damerau 1964, adjacent swaps). */
public final class Nearest {

    private static final int MOST = 2;

    private Nearest() {}

    /**
     * At most two names, nearest first; none when all differ in more than a third of the letters
     * (but two at least), or in every one.
     */
    public static List<String> to(String typed, Collection<String> names) {
        String word = typed.contains("=") ? typed.substring(0, typed.indexOf('=')) : typed;
        int limit = Math.min(Math.max(2, word.length() / 3), word.length() - 1);
        return names.stream()
                .filter(name -> isNear(word, name, limit) || isStart(word, name))
                .sorted(Comparator.comparingInt((String name) -> distance(word, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    /** What to say of a name that is not among these: "did you mean ...? ", or nothing. */
    public static String hint(String typed, Collection<String> names) {
        List<String> near = to(typed, names);
        return near.isEmpty() || near.contains(typed) ? "" : "did you mean " + String.join(" or ", near) + "? ";
    }

    /** Lengths first: a distance takes time and memory of their product, and a file may hold a word of any length. */
    private static boolean isNear(String word, String name, int limit) {
        return Math.abs(word.length() - name.length()) <= limit && distance(word, name) <= limit;
    }

    private static boolean isStart(String word, String name) {
        return word.length() >= 3 && name.toLowerCase(Locale.ROOT).startsWith(word.toLowerCase(Locale.ROOT));
    }

    static int distance(String left, String right) {
        int[][] cost = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, left, right, i, j);
            }
        }
        return cost[left.length()][right.length()];
    }

    private static int cheapest(int[][] cost, String left, String right, int i, int j) {
        int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        int best = Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + change);
        boolean swapped = i > 1
                && j > 1
                && left.charAt(i - 1) == right.charAt(j - 2)
                && left.charAt(i - 2) == right.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
