package io.weir.feature;

import io.weir.feature.FeatureSpec.Aggregate;
import io.weir.feature.FeatureSpec.Clock;
import io.weir.feature.FeatureSpec.Code;
import io.weir.feature.FeatureSpec.Definition;
import io.weir.feature.FeatureSpec.Derived;
import io.weir.feature.FeatureSpec.Encoding;
import io.weir.feature.FeatureSpec.Field;
import io.weir.feature.FeatureSpec.Kind;
import io.weir.feature.FeatureSpec.Operation;
import io.weir.transaction.Transaction;
import java.time.DayOfWeek;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What the values of a catalogue's features mean, in words that say whose past they are about and what they are held against. */
final class FeatureText {

    /**
     * The transaction that is spoken of.
     *
     * @param values of all slots of the catalogue
     */
    record Subject(Transaction transaction, double[] values, Encodings encodings) {
        private String show(Figure figure, double value) {
            return figure.of(value, Transaction.fractionDigits(transaction.currency()));
        }
    }

    /** Words for one feature of a transaction that has a value for it. */
    private interface Wording {
        String of(Subject subject);
    }

    private final CatalogueSpec spec;
    private final Map<String, Integer> slots = new HashMap<>();
    private final Figure[] figures;
    private final Wording[] wordings;

    FeatureText(CatalogueSpec spec) {
        this.spec = spec;
        int size = spec.features().size();
        figures = new Figure[size];
        wordings = new Wording[size];
        for (int slot = 0; slot < size; slot++) {
            slots.put(name(slot), slot);
            figures[slot] = figure(definition(slot));
            wordings[slot] = wording(slot);
        }
    }

    /** The value of a slot in words. */
    String of(int slot, Subject subject) {
        return Double.isNaN(subject.values()[slot]) ? name(slot) + " is missing" : wordings[slot].of(subject);
    }

    private String name(int slot) {
        return spec.features().get(slot).name();
    }

    private Definition definition(int slot) {
        return spec.features().get(slot).definition();
    }

    private int slot(String feature) {
        Integer slot = slots.get(feature);
        if (slot == null) {
            throw new IllegalArgumentException("feature \"" + feature + "\" is not defined before it is referred to");
        }
        return slot;
    }

    private Figure figure(Definition definition) {
        if (definition instanceof Aggregate a) {
            return switch (a.kind()) {
                case SINCE_LAST, SINCE_FRAUD -> Figure.SECONDS;
                case FRAUD_RATE -> Figure.SHARE;
                case COUNT, DISTINCT, FRAUD_COUNT -> Figure.NUMBER;
                case SUM, DEVIATION, MAX -> figures[number(a)];
                case MEAN -> isFlag(number(a)) ? Figure.SHARE : figures[number(a)];
            };
        }
        if (definition instanceof Derived d && d.operation() == Operation.DIFFERENCE) {
            Figure first = figures[input(d, 0)];
            return first == figures[input(d, 1)] ? first : Figure.NUMBER;
        }
        if (definition instanceof Derived d && d.operation() == Operation.SMOOTHED) {
            return isFrauds(input(d, 0)) ? Figure.SHARE : Figure.NUMBER;
        }
        boolean amount = definition instanceof Field field && field.source().equals(CataloguePlan.AMOUNT);
        return amount ? Figure.MONEY : definition instanceof Encoding ? Figure.SHARE : Figure.NUMBER;
    }

    /** Slot of the number that an aggregate is of. */
    private int number(Aggregate a) {
        return slot(String.valueOf(a.of()));
    }

    private int input(Derived derived, int index) {
        return slot(derived.inputs().get(index));
    }

    private boolean isFlag(int slot) {
        return definition(slot) instanceof Derived derived && derived.operation() == Operation.ABOVE;
    }

    private boolean isFrauds(int slot) {
        return definition(slot) instanceof Aggregate a && a.kind() == Kind.FRAUD_COUNT;
    }

    private Wording wording(int slot) {
        Definition definition = definition(slot);
        if (definition instanceof Field) {
            return field(slot);
        }
        if (definition instanceof Clock clock) {
            return clock(slot, clock);
        }
        if (definition instanceof Aggregate aggregate) {
            return aggregate(slot, aggregate);
        }
        if (definition instanceof Encoding encoding) {
            return encoding(slot, encoding);
        }
        return derived(slot, (Derived) definition);
    }

    private String shown(int slot, Subject s) {
        return s.show(figures[slot], s.values()[slot]);
    }

    /** Name and value, as in "amount 412.00". */
    private String named(int slot, Subject s) {
        return name(slot) + " " + shown(slot, s);
    }

    /** The number, and how many times the entity's mean it is: the first of {@link #means} that is known. */
    private Wording field(int slot) {
        int[] means = means(name(slot));
        return s -> named(slot, s)
                + IntStream.of(means)
                        .filter(mean -> s.values()[mean] > 0)
                        .mapToObj(mean -> ", " + times(s.values()[slot] / s.values()[mean])
                                + AggregateText.norm((Aggregate) definition(mean), null))
                        .findFirst()
                        .orElse("");
    }

    /** Means of a number: best one that leaves this transaction out and nothing else, of the first entity, over the longest. */
    private int[] means(String number) {
        List<Integer> all = IntStream.range(0, wordings.length)
                .filter(slot ->
                        definition(slot) instanceof Aggregate a && a.kind() == Kind.MEAN && number.equals(a.of()))
                .boxed()
                .toList();
        List<String> entities =
                spec.entities().stream().map(CatalogueSpec.EntitySpec::name).toList();
        Comparator<Aggregate> better = Comparator.comparing(Aggregate::current)
                .thenComparing(a -> a.same() != null)
                .thenComparing(Aggregate::delay)
                .thenComparing(a -> entities.indexOf(a.entity()))
                .thenComparing(Aggregate::window, Comparator.reverseOrder());
        return all.stream()
                .sorted(Comparator.comparing(slot -> (Aggregate) definition(slot), better))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static String times(double ratio) {
        return Figure.rounded(ratio, 2) + " times ";
    }

    private Wording clock(int slot, Clock clock) {
        String zone = spec.zone().equals(ZoneOffset.UTC) ? "UTC" : spec.zone().getId();
        return switch (clock.part()) {
            case HOUR ->
                s -> {
                    int minutes = (int) (60 * s.values()[slot] + 1e-6);
                    return String.format(Locale.ROOT, "at %02d:%02d %s", minutes / 60, minutes % 60, zone);
                };
            case WEEKDAY ->
                s -> "on a " + DayOfWeek.of((int) s.values()[slot]).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
            case WEEKEND -> s -> s.values()[slot] > 0 ? "on a weekend" : "on a weekday";
            case NIGHT -> s -> (s.values()[slot] > 0 ? "at night, before" : "by day, from") + " 07:00 " + zone;
        };
    }

    private Wording aggregate(int slot, Aggregate a) {
        if (!AggregateText.isOfNumber(a.kind())) {
            return s -> AggregateText.of(a, s.values()[slot], shown(slot, s));
        }
        int number = number(a);
        if (isFlag(number) && (a.kind() == Kind.SUM || a.kind() == Kind.MEAN)) {
            Derived flag = (Derived) definition(number);
            String high = flag.inputs().get(0) + " above "
                    + Figure.rounded(flag.constants().get(0), 3) + " in ";
            return s -> high + shown(slot, s) + " of " + AggregateText.transactions(a);
        }
        return s -> AggregateText.norm(a, a.of()) + " is " + shown(slot, s);
    }

    private Wording encoding(int slot, Encoding encoding) {
        String key = AggregateText.key(encoding.of());
        String share = encoding.code() == Code.TARGET ? "share of fraud among " : "share of transactions with ";
        return s -> {
            String category = String.valueOf(new Key(encoding.of()).of(s.transaction()));
            Encodings.Table table = s.encodings().tables().get(name(slot));
            return table == null || table.values().containsKey(category)
                    ? share + key + "=" + category + " in training " + shown(slot, s)
                    : key + "=" + category + " was never seen in training";
        };
    }

    private Wording derived(int slot, Derived d) {
        int a = input(d, 0);
        return switch (d.operation()) {
            case RATIO -> s -> compared(a, s) + " is " + times(s.values()[slot]) + norm(input(d, 1), name(a), s);
            case DIFFERENCE ->
                s -> name(slot) + " is " + shown(slot, s) + ": " + named(a, s) + " less " + named(input(d, 1), s);
            case ZSCORE -> zscore(slot, d);
            case ABOVE ->
                s -> named(a, s)
                        + (s.values()[slot] > 0 ? " is above " : " is not above ")
                        + Figure.rounded(d.constants().get(0), 3);
            case SMOOTHED -> smoothed(slot, d);
        };
    }

    /** The left side of a comparison. */
    private String compared(int slot, Subject s) {
        return definition(slot) instanceof Field ? name(slot) : norm(slot, "", s);
    }

    /** The right side; a mean of what is on the left does not repeat of what it is one. */
    private String norm(int slot, String left, Subject s) {
        if (definition(slot) instanceof Aggregate a && AggregateText.isOfNumber(a.kind())) {
            boolean said = a.kind() == Kind.MEAN && left.equals(a.of());
            return AggregateText.norm(a, said ? null : a.of());
        }
        return name(slot) + " (" + shown(slot, s) + ")";
    }

    private Wording zscore(int slot, Derived d) {
        int a = input(d, 0);
        int mean = input(d, 1);
        int deviation = input(d, 2);
        boolean alike = isDeviationAround(deviation, mean);
        return s -> {
            double z = s.values()[slot];
            String size = Figure.rounded(Math.abs(z), 2);
            String far =
                    alike ? Figure.plural(size, "standard deviation") : size + " times " + norm(deviation, name(a), s);
            return compared(a, s) + " is " + far + (z < 0 ? " below " : " above ") + norm(mean, name(a), s);
        };
    }

    /** Whether a slot holds the deviation of the very numbers that another holds the mean of. */
    private boolean isDeviationAround(int slot, int mean) {
        return definition(slot) instanceof Aggregate a
                && a.kind() == Kind.DEVIATION
                && definition(mean).equals(of(a, Kind.MEAN, a.of()));
    }

    private static Aggregate of(Aggregate a, Kind kind, @Nullable String number) {
        return new Aggregate(a.entity(), kind, number, a.window(), a.delay(), a.same(), a.current());
    }

    private Wording smoothed(int slot, Derived d) {
        int a = input(d, 0);
        int b = input(d, 1);
        double prior = d.constants().get(0);
        if (definition(a) instanceof Aggregate frauds && isFrauds(a) && isCountOf(b, frauds)) {
            return s -> shown(a, s) + " of " + AggregateText.transactions(frauds, shown(b, s))
                    + " were reported as fraud: risk " + shown(slot, s) + ", drawn to "
                    + s.show(figures[slot], prior);
        }
        return s -> name(slot) + " is " + shown(slot, s) + ": " + named(a, s) + " over " + named(b, s) + ", drawn to "
                + s.show(figures[slot], prior);
    }

    /** Whether a slot counts the very transactions that the frauds are among. */
    private boolean isCountOf(int slot, Aggregate frauds) {
        return definition(slot).equals(of(frauds, Kind.COUNT, null));
    }
}
