package io.weir.feature;

import io.weir.feature.CatalogueException.Fault;
import io.weir.feature.FeatureSpec.Aggregate;
import io.weir.feature.FeatureSpec.Clock;
import io.weir.feature.FeatureSpec.Code;
import io.weir.feature.FeatureSpec.Derived;
import io.weir.feature.FeatureSpec.Encoding;
import io.weir.feature.FeatureSpec.Field;
import io.weir.feature.FeatureSpec.Kind;
import io.weir.feature.FeatureSpec.Operation;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks the features of a catalogue, in order, and keeps at which hop each is known: -1 for what the transaction carries, the
 * index of its entity for an aggregate, the latest of its inputs for a derived one, after all hops for an encoding.
 */
final class FeatureCheck {

    private static final Duration LONGEST = Duration.ofDays(400);
    private static final String EARLIER = "a feature declared before it; features may refer to earlier ones only";

    private final List<String> entities;
    private final Map<String, Integer> hops = new LinkedHashMap<>();

    private int index;
    private String name = "";

    FeatureCheck(List<String> entities) {
        this.entities = entities;
    }

    /** @throws CatalogueException when the feature cannot be computed from those before it */
    void next(int position, FeatureSpec feature) {
        index = position;
        name = feature.name();
        FeatureSpec.Definition definition = feature.definition();
        int hop = -1;
        if (definition instanceof Field field) {
            if (!CatalogueCheck.isSource(field.source())) {
                throw wrong("field", field.source(), "amount or numeric.NAME", List.of("amount"));
            }
        } else if (definition instanceof Aggregate aggregate) {
            hop = aggregate(aggregate);
        } else if (definition instanceof Derived derived) {
            hop = derived(derived);
        } else if (definition instanceof Encoding encoding) {
            hop = encoding(encoding);
        } else if (!(definition instanceof Clock)) {
            throw new IllegalStateException("unknown definition " + definition);
        }
        hops.put(name, hop);
    }

    private int aggregate(Aggregate aggregate) {
        int hop = entities.indexOf(aggregate.entity());
        if (hop < 0) {
            throw wrong("entity", aggregate.entity(), String.join(", ", entities), entities);
        }
        checkOf(aggregate, hop);
        checkSpan("window", aggregate.window(), Duration.ofSeconds(1));
        checkSpan("delay", aggregate.delay(), Duration.ZERO);
        if (aggregate.same() != null && !CatalogueCheck.isKey(aggregate.same())) {
            throw wrong("same", aggregate.same(), CatalogueCheck.KEY_ALLOWED, List.of("account", "merchant"));
        }
        if (aggregate.current() && !aggregate.delay().isZero()) {
            throw wrong("current", "true", "false, because the window ends before the transaction (delay)", List.of());
        }
        if (aggregate.current() && aggregate.kind() == Kind.SINCE_LAST) {
            throw wrong("current", "true", "false, because the time since itself is always 0", List.of());
        }
        return hop;
    }

    private void checkOf(Aggregate aggregate, int hop) {
        String of = aggregate.of();
        switch (aggregate.kind()) {
            case SUM, MEAN, DEVIATION, MAX -> {
                int known = hopOf("of", of);
                if (known == entities.size()) {
                    throw wrong("of", of, "no encoding: encodings are known only when deciding", List.of());
                }
                if (known > hop) {
                    String later = entities.get(known);
                    throw wrong(
                            "of",
                            of,
                            "a feature known at the hop of " + entities.get(hop) + ", which comes before " + later,
                            List.of());
                }
            }
            case DISTINCT -> {
                if (!CatalogueCheck.isKey(of)) {
                    throw wrong("of", of, CatalogueCheck.KEY_ALLOWED, List.of("account", "merchant"));
                }
            }
            default -> {
                if (of != null) {
                    String kind = aggregate.kind().name().toLowerCase(Locale.ROOT);
                    throw wrong("of", of, "no value: " + kind + " counts transactions", List.of());
                }
            }
        }
    }

    private void checkSpan(String key, Duration span, Duration least) {
        boolean whole = span.truncatedTo(ChronoUnit.SECONDS).equals(span);
        if (span.compareTo(least) < 0 || span.compareTo(LONGEST) > 0 || !whole) {
            String from = least.isZero() ? "none" : "one second";
            throw wrong(key, span.toString(), "whole seconds, from " + from + " to 400 days, such as 7d", List.of());
        }
    }

    private int derived(Derived derived) {
        Operation operation = derived.operation();
        String key = operation.name().toLowerCase(Locale.ROOT);
        if (derived.inputs().size() != operation.inputs()) {
            throw wrong(key, derived.inputs().toString(), operation.inputs() + " features", List.of());
        }
        if (derived.constants().size() != operation.constants()) {
            throw wrong(key, derived.constants().toString(), operation.constants() + " constants", List.of());
        }
        for (double constant : derived.constants()) {
            if (!Double.isFinite(constant)) {
                throw wrong(key, String.valueOf(constant), "finite numbers", List.of());
            }
        }
        if (operation == Operation.SMOOTHED && derived.constants().get(1) <= 0) {
            throw wrong("weight", String.valueOf(derived.constants().get(1)), "a number above 0", List.of());
        }
        int hop = -1;
        for (String input : derived.inputs()) {
            hop = Math.max(hop, hopOf(key, input));
        }
        return hop;
    }

    private int encoding(Encoding encoding) {
        if (!CatalogueCheck.isKey(encoding.of())) {
            throw wrong("of", encoding.of(), CatalogueCheck.KEY_ALLOWED, List.of("account", "merchant"));
        }
        double smoothing = encoding.smoothing();
        if (encoding.code() == Code.FREQUENCY && smoothing != 0) {
            throw wrong("smoothing", String.valueOf(smoothing), "none for a frequency", List.of());
        }
        if (encoding.code() == Code.TARGET && !(smoothing > 0 && smoothing <= 1e9)) {
            throw wrong("smoothing", String.valueOf(smoothing), "a number above 0, at most 1e9", List.of());
        }
        return entities.size();
    }

    private int hopOf(String key, @Nullable String feature) {
        Integer hop = feature == null ? null : hops.get(feature);
        if (hop == null) {
            throw wrong(key, feature, EARLIER, new ArrayList<>(hops.keySet()));
        }
        return hop;
    }

    private CatalogueException wrong(String key, @Nullable String value, String allowed, List<String> names) {
        return new CatalogueException(new Fault("features", index, name, key, value, allowed, names));
    }
}
