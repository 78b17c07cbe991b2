package io.weir.feature;

import io.weir.feature.CatalogueSpec.EntitySpec;
import io.weir.feature.FeatureSpec.Aggregate;
import io.weir.feature.FeatureSpec.Definition;
import io.weir.feature.FeatureSpec.Derived;
import io.weir.feature.FeatureSpec.Encoding;
import io.weir.feature.FeatureSpec.Field;
import io.weir.feature.FeatureSpec.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Where and in which order the features of a specification are computed: before the entities, at one of them, after them. */
final class CataloguePlan {

    static final String AMOUNT = "amount";
    static final String NUMERIC = "numeric.";
    /** The stage of what needs no entity; an entity's stage is its index, and encodings come after the last. */
    static final int BEFORE = -1;

    private final List<FeatureSpec> features;
    private final List<EntitySpec> entities;
    private final Map<String, Integer> slots = new HashMap<>();
    private final int[] stages;

    CataloguePlan(CatalogueSpec spec) {
        features = spec.features();
        entities = spec.entities();
        stages = new int[features.size()];
        for (int slot = 0; slot < stages.length; slot++) {
            stages[slot] = stage(features.get(slot).definition());
            slots.put(features.get(slot).name(), slot);
        }
    }

    private int stage(Definition definition) {
        if (definition instanceof Aggregate aggregate) {
            return IntStream.range(0, entities.size())
                    .filter(hop -> entities.get(hop).name().equals(aggregate.entity()))
                    .findFirst()
                    .orElseThrow();
        }
        if (definition instanceof Derived derived) {
            return derived.inputs().stream()
                    .mapToInt(input -> stages[slot(input)])
                    .max()
                    .orElse(BEFORE);
        }
        return definition instanceof Encoding ? entities.size() : BEFORE;
    }

    private int slot(String feature) {
        Integer slot = slots.get(feature);
        if (slot == null) {
            throw new IllegalArgumentException("feature \"" + feature + "\" is not defined before it is referred to");
        }
        return slot;
    }

    /** Slots of the features that models see. */
    int[] visible() {
        return IntStream.range(0, features.size())
                .filter(slot -> !features.get(slot).hidden())
                .toArray();
    }

    /** Slots of the features that encode a category. */
    int[] encoded() {
        return IntStream.range(0, features.size())
                .filter(slot -> features.get(slot).definition() instanceof Encoding)
                .toArray();
    }

    /** What those features encode. */
    List<Key> encodedKeys() {
        List<Key> keys = new ArrayList<>();
        for (FeatureSpec feature : features) {
            if (feature.definition() instanceof Encoding encoding) {
                keys.add(new Key(encoding.of()));
            }
        }
        return List.copyOf(keys);
    }

    /** Arithmetic of a stage that is no entity's. */
    List<Step> steps(int stage) {
        List<Step> steps = new ArrayList<>();
        for (int slot = 0; slot < stages.length; slot++) {
            if (stages[slot] == stage && features.get(slot).definition() instanceof Derived derived) {
                steps.add(computed(slot, derived));
            }
        }
        return steps;
    }

    private Step computed(int slot, Derived derived) {
        return Step.Computed.of(
                slot, derived, derived.inputs().stream().mapToInt(this::slot).toArray());
    }

    /** The profile of an entity. */
    EntityProfile profile(EntitySpec entity, int hop) {
        List<Step> steps = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        List<Key> keys = new ArrayList<>();
        for (int slot = 0; slot < stages.length; slot++) {
            Definition definition = features.get(slot).definition();
            if (stages[slot] == hop && definition instanceof Derived derived) {
                steps.add(computed(slot, derived));
            } else if (stages[slot] == hop && definition instanceof Aggregate aggregate) {
                steps.add(new Step.Measured(measure(slot, aggregate, numbers, keys)));
            }
        }
        if (numbers.size() > Byte.MAX_VALUE || keys.size() > Byte.MAX_VALUE) {
            throw new IllegalArgumentException("entity " + entity.name() + " would remember " + numbers.size()
                    + " numbers and " + keys.size() + " keys of a payment; allowed: at most " + Byte.MAX_VALUE);
        }
        int[] numberSlots = numbers.stream().mapToInt(Integer::intValue).toArray();
        return new EntityProfile(entity.name(), new Key(entity.key()), steps, numberSlots, keys);
    }

    private Measure measure(int slot, Aggregate aggregate, List<Integer> numbers, List<Key> keys) {
        String of = aggregate.of();
        int column = Measure.AMOUNT;
        if (of != null && aggregate.kind() == Kind.DISTINCT) {
            column = column(keys, new Key(of));
        } else if (of != null && !isAmount(of)) {
            column = column(numbers, slot(of));
        }
        return new Measure(
                slot,
                aggregate.kind(),
                column,
                keyColumn(keys, aggregate.same()),
                aggregate.window().toMillis(),
                aggregate.delay().toMillis(),
                aggregate.current());
    }

    private boolean isAmount(String feature) {
        return features.get(slot(feature)).definition() instanceof Field field
                && field.source().equals(AMOUNT);
    }

    private static int keyColumn(List<Key> keys, @Nullable String key) {
        return key == null ? -1 : column(keys, new Key(key));
    }

    private static <T> int column(List<T> columns, T wanted) {
        if (!columns.contains(wanted)) {
            columns.add(wanted);
        }
        return columns.indexOf(wanted);
    }
}
