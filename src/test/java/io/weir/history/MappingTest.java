package io.weir.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingTest {

    private static final String GOOD = """
            columns: {id: A, time: B, account: C, merchant: D, amount: E}
            currency: USD
            time: {format: iso, zone: UTC}
            amount: major
            numeric: {n: N}
            label: {column: F, fraud: [1], legitimate: [0], source: CHARGEBACK}
            label-known: {after: P7D}
            separator: ","
            """;

    @ParameterizedTest
    @ValueSource(strings = {"weir", "handbook"})
    void built_in_mapping_loads_by_name(String name) {
        assertThat(Mapping.load(name).label).isNotNull();
    }

    @Test
    void columns_and_currency_alone_are_a_mapping_without_labels() {
        Mapping mapping = Mapping.parse("m", GOOD.lines().limit(2).reduce("", (a, b) -> a + b + "\n"));
        assertThat(mapping.label).isNull();
        assertThat(mapping.separator).isEqualTo((byte) ',');
    }

    @Test
    void unknown_name_lists_what_there_is() {
        assertThatThrownBy(() -> Mapping.load("handbok"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mapping \"handbok\" is neither built in nor a file;"
                        + " allowed: weir, handbook or the path of a YAML file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "amount: major | amonut: major | m.yaml:4: amonut is unknown; did you mean amount? allowed: columns, currency, time",
                "id: A | idd: A | m.yaml:1: columns.id is missing; is idd meant to be it?",
                "'id: A, ' | '' | m.yaml:1: columns.id is missing; allowed: a column name",
                "currency: USD | '' | m.yaml:1: currency is missing; allowed: an ISO 4217 code",
                "currency: USD | currency: USX | m.yaml:2: currency is \"USX\"; allowed: an ISO 4217 code",
                "currency: USD | currency: [USD] | m.yaml:2: currency is a list; allowed: an ISO 4217 code",
                "amount: E | 'amount: E, currency: X' | m.yaml:2: currency is \"USD\"; allowed: either currency or",
                "format: iso | format: ISO | m.yaml:3: time.format is \"ISO\"; allowed: iso, epoch-seconds",
                "zone: UTC | zone: Mars | m.yaml:3: time.zone is \"Mars\"; allowed: a zone such as UTC",
                "amount: major | amount: cents | m.yaml:4: amount is \"cents\"; allowed: major (57.16),",
                "amount: major | amount: | m.yaml:4: amount is empty; allowed: major (57.16), major-float",
                "'numeric: {n: N}' | numeric: N | m.yaml:5: numeric is \"N\"; allowed: attribute: column",
                "n: N | 'n: [N]' | m.yaml:5: numeric.n is a list; allowed: attribute: column",
                "n: N | 'n: N*' | m.yaml:5: numeric.n is \"N*\"; allowed: attribute: column, or",
                "', fraud: [1]' | '' | m.yaml:6: label.fraud is missing; allowed: a value",
                "'[0]' | '[1]' | m.yaml:6: label.legitimate is a list; allowed: values that are not in label.fraud",
                "CHARGEBACK | BANK | label.source is \"BANK\"; allowed: one of [OTHER, ANALYST, CHARGEBACK, CUSTOMER]",
                "after: P7D | after: 7 days | m.yaml:7: label-known.after is \"7 days\"; allowed: a duration",
                "after: P7D | after: -P7D | m.yaml:7: label-known.after is \"-P7D\"; allowed: a duration",
                "after: P7D | 'after: P7D, column: X' | m.yaml:7: label-known is a map; allowed: {after: P7D}",
                "'{after: P7D}' | soon | m.yaml:7: label-known is \"soon\"; allowed: {after: P7D}",
                "'{after: P7D}' | never | m.yaml:6: label is a map; allowed: no label section",
                "'label-known: {after: P7D}' | '' | m.yaml:1: label-known is missing; allowed: {after: P7D}",
                "'\",\"' | tab | m.yaml:8: separator is \"tab\"; allowed: one of",
                "amount: major | 'currency: EUR' | m.yaml:4: not YAML: Duplicate field 'currency'",
                "amount: major | 'amount: [' | m.yaml:",
                "currency: USD | 'currency: *usd' | m.yaml:2: currency is the alias *usd",
            })
    void broken_mapping_names_file_line_key_and_what_is_allowed(String part, String broken, String message) {
        assertThat(GOOD).contains(part);
        assertThatThrownBy(() -> Mapping.parse(
                        "m.yaml", GOOD.replaceFirst(Pattern.quote(part), Matcher.quoteReplacement(broken))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("m.yaml:")
                .hasMessageContaining(message);
    }

    @Test
    void mapping_that_is_empty_or_no_section_is_an_error() {
        assertThatThrownBy(() -> Mapping.parse("m.yaml", "# nothing\n"))
                .hasMessageContaining("m.yaml:1: the file is empty");
        assertThatThrownBy(() -> Mapping.parse("m.yaml", "weir")).hasMessageContaining("the file is \"weir\"");
        assertThatThrownBy(() -> Mapping.parse("m.yaml", GOOD + "---\na: b\n"))
                .hasMessageContaining("a second document; allowed: one");
    }
}
