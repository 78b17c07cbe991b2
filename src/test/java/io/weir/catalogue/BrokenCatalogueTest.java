package io.weir.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.feature.CatalogueSpec;
import io.weir.transaction.IdHash;
import io.weir.yaml.YamlException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each line of the good catalogue, broken in one way: the error names the file, the line, the key, the value, what is allowed. */
class BrokenCatalogueTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            catalogue: all-1 | catalog: all-1 | c.yaml:1: catalogue is missing; is catalog meant to be it?
            catalogue: all-1 | catalogue: All | c.yaml:1: catalogue is "All"; allowed: 1 to 64 lower-case letters, digits, '.', '_' and '-'
            catalogue: all-1 | catalogue: | c.yaml:1: catalogue is empty; allowed: name and version, such as standard-1
            Europe/Berlin | Mars | c.yaml:2: zone is "Mars"; allowed: a zone such as UTC, +02:00 or Europe/Berlin
            zone: | zoom: | c.yaml:2: zoom is unknown; did you mean zone? allowed: catalogue, zone, entities, features
            account: account | account: merchant | c.yaml:4: entities.account is "merchant"; allowed: account, because transactions arrive by it
            account: account | Account: account | c.yaml:4: entities.Account is "Account"; allowed: a lower-case letter, then up to 63 lower-case letters, digits and _
            account: account | account: [account] | c.yaml:4: entities.account is a list; allowed: account, merchant or categorical.NAME
            categorical.device_id | merchnt | c.yaml:5: entities.device is "merchnt"; did you mean merchant? allowed: account, merchant or categorical.NAME
            categorical.device_id | numeric.x | c.yaml:5: entities.device is "numeric.x"; allowed: account, merchant or categorical.NAME
            merchant: merchant | merchant: categorical.device_id | c.yaml:6: entities.merchant is "categorical.device_id"; allowed: a key that no other entity has
            """)
    void parse_broken_head_names_line_key_value_and_what_is_allowed(String part, String broken, String message) {
        check(part, broken, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            distance: | amount_2: {field: amount, of: x}\\n  distance: | c.yaml:9: features.amount_2.of is unknown; allowed: hidden, field
            distance: | Distance: | c.yaml:9: features.Distance is "Distance"; allowed: a lower-case letter, then up to 63 lower-case letters, digits and _
            distance: | forest_score: | c.yaml:9: features.forest_score is "forest_score"; allowed: another name: this is the one of stage one's score
            distance: | amount: | c.yaml:9: not YAML: Duplicate field 'amount'
            distance: | account_mean_7d: | c.yaml:12: features.account_mean_{window} is "account_mean_7d"; allowed: a name that was not given before
            {field: numeric.distance_km} | numeric.distance_km | c.yaml:9: features.distance is "numeric.distance_km"; allowed: one of field, clock, entity, encode, ratio, difference, zscore, above, smoothed
            {field: numeric.distance_km} | {} | c.yaml:9: features.distance has no definition; allowed: one of field, clock, entity, encode, ratio, difference, zscore, above, smoothed
            {field: numeric.distance_km} | | c.yaml:9: features.distance has no definition; allowed: one of field, clock, entity, encode, ratio, difference, zscore, above, smoothed
            {field: numeric.distance_km} | {feild: x} | c.yaml:9: features.distance.feild is unknown; did you mean field? allowed: field, clock, entity, encode, ratio, difference, zscore, above, smoothed
            {field: numeric.distance_km} | {field: amount, clock: night} | c.yaml:9: features.distance has field and clock; allowed: one of them
            numeric.distance_km | amuont | c.yaml:9: features.distance.field is "amuont"; did you mean amount? allowed: amount or numeric.NAME
            numeric.distance_km | [amount] | c.yaml:9: features.distance.field is a list; allowed: amount or numeric.NAME
            clock: night | clock: nigth | c.yaml:10: features.night.clock is "nigth"; did you mean night? allowed: hour, weekday, weekend, night
            hidden: true} | hidden: yes} | c.yaml:13: features.account_spread.hidden is "yes"; allowed: true or false
            """)
    void parse_broken_feature_names_line_key_value_and_what_is_allowed(String part, String broken, String message) {
        check(part, broken == null ? "" : broken.replace("\\n", "\n"), message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            entity: account, take: count, window: [ | entity: acount, take: count, window: [ | c.yaml:11: features.account_count_{window}.entity is "acount"; did you mean account? allowed: account, device, merchant
            take: mean, of: amount, window: [ | take: average, of: amount, window: [ | c.yaml:12: features.account_mean_{window}.take is "average"; allowed: count, sum, mean, deviation, max, distinct, since_last, fraud_count, fraud_rate, since_fraud
            entity: account, take: mean, of | entity: account, of | c.yaml:12: features.account_mean_{window}.take is missing; allowed: count, sum, mean, deviation, max, distinct, since_last, fraud_count, fraud_rate, since_fraud
            take: mean, of: amount, window: [ | take: mean, window: [ | c.yaml:12: features.account_mean_{window}.of is missing; allowed: a feature declared before it; features may refer to earlier ones only
            mean, of: amount, window: [ | mean, of: amont, window: [ | c.yaml:12: features.account_mean_{window}.of is "amont"; did you mean amount? allowed: a feature declared before it; features may refer to earlier ones only
            mean, of: amount, window: [ | mean, of: merchant_ratio, window: [ | c.yaml:12: features.account_mean_{window}.of is "merchant_ratio"; allowed: a feature declared before it; features may refer to earlier ones only
            take: count, window: [1d | take: count, of: amount, window: [1d | c.yaml:11: features.account_count_{window}.of is "amount"; allowed: no value: count counts transactions
            take: distinct, of: merchant, | take: distinct, | c.yaml:25: features.partners.of is missing; allowed: account, merchant or categorical.NAME
            take: distinct, of: merchant, | take: distinct, of: amount, | c.yaml:25: features.partners.of is "amount"; did you mean account? allowed: account, merchant or categorical.NAME
            take: mean, of: amount_to_mean | take: mean, of: idle | c.yaml:17: features.merchant_ratio.of is "idle"; allowed: a feature declared before it; features may refer to earlier ones only
            distinct, of: merchant, window: 6h | mean, of: merchant_ratio, window: 6h | c.yaml:25: features.partners.of is "merchant_ratio"; allowed: a feature known at the hop of account, which comes before merchant
            distinct, of: merchant, window: 6h | mean, of: smooth, window: 6h | c.yaml:25: features.partners.of is "smooth"; allowed: a feature known at the hop of account, which comes before merchant
            distinct, of: merchant, window: 6h | max, of: mode_risk, window: 6h | c.yaml:25: features.partners.of is "mode_risk"; allowed: no encoding: encodings are known only when deciding
            same: merchant | same: mercant | c.yaml:18: features.met_before.same is "mercant"; did you mean merchant? allowed: account, merchant or categorical.NAME
            delay: 7d | delay: 7d, current: true | c.yaml:19: features.risk_{window}.current is "true"; allowed: false, because the window ends before the transaction (delay)
            window: PT90S | window: PT90S, current: true | c.yaml:26: features.idle.current is "true"; allowed: false, because the time since itself is always 0
            entity: account, take: since_last, | entity: account, takes: since_last, | c.yaml:26: features.idle.take is missing; is takes meant to be it?
            window: PT90S | window: PT90S, curent: true | c.yaml:26: features.idle.curent is unknown; did you mean current? allowed: hidden, entity, take, of, window, delay, same, current
            """)
    void parse_broken_aggregate_names_line_key_value_and_what_is_allowed(String part, String broken, String message) {
        check(part, broken, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            window: PT90S | window: 90 | c.yaml:26: features.idle.window is "90"; allowed: minutes, hours or days such as 30m, 6h and 7d, or an ISO 8601 duration
            window: PT90S | window: 7D | c.yaml:26: features.idle.window is "7D"; allowed: minutes, hours or days such as 30m, 6h and 7d, or an ISO 8601 duration
            window: PT90S | window: 0d | c.yaml:26: features.idle.window is "0d"; allowed: whole seconds, from one second to 400 days, such as 7d
            window: PT90S | window: -P1D | c.yaml:26: features.idle.window is "-P1D"; allowed: whole seconds, from one second to 400 days, such as 7d
            window: PT90S | window: 401d | c.yaml:26: features.idle.window is "401d"; allowed: whole seconds, from one second to 400 days, such as 7d
            window: PT90S | window: PT1.5S | c.yaml:26: features.idle.window is "PT1.5S"; allowed: whole seconds, from one second to 400 days, such as 7d
            window: PT90S | window: [1d, 2d] | c.yaml:26: features.idle.window is a list; allowed: one window, unless the name holds {window}
            , window: PT90S | | c.yaml:26: features.idle.window is missing; allowed: such as 7d, or a list
            window: [7d, 30d]} | window: []} | c.yaml:12: features.account_mean_{window}.window is an empty list; allowed: one window or more
            window: [7d, 30d]} | window: [7d, 900d]} | c.yaml:12: features.account_mean_{window}.window[1] is "900d"; allowed: whole seconds, from one second to 400 days, such as 7d
            window: [7d, 30d]} | window: [7d, 7d]} | c.yaml:12: features.account_mean_{window} is "account_mean_7d"; allowed: a name that was not given before
            window: [7d, 30d]} | window: [P7D]} | c.yaml:12: features.account_mean_{window} is "account_mean_P7D"; allowed: a lower-case letter, then up to 63 lower-case letters, digits and _
            delay: 7d | delay: 401d | c.yaml:19: features.risk_{window}.delay is "401d"; allowed: whole seconds, from none to 400 days, such as 7d
            delay: 7d | delay: [7d] | c.yaml:19: features.risk_{window}.delay is a list; allowed: minutes, hours or days such as 30m, 6h and 7d, or an ISO 8601 duration
            """)
    void parse_broken_window_names_line_key_value_and_what_is_allowed(String part, String broken, String message) {
        check(part, broken == null ? "" : broken, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ratio: [amount, account_mean_30d] | ratio: [amount] | c.yaml:14: features.amount_to_mean.ratio is a list of 1; allowed: [a, b] with features declared before it
            ratio: [amount, account_mean_30d] | ratio: amount | c.yaml:14: features.amount_to_mean.ratio is "amount"; allowed: [a, b] with features declared before it
            ratio: [amount, account_mean_30d] | ratio: [amount, {a: b}] | c.yaml:14: features.amount_to_mean.ratio[1] is a map; allowed: [a, b] with features declared before it
            ratio: [amount, account_mean_30d] | ratio: [amount, account_mean_30] | c.yaml:14: features.amount_to_mean.ratio[1] is "account_mean_30"; did you mean account_mean_30d or account_mean_7d? allowed: a feature declared before it; features may refer to earlier ones only
            ratio: [amount, account_mean_30d] | ratio: [amount, amount_to_mean] | c.yaml:14: features.amount_to_mean.ratio[1] is "amount_to_mean"; allowed: a feature declared before it; features may refer to earlier ones only
            above: [amount_to_mean, 2.5] | above: [amount_to_mean, high] | c.yaml:16: features.ratio_high.above[1] is "high"; allowed: a number
            above: [amount_to_mean, 2.5] | above: [amount_to_mean, 1e999] | c.yaml:16: features.ratio_high.above[1] is "1e999"; allowed: a number
            above: [amount_to_mean, 2.5] | above: [amount_to_mean] | c.yaml:16: features.ratio_high.above is a list of 1; allowed: [a, number] with features declared before it
            above: [amount_to_mean, 2.5] | abvoe: [amount_to_mean, 2.5] | c.yaml:16: features.ratio_high.abvoe is unknown; did you mean above? allowed: field, clock, entity, encode, ratio, difference, zscore, above, smoothed
            prior: 0.01, weight: 10 | prior: 0.01 | c.yaml:22: features.smooth.weight is missing; allowed: a number above 0, how much the prior weighs
            prior: 0.01, weight: 10 | prior: 1%, weight: 10 | c.yaml:22: features.smooth.prior is "1%"; allowed: a number
            prior: 0.01, weight: 10 | prior: 0.01, weight: 0 | c.yaml:22: features.smooth.weight is "0"; allowed: a number above 0
            encode: target | encode: targets | c.yaml:24: features.mode_risk.encode is "targets"; did you mean target? allowed: frequency, target
            encode: target, of: categorical.entry_mode | encode: target, of: entry_mode | c.yaml:24: features.mode_risk.of is "entry_mode"; allowed: account, merchant or categorical.NAME
            , smoothing: 100 | | c.yaml:24: features.mode_risk.smoothing is missing; allowed: a number, such as 100
            smoothing: 100 | smoothing: -1 | c.yaml:24: features.mode_risk.smoothing is "-1"; allowed: a number above 0, at most 1e9
            encode: frequency, | encode: frequency, smoothing: 9, | c.yaml:23: features.mode_share.smoothing is unknown; allowed: hidden, encode, of
            """)
    void parse_broken_formula_names_line_key_value_and_what_is_allowed(String part, String broken, String message) {
        check(part, broken == null ? "" : broken, message);
    }

    @Test
    void parse_file_without_substance_says_what_is_missing() {
        String head = "catalogue: a\nentities: {account: account}\n";

        assertMessage("", "c.yaml:1: the file is empty; allowed: catalogue, zone, entities and features");
        assertMessage("- a", "c.yaml:1: the file is a list; allowed: catalogue, zone, entities and features");
        assertMessage(head, "c.yaml:1: features is missing; allowed: names and definitions");
        assertMessage(
                head + "features:\n",
                "c.yaml:3: features is missing; allowed: at least one feature that is not hidden");
        assertMessage(
                head + "features: {a: {field: amount, hidden: true}}\n",
                "c.yaml:3: features is \"all hidden\"; allowed: at least one feature that is not hidden");
        assertMessage(
                "catalogue: a\nentities:\nfeatures:\n",
                "c.yaml:2: entities is missing; allowed: one or more, the first with the key account");
    }

    /** Mutations of one to five places: cut, doubled, swapped, replaced by what means something in YAML. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void parse_mutated_text_is_a_catalogue_or_an_error_that_names_the_file(long seed) {
        int good = 0;
        for (int round = 0; round < 1_000; round++) {
            String text = mutated(CataloguesTest.ALL, seed * 1_000_003 + round);
            try {
                CatalogueSpec spec = Catalogues.parse("c.yaml", text);
                assertThat(Catalogues.parse("written", Catalogues.write(spec))).isEqualTo(spec);
                good++;
            } catch (YamlException e) {
                assertThat(e).hasMessageMatching("(?s)c\\.yaml:[1-9]\\d*: .+");
            }
        }
        assertThat(good).isBetween(20, 900);
    }

    private static String mutated(String text, long seed) {
        String[] pieces = {
            "{",
            "}",
            "[",
            "]",
            ":",
            ": ",
            "\n",
            "  ",
            "- ",
            "*a",
            "&a ",
            "!!int ",
            "\"",
            "'",
            "#",
            "%",
            "|",
            ">",
            "? ",
            "\t",
            "~",
            "null",
            "---\n",
            "...\n",
            "{window}",
            "1d",
            "9999999999d",
            "-1",
            "NaN",
            "1e400",
            "\0",
            "\uFFFE",
            "\uD800",
            "é",
            "😀",
            "amount",
            "account",
            "<<: ",
            ", ",
            "@",
            "`",
            "=",
            "0x7",
            "PT0.0001S",
            "P9999999999D",
            "hidden: true",
            "\r"
        };
        StringBuilder out = new StringBuilder(text);
        long state = IdHash.mix(seed);
        int times = 1 + (int) Math.floorMod(state, 5L);
        for (int i = 0; i < times; i++) {
            state = IdHash.mix(state + i);
            int from = (int) Math.floorMod(state, (long) out.length());
            int to = Math.min(out.length(), from + (int) Math.floorMod(state >>> 20, 12L));
            String piece = pieces[(int) Math.floorMod(state >>> 40, (long) pieces.length)];
            String cut = out.substring(from, to);
            switch ((int) Math.floorMod(state >>> 32, 4L)) {
                case 0 -> out.delete(from, to);
                case 1 -> out.insert(from, cut);
                case 2 -> out.replace(from, to, piece);
                default -> out.insert(from, piece);
            }
        }
        return out.toString();
    }

    private static void check(String part, String broken, String message) {
        assertThat(CataloguesTest.ALL).contains(part);
        int at = CataloguesTest.ALL.indexOf(part);
        String text = CataloguesTest.ALL.substring(0, at) + broken + CataloguesTest.ALL.substring(at + part.length());
        assertMessage(text, message);
    }

    private static void assertMessage(String text, String message) {
        assertThatThrownBy(() -> Catalogues.parse("c.yaml", text))
                .isInstanceOf(YamlException.class)
                .hasMessage(message);
    }
}
