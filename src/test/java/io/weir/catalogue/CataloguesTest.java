package io.weir.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.feature.CatalogueException;
import io.weir.feature.CatalogueSpec;
import io.weir.feature.CatalogueSpec.EntitySpec;
import io.weir.feature.FeatureSpec;
import io.weir.feature.FeatureSpec.Aggregate;
import io.weir.feature.FeatureSpec.Clock;
import io.weir.feature.FeatureSpec.Code;
import io.weir.feature.FeatureSpec.Derived;
import io.weir.feature.FeatureSpec.Encoding;
import io.weir.feature.FeatureSpec.Field;
import io.weir.feature.FeatureSpec.Kind;
import io.weir.feature.FeatureSpec.Operation;
import io.weir.feature.FeatureSpec.Part;
import io.weir.testing.Handbook;
import io.weir.yaml.YamlException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CataloguesTest {

    /** Every kind of declaration; the tests below break one line each. */
    static final String ALL = """
            catalogue: all-1
            zone: Europe/Berlin
            entities:
              account: account
              device: categorical.device_id
              merchant: merchant
            features:
              amount: {field: amount}
              distance: {field: numeric.distance_km}
              night: {clock: night}
              account_count_{window}: {entity: account, take: count, window: [1d, 7d], current: true}
              account_mean_{window}: {entity: account, take: mean, of: amount, window: [7d, 30d]}
              account_spread: {entity: account, take: deviation, of: amount, window: 30d, hidden: true}
              amount_to_mean: {ratio: [amount, account_mean_30d]}
              amount_z: {zscore: [amount, account_mean_30d, account_spread]}
              ratio_high: {above: [amount_to_mean, 2.5], hidden: true}
              merchant_ratio: {entity: merchant, take: mean, of: amount_to_mean, window: 7d}
              met_before: {entity: account, take: count, window: 30d, same: merchant}
              risk_{window}: {entity: merchant, take: fraud_rate, window: [7d, 30d], delay: 7d}
              frauds: {entity: merchant, take: fraud_count, window: 28d}
              payments: {entity: merchant, take: count, window: 28d}
              smooth: {smoothed: [frauds, payments], prior: 0.01, weight: 10}
              mode_share: {encode: frequency, of: categorical.entry_mode}
              mode_risk: {encode: target, of: categorical.entry_mode, smoothing: 100}
              partners: {entity: account, take: distinct, of: merchant, window: 6h}
              idle: {entity: account, take: since_last, window: PT90S}
            """;

    private static final CatalogueSpec HANDBOOK = Catalogues.builtIn("handbook");

    @Test
    void parse_each_kind_is_what_it_declares() {
        CatalogueSpec spec = Catalogues.parse("c.yaml", ALL);

        assertThat(spec.id()).isEqualTo("all-1");
        assertThat(spec.zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(spec.entities())
                .containsExactly(
                        new EntitySpec("account", "account"),
                        new EntitySpec("device", "categorical.device_id"),
                        new EntitySpec("merchant", "merchant"));
        assertThat(spec.features())
                .hasSize(22)
                .contains(
                        feature("amount", new Field("amount")),
                        feature("night", new Clock(Part.NIGHT)),
                        feature("account_count_7d", aggregate("account", Kind.COUNT, null, 7, 0, null, true)),
                        feature("account_mean_30d", aggregate("account", Kind.MEAN, "amount", 30, 0, null, false)),
                        feature("amount_to_mean", derived(Operation.RATIO, List.of("amount", "account_mean_30d"))),
                        new FeatureSpec("ratio_high", true, derived(Operation.ABOVE, List.of("amount_to_mean"), 2.5)),
                        feature("met_before", aggregate("account", Kind.COUNT, null, 30, 0, "merchant", false)),
                        feature("risk_7d", aggregate("merchant", Kind.FRAUD_RATE, null, 7, 7, null, false)),
                        feature("smooth", derived(Operation.SMOOTHED, List.of("frauds", "payments"), 0.01, 10)),
                        feature("mode_share", new Encoding(Code.FREQUENCY, "categorical.entry_mode", 0)),
                        feature("mode_risk", new Encoding(Code.TARGET, "categorical.entry_mode", 100)));
    }

    @Test
    void parse_list_of_windows_is_a_feature_for_each_in_order() {
        assertThat(Catalogues.parse("c.yaml", ALL).features().stream().map(FeatureSpec::name))
                .containsSubsequence("account_count_1d", "account_count_7d", "account_mean_7d", "account_mean_30d");
    }

    @ParameterizedTest
    @CsvSource({"30m, PT30M", "6h, PT6H", "7d, PT168H", "PT6H, PT6H", "P7D, PT168H", "PT90S, PT90S", "400d, PT9600H"})
    void parse_window_in_short_or_iso_form_is_the_same_length(String written, Duration length) {
        FeatureSpec last = Catalogues.parse("c.yaml", ALL.replace("PT90S", written))
                .features()
                .get(21);

        assertThat(((Aggregate) last.definition()).window()).isEqualTo(length);
    }

    @Test
    void write_is_canonical_and_parse_reads_it_back() {
        CatalogueSpec spec = Catalogues.parse("c.yaml", ALL);
        String text = Catalogues.write(spec);

        assertThat(Catalogues.parse("written", text)).isEqualTo(spec);
        assertThat(Catalogues.write(Catalogues.parse("written", text))).isEqualTo(text);
        assertThat(text)
                .startsWith("catalogue: all-1\nzone: Europe/Berlin\nentities:\n  account: account\n")
                .contains("  account_count_1d: {entity: account, take: count, window: 1d, current: true}\n")
                .contains("  ratio_high: {above: [amount_to_mean, 2.5], hidden: true}\n")
                .contains("  smooth: {smoothed: [frauds, payments], prior: 0.01, weight: 10}\n")
                .contains("  idle: {entity: account, take: since_last, window: PT1M30S}\n");
    }

    @Test
    void write_names_and_numbers_that_yaml_would_misread_come_back() {
        CatalogueSpec odd = new CatalogueSpec(
                "1e3",
                ZoneOffset.ofHours(-5),
                List.of(new EntitySpec("null", "account"), new EntitySpec("y", "categorical.a b: 1/é")),
                List.of(
                        feature("null", new Field("numeric.1_000")),
                        feature("true", new Field("numeric.x")),
                        feature("on", aggregate("null", Kind.SUM, "null", 1, 1, "categorical.a b: 1/é", false)),
                        feature("a", derived(Operation.ABOVE, List.of("true"), -1.0e-300)),
                        feature("b", derived(Operation.ABOVE, List.of("on"), Double.MAX_VALUE)),
                        feature("c", new Encoding(Code.TARGET, "account", 1.0e-300))));

        assertThat(Catalogues.parse("written", Catalogues.write(odd))).isEqualTo(odd);
    }

    @Test
    void write_catalogue_that_cannot_be_computed_is_refused() {
        CatalogueSpec broken = new CatalogueSpec("a", ZoneOffset.UTC, HANDBOOK.entities(), List.of());

        assertThatThrownBy(() -> Catalogues.write(broken)).isInstanceOf(CatalogueException.class);
    }

    @Test
    void builtIn_handbook_is_the_fifteen_features_by_name_and_order() {
        assertThat(HANDBOOK.id()).isEqualTo("handbook-v1");
        CatalogueSpec written = Handbook.spec(ZoneOffset.UTC);
        assertThat(HANDBOOK.features()).containsExactlyInAnyOrderElementsOf(written.features());
        assertThat(HANDBOOK.entities()).isEqualTo(written.entities());
    }

    @ParameterizedTest
    @ValueSource(strings = {"handbook", "standard"})
    void builtIn_catalogue_loads_by_name_and_writes_what_it_is(String name) {
        CatalogueSpec spec = Catalogues.load(name);

        assertThat(spec.features()).isNotEmpty();
        assertThat(Catalogues.parse("written", Catalogues.write(spec))).isEqualTo(spec);
    }

    @Test
    void reference_example_is_a_catalogue() throws IOException {
        Matcher example =
                Pattern.compile("(?s)```yaml\n(.*?)```").matcher(Files.readString(Path.of("docs/features.md")));

        assertThat(example.find()).isTrue();
        assertThat(Catalogues.parse("docs/features.md", example.group(1)).features())
                .hasSize(11);
    }

    @Test
    void load_file_of_the_user_is_read_and_named_in_errors(@TempDir Path directory) throws Exception {
        Path good = Files.writeString(directory.resolve("good.yaml"), ALL);
        Path bad = Files.writeString(directory.resolve("bad.yaml"), ALL.replace("take: mean", "take: median"));
        Path latin = Files.write(directory.resolve("latin.yaml"), "é".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(Catalogues.load(good.toString())).isEqualTo(Catalogues.parse("c", ALL));
        assertThatThrownBy(() -> Catalogues.load(bad.toString())).hasMessageStartingWith(bad + ":12: ");
        assertThatThrownBy(() -> Catalogues.load(latin.toString()))
                .hasMessage(latin + ":1: not UTF-8; allowed: YAML in UTF-8");
    }

    @Test
    void load_unknown_name_lists_what_there_is() {
        assertThatThrownBy(() -> Catalogues.load("handbok"))
                .isInstanceOf(YamlException.class)
                .hasMessage(
                        "catalogue \"handbok\" is unknown; did you mean handbook? allowed: handbook, standard or the"
                                + " path of a YAML file");
        assertThatThrownBy(() -> Catalogues.load("\0")).isInstanceOf(IllegalArgumentException.class);
    }

    private static FeatureSpec feature(String name, FeatureSpec.Definition definition) {
        return new FeatureSpec(name, false, definition);
    }

    private static Aggregate aggregate(
            String entity,
            Kind kind,
            @Nullable String of,
            int days,
            int delayDays,
            @Nullable String same,
            boolean current) {
        return new Aggregate(entity, kind, of, Duration.ofDays(days), Duration.ofDays(delayDays), same, current);
    }

    private static Derived derived(Operation operation, List<String> inputs, double... constants) {
        return new Derived(operation, inputs, Arrays.stream(constants).boxed().toList());
    }
}
