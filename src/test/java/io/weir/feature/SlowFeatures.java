package io.weir.feature;

import io.weir.feature.CatalogueSpec.EntitySpec;
import io.weir.feature.FeatureSpec.Aggregate;
import io.weir.feature.FeatureSpec.Derived;
import io.weir.transaction.Label;
import io.weir.transaction.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps everything for ever and computes each feature from its definition: the exact, slow twin of the profiles. */
final class SlowFeatures {

    private final CatalogueSpec spec;
    private final List<Transaction> transactions = new ArrayList<>();
    private final List<double[]> values = new ArrayList<>();
    private final List<Label> labels = new ArrayList<>();

    SlowFeatures(CatalogueSpec spec) {
        this.spec = spec;
    }

    void report(Label label) {
        labels.add(label);
    }

    /** Features of a transaction from all that arrived before, given its fields; then it is kept. */
    double[] observe(Transaction now, double[] start) {
        double[] own = start.clone();
        for (int slot = 0; slot < own.length; slot++) {
            if (spec.features().get(slot).definition() instanceof Aggregate aggregate) {
                own[slot] = aggregate(aggregate, now, own);
            } else if (spec.features().get(slot).definition() instanceof Derived derived) {
                own[slot] = derived(derived, own);
            }
        }
        transactions.add(now);
        values.add(own);
        return own;
    }

    private int slot(String feature) {
        for (int slot = 0; slot < spec.features().size(); slot++) {
            if (spec.features().get(slot).name().equals(feature)) {
                return slot;
            }
        }
        throw new AssertionError(feature);
    }

    private static @Nullable String key(String key, Transaction t) {
        return switch (key) {
            case "account" -> t.account();
            case "merchant" -> t.merchant();
            default -> t.categorical().get(key.replace("categorical.", ""));
        };
    }

    private double aggregate(Aggregate a, Transaction now, double[] own) {
        String entityKey = spec.entities().stream()
                .filter(e -> e.name().equals(a.entity()))
                .map(EntitySpec::key)
                .findFirst()
                .orElseThrow();
        boolean nameless = key(entityKey, now) == null;
        if (nameless || (a.same() != null && key(a.same(), now) == null)) {
            return Double.NaN;
        }
        List<Transaction> in = new ArrayList<>();
        List<Double> numbers = new ArrayList<>();
        boolean numeric = a.of() != null && a.kind() != FeatureSpec.Kind.DISTINCT;
        for (int i = 0; i < transactions.size(); i++) {
            Transaction t = transactions.get(i);
            long age = now.timeMillis() - a.delay().toMillis() - t.timeMillis();
            boolean inWindow = age >= 0 && age < a.window().toMillis();
            boolean sameEntity = Objects.equals(key(entityKey, t), key(entityKey, now));
            if (inWindow && sameEntity && (a.same() == null || Objects.equals(key(a.same(), t), key(a.same(), now)))) {
                in.add(t);
                numbers.add(numeric ? values.get(i)[slot(Objects.requireNonNull(a.of()))] : 0);
            }
        }
        if (a.current()) {
            in.add(now);
            numbers.add(numeric ? own[slot(Objects.requireNonNull(a.of()))] : 0);
        }
        return value(a, in, numbers.stream().filter(x -> !x.isNaN()).toList(), now);
    }

    private double value(Aggregate a, List<Transaction> in, List<Double> numbers, Transaction now) {
        double sum = numbers.stream().mapToDouble(x -> x).sum();
        int n = numbers.size();
        return switch (a.kind()) {
            case COUNT -> in.size();
            case SUM -> sum;
            case MEAN -> n == 0 ? Double.NaN : sum / n;
            case DEVIATION ->
                n < 2
                        ? Double.NaN
                        : Math.sqrt(numbers.stream()
                                        .mapToDouble(x -> (x - sum / n) * (x - sum / n))
                                        .sum()
                                / n);
            case MAX -> numbers.stream().mapToDouble(x -> x).max().orElse(Double.NaN);
            case DISTINCT ->
                in.stream()
                        .map(t -> key(Objects.requireNonNull(a.of()), t))
                        .filter(Objects::nonNull)
                        .distinct()
                        .count();
            case SINCE_LAST -> since(in, now);
            case FRAUD_COUNT -> frauds(in, now).size();
            case FRAUD_RATE -> in.isEmpty() ? 0 : (double) frauds(in, now).size() / in.size();
            case SINCE_FRAUD -> since(frauds(in, now), now);
        };
    }

    private static double since(List<Transaction> in, Transaction now) {
        return in.stream()
                        .mapToDouble(t -> now.timeMillis() - t.timeMillis())
                        .min()
                        .orElse(Double.NaN)
                / 1000;
    }

    private List<Transaction> frauds(List<Transaction> in, Transaction now) {
        return in.stream()
                .filter(t -> {
                    Label last = null;
                    for (Label label : labels) {
                        boolean known =
                                label.transactionId().equals(t.id()) && label.reportedMillis() <= now.timeMillis();
                        if (known && (last == null || label.reportedMillis() >= last.reportedMillis())) {
                            last = label;
                        }
                    }
                    return last != null && last.fraud();
                })
                .toList();
    }

    private static double derived(Derived d, double[] own, int[] in) {
        double a = own[in[0]];
        return switch (d.operation()) {
            case RATIO -> own[in[1]] == 0 ? Double.NaN : a / own[in[1]];
            case DIFFERENCE -> a - own[in[1]];
            case ZSCORE -> own[in[2]] == 0 ? Double.NaN : (a - own[in[1]]) / own[in[2]];
            case ABOVE -> Double.isNaN(a) ? Double.NaN : a > d.constants().get(0) ? 1 : 0;
            case SMOOTHED ->
                (a + d.constants().get(0) * d.constants().get(1))
                        / (own[in[1]] + d.constants().get(1));
        };
    }

    private double derived(Derived d, double[] own) {
        return derived(d, own, d.inputs().stream().mapToInt(this::slot).toArray());
    }
}
