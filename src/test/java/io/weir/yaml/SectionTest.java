package io.weir.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SectionTest {

    private record Rule(String name, double above, Map<String, String> where) {

        static Rule read(Section section) {
            return new Rule(
                    section.required("name"), section.number("above", 0, 0, 1e9), section.textByKey("where", "a text"));
        }
    }

    @Test
    void sections_list_of_maps_each_with_keys_of_its_own() {
        Section root = section("""
                rules:
                  - {name: a, above: 2.5, where: {anything goes: 1, b: "x y"}}
                  -
                    name: b
                """);

        assertThat(root.sections("rules", Rule::read))
                .containsExactly(
                        new Rule("a", 2.5, Map.of("anything goes", "1", "b", "x y")), new Rule("b", 0, Map.of()));
        assertThat(root.sections("others", Rule::read)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {nam: b}                   | f.yaml:3: rules[1].name is missing; is nam meant to be it?
            {name: b, abov: 1}         | f.yaml:3: rules[1].abov is unknown; did you mean above? allowed: name, above, where
            {name: b, above: one}      | f.yaml:3: rules[1].above is "one"; allowed: a number from 0.0 to 1.0E9
            {name: b, where: {c: [1]}} | f.yaml:3: rules[1].where.c is a list; allowed: a text
            {name: b, where: c}        | f.yaml:3: rules[1].where is "c"; allowed: keys and values
            {name: [b]}                | f.yaml:3: rules[1].name is a list; allowed: a text
            text                       | f.yaml:3: rules[1] is "text"; allowed: keys and values
            {name: *b}                 | f.yaml:3: rules[1].name is the alias *b; allowed: a value
            """)
    void sections_broken_element_names_its_place_and_line(String element, String message) {
        assertThatThrownBy(() -> section("rules:\n  - name: a\n  - " + element).sections("rules", Rule::read))
                .isInstanceOf(YamlException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "-2.50, -2.5", "1_000, 1000", ".5, 0.5", "5., 5", "+1e3, 1000", "'\"7\"', 7"})
    void number_as_people_write_it_is_read(String written, double number) {
        assertThat(section("a: " + written).get("a", "").number()).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1d", "0x10", "NaN", ".inf", "Infinity", "1e999", "1,5", "", "null", "true", "[1]", "1e99999"})
    void number_that_is_none_is_refused(String written) {
        assertThatThrownBy(() -> section("a: " + written).get("a", "").number())
                .isInstanceOf(YamlException.class)
                .hasMessageMatching("f\\.yaml:1: a is .+; allowed: a number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.5", "11", "-1", "99999999999999999999", "1e1", ""})
    void whole_number_out_of_range_or_broken_is_refused(String written) {
        assertThatThrownBy(() -> section("a: " + written).whole("a", 1, 0, 10))
                .hasMessageMatching("f\\.yaml:1: a is .+; allowed: a whole number from 0 to 10");
    }

    @Test
    void text_stays_as_written_whatever_it_looks_like() {
        YamlNode list = YamlNode.parse("f.yaml", "[yes, 007, 1.50, 0x1F, 2018-08-01, null, ~, '', '$${A}']");

        assertThat(list.list("").stream().map(YamlNode::text))
                .containsExactly("yes", "007", "1.50", "0x1F", "2018-08-01", "", "", "", "$${A}");
    }

    @Test
    void parse_broken_yaml_says_what_the_parser_expected() {
        assertThatThrownBy(() -> YamlNode.parse("f.yaml", "a: [1, 2\nb: 3\n"))
                .hasMessageMatching("f\\.yaml:\\d: not YAML: .*expected ',' or ']'.*");
        assertThatThrownBy(() -> YamlNode.parse("f.yaml", "a: " + "[".repeat(5_000)))
                .isInstanceOf(YamlException.class);
    }

    @Test
    void understood_is_every_key_with_its_value_or_default_and_no_secret() {
        Section root = section("inner: {b: 7}\nfree: {my.password: x, url: 'http://me:x@h'}\nlist: [a]\n");
        root.section("inner", inner -> inner.whole("b", 1, 0, 9) + inner.whole("c", 2, 0, 9));
        root.textByKey("free", "a text");
        root.texts("list", List.of());
        root.duration("wait", "PT6H");
        root.end();

        assertThat(root.understood())
                .isEqualTo(Map.of(
                        "inner.b", "7",
                        "inner.c", "2",
                        "free.my.password", "****",
                        "free.url", "http://****@h",
                        "list", "[a]",
                        "wait", "PT6H"));
    }

    @Test
    void error_shows_a_long_value_cut_and_a_secret_not_at_all() {
        assertThatThrownBy(() -> section("a: " + "x".repeat(1_000)).flag("a", true))
                .hasMessageContaining("(1000 characters)");
        assertThatThrownBy(() -> section("my-token: secret").flag("my-token", true))
                .hasMessage("f.yaml:1: my-token is \"****\"; allowed: true or false");
    }

    private static Section section(String text) {
        return YamlNode.parse("f.yaml", text).section();
    }
}
