package io.weir.feature;

import io.weir.feature.FeatureSpec.Aggregate;
import io.weir.feature.FeatureSpec.Kind;
import org.jspecify.annotations.Nullable;

/** Words for the past of an entity: whose, of which transactions, and when. */
final class AggregateText {

    private AggregateText() {}

    /**
     * A figure of a number as a norm to compare with, as in "this account's mean amount over 60 days".
     *
     * @param noun what it is a figure of; null: said before
     */
    static String norm(Aggregate a, @Nullable String noun) {
        String figure = switch (a.kind()) {
            case SUM -> "total";
            case MEAN -> "mean";
            case DEVIATION -> "standard deviation of";
            case MAX -> "largest";
            default -> throw new IllegalArgumentException(a.kind() + " is of no number");
        };
        return "this " + entity(a) + "'s " + figure + (noun == null ? "" : " " + noun) + same(a) + " "
                + when(a, "over");
    }

    static boolean isOfNumber(Kind kind) {
        return kind == Kind.SUM || kind == Kind.MEAN || kind == Kind.DEVIATION || kind == Kind.MAX;
    }

    /** As in "this merchant's transactions from 7 to 14 days ago". */
    static String transactions(Aggregate a) {
        return "this " + entity(a) + "'s transactions" + same(a) + " " + when(a, "in");
    }

    /** As in "this merchant's 40 transactions from 7 to 14 days ago". */
    static String transactions(Aggregate a, String count) {
        return "this " + entity(a) + "'s " + Figure.plural(count, "transaction") + same(a) + " " + when(a, "in");
    }

    /** What a count, a time or a share of transactions says. */
    static String of(Aggregate a, double value, String shown) {
        return switch (a.kind()) {
            case COUNT -> Figure.plural(shown, "transaction") + " of this " + entity(a) + same(a) + " " + when(a, "in");
            case DISTINCT -> distinct(a, shown) + " in " + transactions(a);
            case SINCE_LAST -> shown + " since this " + entity(a) + "'s last transaction" + same(a) + old(a);
            case SINCE_FRAUD ->
                shown + " since this " + entity(a) + "'s last transaction" + same(a) + old(a) + " reported as fraud";
            case FRAUD_COUNT, FRAUD_RATE ->
                value == 0
                        ? "no fraud was reported among " + transactions(a)
                        : shown + " of " + transactions(a) + (shown.equals("1") ? " was" : " were")
                                + " reported as fraud";
            default -> throw new IllegalArgumentException(a.kind() + " is a norm");
        };
    }

    private static String distinct(Aggregate a, String shown) {
        String key = key(a.of());
        boolean thing = key.equals("account") || key.equals("merchant");
        return thing
                ? Figure.plural(shown, "different " + key)
                : Figure.plural(shown, "different value") + " of " + key;
    }

    static String key(@Nullable String key) {
        return key == null ? "" : key.startsWith(Key.CATEGORICAL) ? key.substring(Key.CATEGORICAL.length()) : key;
    }

    private static String entity(Aggregate a) {
        return a.entity().replace('_', ' ');
    }

    private static String same(Aggregate a) {
        return a.same() == null ? "" : " with the same " + key(a.same());
    }

    private static String old(Aggregate a) {
        return a.delay().isZero() ? "" : " at least " + Figure.duration(a.delay()) + " old";
    }

    private static String when(Aggregate a, String preposition) {
        return a.delay().isZero()
                ? preposition + " " + Figure.duration(a.window()) + (a.current() ? " (this one included)" : "")
                : "from " + Figure.range(a.delay(), a.delay().plus(a.window())) + " ago";
    }
}
