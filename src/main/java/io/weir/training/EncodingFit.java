package io.weir.training;

import io.weir.feature.Encodings;
import io.weir.feature.Encodings.Table;
import io.weir.feature.FeatureCatalogue;
import io.weir.feature.FeatureSpec.Code;
import io.weir.feature.FeatureSpec.Encoding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Category encodings fitted in time order (Micci-Barreca 2001; ordered as in Prokhorenkova et al. 2018): the code of a training
 * example comes from the examples before it alone, and of their labels from those known by its time, so that no label leaks
 * into its own row. A target code is {@code (frauds + k·π) / (n + k)} over the n that are old enough for labels, π their
 * share of fraud; a frequency is the category's share of the transactions so far.
 */
final class EncodingFit {

    private final List<Encoding> encodings = new ArrayList<>();
    private final List<String> names;
    private final List<Map<String, long[]>> counts = new ArrayList<>();
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::time));
    private long seen;
    private long matured;
    private long frauds;

    private EncodingFit(FeatureCatalogue catalogue) {
        names = catalogue.encoded();
        catalogue.spec().features().forEach(feature -> {
            if (feature.definition() instanceof Encoding encoding) {
                encodings.add(encoding);
                counts.add(new HashMap<>());
            }
        });
    }

    /** Something about a transaction that becomes known at a time: that it counts, or that it was fraud. */
    private record Due(long time, boolean fraud, @Nullable String[] categories) {}

    /**
     * What came out.
     *
     * @param codes of each example of the training stretch, as of its own time
     * @param encodings as of the end of that stretch
     */
    record Fitted(double[][] codes, Encodings encodings) {}

    /**
     * Fits on the examples up to the end of a stretch.
     *
     * @param from first example of the training stretch
     * @param to end of it, exclusive
     * @param maturityMillis age at which a transaction without a report counts as legitimate
     */
    static Fitted fit(FeatureCatalogue catalogue, Examples examples, int from, int to, long maturityMillis) {
        EncodingFit fit = new EncodingFit(catalogue);
        double[][] codes = new double[Math.max(0, to - from)][];
        for (int i = 0; i < to; i++) {
            long time = examples.time(i);
            fit.takeUntil(time);
            @Nullable String[] categories = examples.categories(i);
            if (i >= from) {
                codes[i - from] = fit.codes(categories);
            }
            fit.see(categories);
            fit.due.add(new Due(time + maturityMillis, false, categories));
            long reported = examples.reported(i);
            if (reported != Long.MAX_VALUE) {
                fit.due.add(new Due(Math.max(reported, time + maturityMillis), true, categories));
            }
        }
        return new Fitted(codes, fit.encodings());
    }

    private void takeUntil(long time) {
        for (Due next = due.peek(); next != null && next.time() <= time; next = due.peek()) {
            due.remove();
            matured += next.fraud() ? 0 : 1;
            frauds += next.fraud() ? 1 : 0;
            for (int e = 0; e < counts.size(); e++) {
                String category = next.categories()[e];
                if (category != null) {
                    counts.get(e).computeIfAbsent(category, c -> new long[3])[next.fraud() ? 2 : 1]++;
                }
            }
        }
    }

    private void see(@Nullable String[] categories) {
        seen++;
        for (int e = 0; e < counts.size(); e++) {
            String category = categories[e];
            if (category != null) {
                counts.get(e).computeIfAbsent(category, c -> new long[3])[0]++;
            }
        }
    }

    private double[] codes(@Nullable String[] categories) {
        double[] codes = new double[categories.length];
        for (int e = 0; e < codes.length; e++) {
            String category = categories[e];
            codes[e] = category == null ? Double.NaN : code(e, counts.get(e).getOrDefault(category, new long[3]));
        }
        return codes;
    }

    /** @param count transactions, matured ones and frauds of a category */
    private double code(int e, long[] count) {
        if (encodings.get(e).code() == Code.FREQUENCY) {
            return seen == 0 ? 0 : (double) count[0] / seen;
        }
        double weight = encodings.get(e).smoothing();
        double prior = matured == 0 ? 0 : (double) frauds / matured;
        return (count[2] + weight * prior) / (count[1] + weight);
    }

    private Encodings encodings() {
        SortedMap<String, Table> tables = new TreeMap<>();
        for (int e = 0; e < counts.size(); e++) {
            SortedMap<String, Double> values = new TreeMap<>();
            for (Map.Entry<String, long[]> entry : counts.get(e).entrySet()) {
                values.put(entry.getKey(), code(e, entry.getValue()));
            }
            tables.put(names.get(e), new Table(code(e, new long[3]), values));
        }
        return new Encodings(tables);
    }
}
