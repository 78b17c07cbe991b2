package io.weir.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.feature.CatalogueException.Fault;
import io.weir.feature.CatalogueSpec.EntitySpec;
import io.weir.feature.FeatureSpec.Code;
import io.weir.feature.FeatureSpec.Definition;
import io.weir.feature.FeatureSpec.Derived;
import io.weir.feature.FeatureSpec.Encoding;
import io.weir.feature.FeatureSpec.Field;
import io.weir.feature.FeatureSpec.Kind;
import io.weir.feature.FeatureSpec.Operation;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What no file can say, and the order of hops; BrokenCatalogueTest has the rest, with its lines. */
class CatalogueCheckTest {

    private static final Duration WEEK = Duration.ofDays(7);

    @Test
    void check_fault_names_its_parts_for_whoever_knows_the_line() {
        assertThatThrownBy(() -> check(new Derived(Operation.RATIO, List.of("amount", "amuont"), List.of())))
                .isInstanceOfSatisfying(
                        CatalogueException.class,
                        e -> assertThat(e.fault())
                                .isEqualTo(new Fault(
                                        "features",
                                        1,
                                        "it",
                                        "ratio",
                                        "amuont",
                                        "a feature declared before it; features may refer to earlier ones only",
                                        List.of("amount"))))
                .hasMessage("features.it.ratio is \"amuont\"; allowed: a feature declared before it; features may refer"
                        + " to earlier ones only");
    }

    @Test
    void check_numbers_that_cannot_be_are_refused() {
        assertRefused(new Derived(Operation.RATIO, List.of("amount"), List.of()), "it.ratio is \"[amount]\"");
        assertRefused(new Derived(Operation.ABOVE, List.of("amount"), List.of()), "it.above is \"[]\"; allowed: 1 con");
        assertRefused(new Derived(Operation.ABOVE, List.of("amount"), List.of(Double.NaN)), "it.above is \"NaN\"");
        assertRefused(
                new Derived(Operation.SMOOTHED, List.of("amount", "amount"), List.of(0.1, -1.0)), "weight is \"-1.0\"");
        assertRefused(new Encoding(Code.FREQUENCY, "merchant", 1), "it.smoothing is \"1.0\"; allowed: none");
        assertRefused(new Encoding(Code.TARGET, "merchant", Double.NaN), "it.smoothing is \"NaN\"");
        assertRefused(aggregate("account", null, Duration.ofMillis(1_500), Duration.ZERO), "it.window is \"PT1.5S\"");
        assertRefused(aggregate("account", null, WEEK, Duration.ofDays(-1)), "it.delay is \"PT-24H\"");
    }

    @Test
    void check_aggregate_may_take_what_is_known_at_its_hop_and_no_more() {
        FeatureSpec amount = feature("amount", new Field("amount"));
        FeatureSpec account = feature("a", aggregate("account", "amount", WEEK, Duration.ZERO));
        FeatureSpec merchant = feature("m", aggregate("merchant", "a", WEEK, Duration.ZERO));
        FeatureSpec both = feature("b", new Derived(Operation.DIFFERENCE, List.of("a", "m"), List.of()));

        assertThatCode(() -> check(amount, account, merchant, both)).doesNotThrowAnyException();
        assertThatCode(() -> check(amount, account, feature("again", aggregate("account", "a", WEEK, Duration.ZERO))))
                .doesNotThrowAnyException();
        assertThatCode(() -> check(
                        amount, account, merchant, both, feature("c", aggregate("merchant", "b", WEEK, Duration.ZERO))))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> check(
                        amount, account, merchant, both, feature("c", aggregate("account", "b", WEEK, Duration.ZERO))))
                .hasMessage("features.c.of is \"b\"; allowed: a feature known at the hop of account, which comes before"
                        + " merchant");
    }

    @Test
    void check_encoding_may_be_derived_from_but_not_aggregated() {
        FeatureSpec share = feature("share", new Encoding(Code.FREQUENCY, "merchant", 0));
        FeatureSpec derived = feature("d", new Derived(Operation.ABOVE, List.of("share"), List.of(0.5)));

        assertThatCode(() -> check(share, derived)).doesNotThrowAnyException();
        assertThatThrownBy(() ->
                        check(share, derived, feature("mean", aggregate("merchant", "d", WEEK, Duration.ZERO))))
                .hasMessage("features.mean.of is \"d\"; allowed: no encoding: encodings are known only when deciding");
    }

    private static void assertRefused(Definition definition, String message) {
        assertThatThrownBy(() -> check(definition))
                .isInstanceOf(CatalogueException.class)
                .hasMessageContaining(message);
    }

    private static void check(Definition definition) {
        check(feature("amount", new Field("amount")), feature("it", definition));
    }

    private static void check(FeatureSpec... features) {
        List<EntitySpec> entities =
                List.of(new EntitySpec("account", "account"), new EntitySpec("merchant", "merchant"));
        CatalogueCheck.check(new CatalogueSpec("a", ZoneOffset.UTC, entities, List.of(features)));
    }

    private static FeatureSpec feature(String name, Definition definition) {
        return new FeatureSpec(name, false, definition);
    }

    private static FeatureSpec.Aggregate aggregate(
            String entity, @Nullable String of, Duration window, Duration delay) {
        return new FeatureSpec.Aggregate(entity, of == null ? Kind.COUNT : Kind.MEAN, of, window, delay, null, false);
    }
}
