package io.weir.training;

import io.weir.baserate.WorldReference.Rate;
import io.weir.decision.Policy;
import io.weir.feature.Encodings;
import io.weir.feature.Evidence;
import io.weir.feature.FeatureCatalogue;
import io.weir.history.ProfileReplay;
import io.weir.transaction.IdHash;
import io.weir.transaction.Label;
import io.weir.transaction.LabelledTransaction;
import io.weir.transaction.Transaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What was known of each transaction of a history at its moment, in time order: nothing reported later leaks in. Whether it
 * was fraud is asked with the time at which the answer is to be known.
 */
public final class Examples {

    private static final long NEVER = Long.MAX_VALUE;

    private final FeatureCatalogue catalogue;
    private List<Evidence> known = new ArrayList<>();
    /** Of each example, what its catalogue encodes. */
    private List<@Nullable String[]> categories = new ArrayList<>();

    private String fingerprint = "";
    private int size;
    private long[] times = new long[1024];
    private long[] reported = new long[1024];
    private double[] amounts = new double[1024];
    private long[] accounts = new long[1024];
    private long[] ids = new long[1024];
    /** Who reported it, where it was. */
    private List<Label.@Nullable Source> sources = new ArrayList<>();

    private final AttributeColumns attributes = new AttributeColumns();

    private Examples(FeatureCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /**
     * Reads the transactions up to {@code untilMillis}, features in the order in which they come, and puts them in order of time.
     *
     * @param progress is told how many were read
     * @throws io.weir.transaction.InvalidRecordException when a transaction is in another currency than the policy's
     */
    public static Examples read(
            Iterator<LabelledTransaction> history,
            FeatureCatalogue catalogue,
            Policy policy,
            long untilMillis,
            LongConsumer progress) {
        Examples examples = new Examples(catalogue);
        ProfileReplay profiles = new ProfileReplay(catalogue);
        Fingerprint fingerprint = new Fingerprint();
        while (history.hasNext()) {
            LabelledTransaction next = history.next();
            long time = next.transaction().timeMillis();
            if (time > untilMillis) {
                continue;
            }
            policy.checkCurrency(next.transaction());
            fingerprint.add(next);
            profiles.reportUntil(time);
            Evidence evidence = profiles.observe(next).known();
            if (evidence != null) {
                examples.add(next, evidence);
                progress.accept(examples.size);
            }
        }
        examples.fingerprint = fingerprint.hex();
        examples.sort();
        return examples;
    }

    private void add(LabelledTransaction labelled, Evidence evidence) {
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            reported = Arrays.copyOf(reported, size * 2);
            amounts = Arrays.copyOf(amounts, size * 2);
            accounts = Arrays.copyOf(accounts, size * 2);
            ids = Arrays.copyOf(ids, size * 2);
        }
        Transaction transaction = labelled.transaction();
        Label label = labelled.label();
        known.add(evidence);
        categories.add(catalogue.categories(transaction));
        times[size] = transaction.timeMillis();
        reported[size] = label != null && label.fraud() ? label.reportedMillis() : NEVER;
        amounts[size] = transaction.amount();
        accounts[size] = IdHash.of(transaction.account());
        ids[size] = IdHash.of(transaction.id());
        sources.add(label == null ? null : label.source());
        attributes.add(size, transaction.categorical());
        size++;
    }

    /** Windows are found by time; a history may be out of order here and there. */
    private void sort() {
        int[] order = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingLong(i -> times[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        List<Evidence> sortedKnown = new ArrayList<>(size);
        List<@Nullable String[]> sortedCategories = new ArrayList<>(size);
        List<Label.@Nullable Source> sortedSources = new ArrayList<>(size);
        for (int i : order) {
            sortedKnown.add(known.get(i));
            sortedCategories.add(categories.get(i));
            sortedSources.add(sources.get(i));
        }
        known = sortedKnown;
        categories = sortedCategories;
        times = sorted(times, order);
        reported = sorted(reported, order);
        accounts = sorted(accounts, order);
        ids = sorted(ids, order);
        amounts = Arrays.stream(order).mapToDouble(i -> amounts[i]).toArray();
        sources = sortedSources;
        attributes.sort(order);
    }

    private static long[] sorted(long[] values, int[] order) {
        return Arrays.stream(order).mapToLong(i -> values[i]).toArray();
    }

    public int size() {
        return size;
    }

    /** SHA-256 of the transactions and labels that were read, in hex. */
    String fingerprint() {
        return fingerprint;
    }

    /** Event time of the first example; there has to be one. */
    long firstTime() {
        return times[0];
    }

    /** Report delays, milliseconds, of the frauds up to an event time that were known by another. */
    long[] delays(long upToMillis, long knownByMillis) {
        return delays(known(upToMillis, knownByMillis));
    }

    /** The same for each source that reported any. */
    Map<Label.Source, long[]> delaysBySource(long upToMillis, long knownByMillis) {
        Map<Label.Source, long[]> delays = new EnumMap<>(Label.Source.class);
        for (Label.Source source : Label.Source.values()) {
            long[] own = delays(known(upToMillis, knownByMillis).filter(i -> sources.get(i) == source));
            if (own.length > 0) {
                delays.put(source, own);
            }
        }
        return delays;
    }

    private IntStream known(long upToMillis, long knownByMillis) {
        return IntStream.range(0, size)
                .filter(i -> times[i] <= upToMillis && reported[i] <= knownByMillis && reported[i] != NEVER);
    }

    private long[] delays(IntStream examples) {
        return examples.mapToLong(i -> Math.max(0, reported[i] - times[i])).toArray();
    }

    /** When the first fraud of each account, of those from an event time on, was reported. */
    Map<Long, Long> firstReports(long fromMillis) {
        Map<Long, Long> first = new HashMap<>();
        for (int i = from(fromMillis); i < size; i++) {
            if (reported[i] != NEVER) {
                first.merge(accounts[i], reported[i], Math::min);
            }
        }
        return first;
    }

    /** Index of the first example at or after a time. */
    private int from(long time) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Training examples, each encoded as of its own time, and the tables as of their end. */
    Training training(long from, long to, long knownByMillis, long maturityMillis) {
        int first = from(from);
        EncodingFit.Fitted fitted = EncodingFit.fit(catalogue, this, first, from(to), maturityMillis);
        return new Training(
                slice(from, to, knownByMillis, i -> catalogue.vector(known.get(i), fitted.codes()[i - first])),
                fitted.encodings());
    }

    /**
     * What a model learns from.
     *
     * @param slice the examples
     * @param encodings for all that come later
     */
    record Training(Slice slice, Encodings encodings) {}

    /**
     * The examples with from ≤ time &lt; to.
     *
     * @param knownByMillis what was reported by then counts as fraud
     */
    public Slice slice(long from, long to, long knownByMillis, Encodings encodings) {
        return slice(
                from,
                to,
                knownByMillis,
                i -> catalogue.vector(known.get(i), encodings.codes(catalogue.encoded(), categories.get(i))));
    }

    private Slice slice(long from, long to, long knownByMillis, IntFunction<double[]> vector) {
        int first = from(from);
        int end = Math.max(first, from(to));
        double[][] rows = new double[end - first][];
        boolean[] fraud = new boolean[end - first];
        for (int i = first; i < end; i++) {
            rows[i - first] = vector.apply(i);
            fraud[i - first] = reported[i] <= knownByMillis && reported[i] != NEVER;
        }
        return new Slice(
                rows,
                fraud,
                Arrays.copyOfRange(amounts, first, end),
                Arrays.copyOfRange(accounts, first, end),
                Arrays.copyOfRange(ids, first, end),
                Arrays.copyOfRange(times, first, end),
                from,
                to);
    }

    /** Fraud by value of the categorical attributes in a slice. */
    Map<String, Map<String, Rate>> rates(Slice slice, double[] p) {
        return attributes.rates(from(slice.from()), p, slice.fraud());
    }

    @Nullable
    String[] categories(int example) {
        return categories.get(example);
    }

    long time(int example) {
        return times[example];
    }

    /** When an example's fraud was reported; {@link Long#MAX_VALUE} for never. */
    long reported(int example) {
        return reported[example];
    }

    /**
     * A stretch of time, all arrays in time order and of one length.
     *
     * @param rows features
     * @param fraud known as fraud
     * @param amounts major units
     * @param accounts hash of each account
     * @param ids hash of each transaction's id
     * @param times event times
     * @param from first event time, inclusive
     * @param to last event time, exclusive
     */
    public record Slice(
            double[][] rows,
            boolean[] fraud,
            double[] amounts,
            long[] accounts,
            long[] ids,
            long[] times,
            long from,
            long to) {

        public int frauds() {
            int frauds = 0;
            for (boolean f : fraud) {
                frauds += f ? 1 : 0;
            }
            return frauds;
        }

        public int size() {
            return fraud.length;
        }

        /** Those from one index on, before another. */
        Slice part(int first, int end) {
            return pick(IntStream.range(first, end).toArray());
        }

        /** Some of the examples, by ascending index. */
        Slice pick(int[] indices) {
            double[][] pickedRows = new double[indices.length][];
            boolean[] pickedFraud = new boolean[indices.length];
            for (int i = 0; i < indices.length; i++) {
                pickedRows[i] = rows[indices[i]];
                pickedFraud[i] = fraud[indices[i]];
            }
            return new Slice(
                    pickedRows,
                    pickedFraud,
                    Arrays.stream(indices).mapToDouble(i -> amounts[i]).toArray(),
                    pick(accounts, indices),
                    pick(ids, indices),
                    pick(times, indices),
                    from,
                    to);
        }

        private static long[] pick(long[] values, int[] indices) {
            return Arrays.stream(indices).mapToLong(i -> values[i]).toArray();
        }
    }
}
