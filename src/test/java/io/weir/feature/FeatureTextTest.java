package io.weir.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.feature.CatalogueSpec.EntitySpec;
import io.weir.feature.Encodings.Table;
import io.weir.feature.FeatureSpec.Aggregate;
import io.weir.feature.FeatureSpec.Clock;
import io.weir.feature.FeatureSpec.Code;
import io.weir.feature.FeatureSpec.Definition;
import io.weir.feature.FeatureSpec.Derived;
import io.weir.feature.FeatureSpec.Encoding;
import io.weir.feature.FeatureSpec.Field;
import io.weir.feature.FeatureSpec.Kind;
import io.weir.feature.FeatureSpec.Operation;
import io.weir.feature.FeatureSpec.Part;
import io.weir.transaction.Transaction;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One sentence for each kind of definition; the amount is a hidden first feature, the one in question the last. */
class FeatureTextTest {

    private static final List<EntitySpec> ENTITIES = List.of(
            new EntitySpec("account", "account"),
            new EntitySpec("merchant", "merchant"),
            new EntitySpec("card_bin", "categorical.bin"));
    private static final Transaction PAYMENT = new Transaction(
            "t", "a", "m", 0, 41_200, "USD", Map.of("distance", 12.5), Map.of("entry_mode", "ecom", "bin", "4111"));
    private static final FeatureSpec AMOUNT = feature("amount", new Field("amount"));

    private static FeatureSpec feature(String name, Definition definition) {
        return new FeatureSpec(name, false, definition);
    }

    private static Aggregate past(String entity, Kind kind, @Nullable String of, int days, int delay) {
        return new Aggregate(entity, kind, of, Duration.ofDays(days), Duration.ofDays(delay), null, false);
    }

    private static Derived derived(Operation operation, List<String> inputs, Double... constants) {
        return new Derived(operation, inputs, List.of(constants));
    }

    /** What the last feature says; the values are those of the features after the amount. */
    private static String text(List<FeatureSpec> after, double... values) {
        List<FeatureSpec> features = new ArrayList<>(List.of(AMOUNT));
        features.addAll(after);
        double[] all = new double[features.size()];
        all[0] = 412;
        System.arraycopy(values, 0, all, 1, values.length);
        return describe(features, all, features.size() - 1, Encodings.none());
    }

    private static String describe(List<FeatureSpec> features, double[] all, int slot, Encodings encodings) {
        FeatureCatalogue catalogue =
                FeatureCatalogue.of(new CatalogueSpec("words-1", ZoneOffset.UTC, ENTITIES, features));
        double[] before = all.clone();
        String text = catalogue.describe(PAYMENT, new Evidence(all), encodings, slot);
        assertThat(all).as("the evidence stays as it was").isEqualTo(before);
        return text;
    }

    private static String one(Definition definition, double value) {
        return text(List.of(feature("it", definition)), value);
    }

    private static String amount(List<FeatureSpec> after, double... values) {
        List<FeatureSpec> features = new ArrayList<>(List.of(AMOUNT));
        features.addAll(after);
        double[] all = new double[features.size()];
        all[0] = 412;
        System.arraycopy(values, 0, all, 1, values.length);
        return describe(features, all, 0, Encodings.none());
    }

    @Test
    void amount_with_a_mean_in_the_catalogue_is_held_against_it() {
        FeatureSpec month = feature("m30", past("account", Kind.MEAN, "amount", 30, 0));
        FeatureSpec longer = new FeatureSpec("m60", true, past("account", Kind.MEAN, "amount", 60, 0));
        FeatureSpec merchant = feature("mm", past("merchant", Kind.MEAN, "amount", 90, 0));
        FeatureSpec earlier = feature("before", past("account", Kind.MEAN, "amount", 60, 14));
        List<FeatureSpec> means = List.of(earlier, merchant, month, longer);
        assertThat(amount(means, 1, 1, 1, 50.8))
                .as("the longest of the account, though hidden")
                .isEqualTo("amount 412.00, 8.1 times this account's mean over 60 days");
        assertThat(amount(means, 1, 206, Double.NaN, Double.NaN))
                .as("the first that is known")
                .isEqualTo("amount 412.00, 2 times this merchant's mean over 90 days");
        assertThat(amount(means, 4120, Double.NaN, 0, Double.NaN))
                .isEqualTo("amount 412.00, 0.1 times this account's mean from 14 to 74 days ago");
        assertThat(amount(means, Double.NaN, Double.NaN, Double.NaN, Double.NaN))
                .isEqualTo("amount 412.00");
        assertThat(amount(List.of())).isEqualTo("amount 412.00");
    }

    @Test
    void amount_in_a_currency_without_decimals_has_none() {
        Transaction yen = new Transaction("t", "a", "m", 0, 412, "JPY", Map.of(), Map.of());
        FeatureCatalogue catalogue =
                FeatureCatalogue.of(new CatalogueSpec("words-1", ZoneOffset.UTC, ENTITIES, List.of(AMOUNT)));
        assertThat(catalogue.describe(yen, new Evidence(catalogue.start(yen)), Encodings.none(), 0))
                .isEqualTo("amount 412");
    }

    @Test
    void attribute_is_its_name_and_value_and_may_be_missing() {
        assertThat(one(new Field("numeric.distance"), 12.5)).isEqualTo("it 12.5");
        assertThat(one(new Field("numeric.distance"), 123_456.789)).isEqualTo("it 123457");
        assertThat(one(new Field("numeric.distance"), -0.000123456)).isEqualTo("it -0.000123");
        assertThat(one(new Field("numeric.distance"), 0)).isEqualTo("it 0");
        assertThat(one(new Field("numeric.distance"), 1e300)).isEqualTo("it 1.00e+300");
        assertThat(one(new Field("numeric.distance"), Double.NaN)).isEqualTo("it is missing");
    }

    @Test
    void clock_says_the_time_in_the_catalogues_zone() {
        assertThat(one(new Clock(Part.HOUR), 14.5)).isEqualTo("at 14:30 UTC");
        assertThat(one(new Clock(Part.HOUR), (9 * 60 + 20) / 60.0)).isEqualTo("at 09:20 UTC");
        assertThat(one(new Clock(Part.WEEKDAY), 2)).isEqualTo("on a Tuesday");
        assertThat(one(new Clock(Part.WEEKEND), 1)).isEqualTo("on a weekend");
        assertThat(one(new Clock(Part.WEEKEND), 0)).isEqualTo("on a weekday");
        assertThat(one(new Clock(Part.NIGHT), 1)).isEqualTo("at night, before 07:00 UTC");
        assertThat(one(new Clock(Part.NIGHT), 0)).isEqualTo("by day, from 07:00 UTC");
    }

    @Test
    void count_says_of_whom_and_when() {
        assertThat(one(past("account", Kind.COUNT, null, 7, 0), 14))
                .isEqualTo("14 transactions of this account in 7 days");
        assertThat(one(past("merchant", Kind.COUNT, null, 7, 7), 1))
                .isEqualTo("1 transaction of this merchant from 7 to 14 days ago");
        Aggregate hour = new Aggregate(
                "card_bin", Kind.COUNT, null, Duration.ofMinutes(90), Duration.ZERO, "categorical.entry_mode", true);
        assertThat(one(hour, 3))
                .isEqualTo(
                        "3 transactions of this card bin with the same entry_mode in 90 minutes (this one included)");
    }

    @Test
    void figure_of_a_number_says_which() {
        assertThat(one(past("account", Kind.SUM, "amount", 1, 0), 1234.5))
                .isEqualTo("this account's total amount over 1 day is 1234.50");
        assertThat(one(past("account", Kind.MEAN, "amount", 60, 14), 50.8))
                .isEqualTo("this account's mean amount from 14 to 74 days ago is 50.80");
        assertThat(one(past("merchant", Kind.DEVIATION, "amount", 30, 0), 3))
                .isEqualTo("this merchant's standard deviation of amount over 30 days is 3.00");
        FeatureSpec distance = feature("distance", new Field("numeric.distance"));
        FeatureSpec largest = feature("it", past("account", Kind.MAX, "distance", 7, 0));
        assertThat(text(List.of(distance, largest), 1, 812.04))
                .isEqualTo("this account's largest distance over 7 days is 812");
    }

    @Test
    void flags_of_the_past_say_how_often() {
        FeatureSpec ratio = feature("x", new Field("numeric.x"));
        FeatureSpec flag = new FeatureSpec("high", true, derived(Operation.ABOVE, List.of("x"), 2.5));
        FeatureCatalogue catalogue = FeatureCatalogue.of(new CatalogueSpec(
                "words-1",
                ZoneOffset.UTC,
                ENTITIES,
                List.of(
                        ratio,
                        flag,
                        feature("n", past("account", Kind.SUM, "high", 14, 0)),
                        feature("share", past("account", Kind.MEAN, "high", 7, 0)))));
        Evidence known = new Evidence(new double[] {3, 1, 3, 0.5});
        assertThat(catalogue.describe(PAYMENT, known, Encodings.none(), 1))
                .isEqualTo("x above 2.5 in 3 of this account's transactions in 14 days");
        assertThat(catalogue.describe(PAYMENT, known, Encodings.none(), 2))
                .isEqualTo("x above 2.5 in 50 % of this account's transactions in 7 days");
    }

    @Test
    void distinct_says_of_what() {
        assertThat(one(past("account", Kind.DISTINCT, "merchant", 7, 0), 5))
                .isEqualTo("5 different merchants in this account's transactions in 7 days");
        assertThat(one(past("card_bin", Kind.DISTINCT, "categorical.entry_mode", 1, 0), 1))
                .isEqualTo("1 different value of entry_mode in this card bin's transactions in 1 day");
    }

    @Test
    void time_since_is_in_the_unit_that_fits() {
        Definition last = past("account", Kind.SINCE_LAST, null, 30, 0);
        assertThat(one(last, 40)).isEqualTo("40 seconds since this account's last transaction");
        assertThat(one(last, 1)).isEqualTo("1 second since this account's last transaction");
        assertThat(one(last, 5_400)).isEqualTo("90 minutes since this account's last transaction");
        assertThat(one(last, 9_000)).isEqualTo("2.5 hours since this account's last transaction");
        assertThat(one(past("merchant", Kind.SINCE_FRAUD, null, 42, 7), 86_400 * 12))
                .isEqualTo("12 days since this merchant's last transaction at least 7 days old reported as fraud");
    }

    @Test
    void reports_of_fraud_say_among_which_transactions() {
        assertThat(one(past("merchant", Kind.FRAUD_COUNT, null, 7, 7), 3))
                .isEqualTo("3 of this merchant's transactions from 7 to 14 days ago were reported as fraud");
        assertThat(one(past("merchant", Kind.FRAUD_COUNT, null, 7, 0), 1))
                .isEqualTo("1 of this merchant's transactions in 7 days was reported as fraud");
        assertThat(one(past("merchant", Kind.FRAUD_RATE, null, 28, 7), 0.25))
                .isEqualTo("25 % of this merchant's transactions from 7 to 35 days ago were reported as fraud");
        assertThat(one(past("merchant", Kind.FRAUD_RATE, null, 28, 7), 0))
                .isEqualTo("no fraud was reported among this merchant's transactions from 7 to 35 days ago");
    }

    @Test
    void ratio_says_to_what() {
        FeatureSpec mean = feature("mean60", past("account", Kind.MEAN, "amount", 60, 0));
        FeatureSpec ratio = feature("it", derived(Operation.RATIO, List.of("amount", "mean60")));
        assertThat(text(List.of(mean, ratio), 50.8, 8.11))
                .isEqualTo("amount is 8.1 times this account's mean over 60 days");
        FeatureSpec largest = feature("max60", past("account", Kind.MAX, "amount", 60, 0));
        FeatureSpec ofMeans = feature("it", derived(Operation.RATIO, List.of("mean60", "max60")));
        assertThat(text(List.of(mean, largest, ofMeans), 50, 100, 0.5))
                .isEqualTo("this account's mean amount over 60 days is 0.5 times this account's largest amount over 60"
                        + " days");
        FeatureSpec hour = feature("n1", past("account", Kind.COUNT, null, 1, 0));
        FeatureSpec week = feature("n7", past("account", Kind.COUNT, null, 7, 0));
        FeatureSpec ofCounts = feature("it", derived(Operation.RATIO, List.of("n1", "n7")));
        assertThat(text(List.of(hour, week, ofCounts), 3, 7, 3.0 / 7)).isEqualTo("n1 (3) is 0.43 times n7 (7)");
        assertThat(text(List.of(mean, ratio), Double.NaN, Double.NaN)).isEqualTo("it is missing");
    }

    @Test
    void zscore_says_how_far_on_which_side() {
        FeatureSpec mean = feature("mean", past("account", Kind.MEAN, "amount", 30, 0));
        FeatureSpec deviation = feature("dev", past("account", Kind.DEVIATION, "amount", 30, 0));
        FeatureSpec z = feature("it", derived(Operation.ZSCORE, List.of("amount", "mean", "dev")));
        assertThat(text(List.of(mean, deviation, z), 50, 20, 2.31))
                .isEqualTo("amount is 2.3 standard deviations above this account's mean over 30 days");
        assertThat(text(List.of(mean, deviation, z), 50, 20, -1))
                .isEqualTo("amount is 1 standard deviation below this account's mean over 30 days");
        FeatureSpec other = feature("dev", past("merchant", Kind.DEVIATION, "amount", 30, 0));
        assertThat(text(List.of(mean, other, z), 50, 20, 2))
                .as("another's deviation is not its own")
                .isEqualTo("amount is 2 times this merchant's standard deviation of amount over 30 days above this"
                        + " account's mean over 30 days");
    }

    @Test
    void difference_and_flag_give_their_operands() {
        FeatureSpec mean = feature("mean60", past("account", Kind.MEAN, "amount", 60, 0));
        FeatureSpec less = feature("it", derived(Operation.DIFFERENCE, List.of("amount", "mean60")));
        assertThat(text(List.of(mean, less), 50.8, 361.2)).isEqualTo("it is 361.20: amount 412.00 less mean60 50.80");
        FeatureSpec above = feature("it", derived(Operation.ABOVE, List.of("amount"), 250.0));
        assertThat(text(List.of(above), 1)).isEqualTo("amount 412.00 is above 250");
        assertThat(text(List.of(above), 0)).isEqualTo("amount 412.00 is not above 250");
    }

    @Test
    void smoothed_rate_gives_the_counts_and_the_prior() {
        FeatureSpec frauds = feature("f", past("merchant", Kind.FRAUD_COUNT, null, 7, 7));
        FeatureSpec count = feature("n", past("merchant", Kind.COUNT, null, 7, 7));
        FeatureSpec risk = feature("it", derived(Operation.SMOOTHED, List.of("f", "n"), 0.008, 2.0));
        assertThat(text(List.of(frauds, count, risk), 3, 40, 3.016 / 42))
                .isEqualTo("3 of this merchant's 40 transactions from 7 to 14 days ago were reported as fraud: risk"
                        + " 7.2 %, drawn to 0.8 %");
        FeatureSpec longer = feature("n", past("merchant", Kind.COUNT, null, 28, 7));
        assertThat(text(List.of(frauds, longer, risk), 3, 40, 3.016 / 42))
                .isEqualTo("it is 7.2 %: f 3 over n 40, drawn to 0.8 %");
    }

    @Test
    void encoding_says_of_which_category_and_whether_training_met_it() {
        List<FeatureSpec> features = List.of(
                AMOUNT,
                feature("risk", new Encoding(Code.TARGET, "categorical.entry_mode", 10)),
                feature("often", new Encoding(Code.FREQUENCY, "categorical.bin", 0)),
                feature("device", new Encoding(Code.FREQUENCY, "categorical.device", 0)),
                feature("gap", derived(Operation.DIFFERENCE, List.of("risk", "often"))));
        double[] all = {412, Double.NaN, Double.NaN, Double.NaN, Double.NaN};
        Encodings met = encodings("ecom", "4111");
        assertThat(describe(features, all, 1, met)).isEqualTo("share of fraud among entry_mode=ecom in training 0.4 %");
        assertThat(describe(features, all, 2, met)).isEqualTo("share of transactions with bin=4111 in training 0.4 %");
        assertThat(describe(features, all, 3, met)).isEqualTo("device is missing");
        assertThat(describe(features, all, 4, met)).isEqualTo("gap is 0 %: risk 0.4 % less often 0.4 %");
        assertThat(describe(features, all, 1, encodings("chip", "5222")))
                .isEqualTo("entry_mode=ecom was never seen in training");
    }

    private static Encodings encodings(String... categories) {
        TreeMap<String, Double> values = new TreeMap<>();
        Arrays.stream(categories).forEach(category -> values.put(category, 0.004));
        Table table = new Table(0.01, values);
        return new Encodings(new TreeMap<>(Map.of("risk", table, "often", table, "device", table)));
    }
}
