package io.weir.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weir.feature.CatalogueSpec.EntitySpec;
import io.weir.feature.EntityProfile.Arrival;
import io.weir.feature.EntityProfile.Observation;
import io.weir.feature.FeatureSpec.Aggregate;
import io.weir.feature.FeatureSpec.Definition;
import io.weir.feature.FeatureSpec.Derived;
import io.weir.feature.FeatureSpec.Field;
import io.weir.feature.FeatureSpec.Kind;
import io.weir.feature.FeatureSpec.Operation;
import io.weir.transaction.Label;
import io.weir.transaction.Transaction;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of feature over three entities, against {@link SlowFeatures}. */
class SlowTwinTest {

    private static final long HOUR = 3_600_000L;
    private static final long START = 1_522_540_800_000L;
    private static final CatalogueSpec SPEC = spec();

    private static CatalogueSpec spec() {
        Map<String, Definition> features = new java.util.LinkedHashMap<>();
        features.put("amount", new Field("amount"));
        features.put("distance", new Field("numeric.distance"));
        features.put("double_distance", new Derived(Operation.DIFFERENCE, List.of("distance", "amount"), List.of()));
        for (String entity : List.of("account", "device", "merchant")) {
            for (Kind kind : Kind.values()) {
                for (int variant = 0; variant < 4; variant++) {
                    features.put(
                            entity + "_" + kind.name().toLowerCase(Locale.ROOT) + variant,
                            aggregate(entity, kind, variant));
                }
            }
            features.put(
                    entity + "_ratio", new Derived(Operation.RATIO, List.of("amount", entity + "_mean0"), List.of()));
            features.put(
                    entity + "_z",
                    new Derived(
                            Operation.ZSCORE, List.of("amount", entity + "_mean0", entity + "_deviation0"), List.of()));
            features.put(entity + "_high", new Derived(Operation.ABOVE, List.of(entity + "_ratio"), List.of(1.1)));
            features.put(
                    entity + "_rate",
                    new Derived(
                            Operation.SMOOTHED,
                            List.of(entity + "_fraud_count0", entity + "_count0"),
                            List.of(0.1, 5.0)));
            features.put(
                    entity + "_mean_ratio",
                    new Aggregate(
                            entity, Kind.MEAN, entity + "_ratio", Duration.ofHours(9), Duration.ZERO, null, true));
            features.put(
                    entity + "_share_high",
                    new Aggregate(entity, Kind.MEAN, "account_high", Duration.ofHours(30), Duration.ZERO, null, false));
        }
        List<FeatureSpec> list = features.entrySet().stream()
                .map(e -> new FeatureSpec(e.getKey(), false, e.getValue()))
                .toList();
        List<EntitySpec> entities = List.of(
                new EntitySpec("account", "account"),
                new EntitySpec("device", "categorical.device"),
                new EntitySpec("merchant", "merchant"));
        return new CatalogueSpec("all-1", ZoneOffset.UTC, entities, list);
    }

    /** Variant 0: the amount, excluding; 1: an attribute, with the current; 2: the same merchant; 3: delayed. */
    private static Aggregate aggregate(String entity, Kind kind, int variant) {
        boolean numeric = List.of(Kind.SUM, Kind.MEAN, Kind.DEVIATION, Kind.MAX).contains(kind);
        String of =
                numeric ? (variant % 2 == 0 ? "amount" : "distance") : kind == Kind.DISTINCT ? "categorical.mcc" : null;
        return new Aggregate(
                entity,
                kind,
                of,
                Duration.ofHours(6 + 7 * variant),
                variant == 3 ? Duration.ofHours(5) : Duration.ZERO,
                variant == 2 ? "merchant" : null,
                variant == 1 && kind != Kind.SINCE_LAST && kind != Kind.SINCE_FRAUD);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void values_equal_those_of_the_slow_twin_for_late_repeated_and_reversed_events(long seed) {
        Random random = new Random(seed);
        FeatureCatalogue catalogue = FeatureCatalogue.of(SPEC);
        SlowFeatures twin = new SlowFeatures(SPEC);
        Map<String, byte[]> states = new HashMap<>();
        List<Transaction> sent = new ArrayList<>();
        List<double[]> got = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            Transaction next = payment(random, i);
            double[] expected = twin.observe(next, catalogue.start(next));
            double[] values = observe(catalogue, states, next, Arrival.NEW);
            for (int slot = 0; slot < values.length; slot++) {
                assertClose(SPEC.features().get(slot).name(), values[slot], expected[slot]);
            }
            sent.add(next);
            got.add(values);
            int back = Math.max(0, i - random.nextInt(5));
            assertThat(observe(catalogue, states, sent.get(back), Arrival.REDELIVERED))
                    .as("redelivered")
                    .isEqualTo(got.get(back));
            if (random.nextInt(4) == 0) {
                judge(catalogue, states, twin, sent.get(random.nextInt(sent.size())), random);
            }
        }
    }

    /** A fraud, sometimes reversed; in the order of their reports, as the stream lets them through. */
    private static void judge(
            FeatureCatalogue catalogue,
            Map<String, byte[]> states,
            SlowFeatures twin,
            Transaction judged,
            Random random) {
        long known = judged.timeMillis() + random.nextInt(20) * HOUR;
        List<Label> labels = new ArrayList<>();
        labels.add(new Label(judged.id(), judged.account(), true, Label.Source.CHARGEBACK, known));
        if (random.nextInt(3) == 0) {
            labels.add(new Label(judged.id(), judged.account(), false, Label.Source.ANALYST, known + HOUR));
        }
        for (Label label : labels) {
            twin.report(label);
            for (EntityProfile profile : catalogue.profiles()) {
                String key = profile.keyOf(judged);
                if (key != null) {
                    states.compute(
                            profile.name() + key, (k, state) -> profile.report(state, label, judged.timeMillis()));
                }
            }
        }
    }

    private static double[] observe(
            FeatureCatalogue catalogue, Map<String, byte[]> states, Transaction next, Arrival arrival) {
        double[] values = catalogue.start(next);
        for (EntityProfile profile : catalogue.profiles()) {
            String key = profile.keyOf(next);
            if (key != null) {
                Observation observation = profile.observe(states.get(profile.name() + key), next, values);
                assertThat(observation.arrival()).isEqualTo(arrival);
                states.put(profile.name() + key, observation.state());
                values = observation.values();
            }
        }
        return values;
    }

    /** What arrives in another order within its second counts the same for all that comes after. */
    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void order_of_arrival_within_a_second_changes_no_later_value(long seed) {
        Random random = new Random(seed);
        FeatureCatalogue catalogue = FeatureCatalogue.of(SPEC);
        List<Transaction> events = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Transaction t = payment(random, i);
            long second = START + i / 4 * HOUR / 2;
            events.add(new Transaction(
                    t.id(), t.account(), t.merchant(), second, t.amountMinor(), "USD", t.numeric(), t.categorical()));
        }
        List<Transaction> permuted = new ArrayList<>(events);
        for (int from = 0; from < permuted.size(); from += 4) {
            Collections.shuffle(permuted.subList(from, from + 4), random);
        }
        assertThat(permuted).isNotEqualTo(events);
        Map<String, byte[]> states = new HashMap<>();
        Map<String, byte[]> others = new HashMap<>();
        events.forEach(t -> observe(catalogue, states, t, Arrival.NEW));
        permuted.forEach(t -> observe(catalogue, others, t, Arrival.NEW));
        for (int i = 300; i < 320; i++) {
            Transaction probe = payment(random, i);
            Transaction later = new Transaction(
                    probe.id(),
                    probe.account(),
                    probe.merchant(),
                    START + 76 * HOUR / 2,
                    probe.amountMinor(),
                    "USD",
                    probe.numeric(),
                    probe.categorical());
            // Values derived at the hops travel with each payment and may depend on the order within its own second.
            double[] values = firstHop(catalogue, states, later);
            assertThat(firstHop(catalogue, others, later)).isEqualTo(values);
        }
    }

    /** Only what is about the amount and the keys themselves: the rest is NaN in both. */
    private static double[] firstHop(FeatureCatalogue catalogue, Map<String, byte[]> states, Transaction probe) {
        EntityProfile profile = catalogue.profiles().get(0);
        double[] all = profile.observe(states.get(profile.name() + profile.keyOf(probe)), probe, catalogue.start(probe))
                .values();
        for (int slot = 0; slot < all.length; slot++) {
            String name = SPEC.features().get(slot).name();
            if (name.endsWith("mean_ratio") || name.endsWith("share_high")) {
                all[slot] = 0;
            }
        }
        return all;
    }

    private static void assertClose(String name, double value, double expected) {
        if (Double.isNaN(expected)) {
            assertThat(value).as(name).isNaN();
        } else {
            // numbers other than the amount are remembered as float32
            assertThat(value).as(name).isCloseTo(expected, within(1e-6 * (1 + Math.abs(expected))));
        }
    }

    private static Transaction payment(Random random, int i) {
        long time = START + i * HOUR / 4 + random.nextInt(8) * HOUR / 2;
        Map<String, Double> numeric =
                random.nextInt(5) == 0 ? Map.of() : Map.of("distance", (double) random.nextInt(1000));
        Map<String, String> categorical = new HashMap<>();
        put(categorical, "device", random, 3);
        put(categorical, "mcc", random, 5);
        return new Transaction(
                "t" + i,
                "a" + random.nextInt(3),
                "m" + random.nextInt(4),
                time,
                1 + random.nextInt(100_000),
                "USD",
                numeric,
                categorical);
    }

    private static void put(Map<String, String> categorical, String name, Random random, int values) {
        @Nullable String value = random.nextInt(6) == 0 ? null : name + random.nextInt(values);
        if (value != null) {
            categorical.put(name, value);
        }
    }
}
