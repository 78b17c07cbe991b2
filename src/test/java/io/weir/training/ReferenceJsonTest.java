package io.weir.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.weir.baserate.DelayCurve;
import io.weir.baserate.FeatureReference;
import io.weir.baserate.ScoreBins;
import io.weir.baserate.SourceDelays;
import io.weir.baserate.WorldReference;
import io.weir.baserate.WorldReference.Rate;
import io.weir.transaction.Label;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReferenceJsonTest {

    static ReferenceJson sample(double baseRate, List<String> names) {
        long[] scores = new long[ScoreBins.COUNT];
        long[] frauds = new long[ScoreBins.COUNT];
        for (int b = 0; b < scores.length; b++) {
            scores[b] = 10L * b + 3;
            frauds[b] = b;
        }
        List<FeatureReference> features = names.stream()
                .map(name ->
                        new FeatureReference(name, new double[] {-1.5, 1 / 3.0}, new long[] {7, 1, 0, 2}, 0.25, 0.125))
                .toList();
        Map<String, Map<String, Rate>> attributes = Map.of(
                "channel", Map.of("web", new Rate(40, 1.25, 2), "pos \"1\"", new Rate(60, 0.1, 0)),
                "brand", Map.of("", new Rate(1, 0, 0)));
        Map<Label.Source, SourceDelays> sources = new EnumMap<>(Map.of(
                Label.Source.CHARGEBACK, new SourceDelays(0.9, DelayCurve.of(new long[] {1_000, 86_400_000})),
                Label.Source.ANALYST, new SourceDelays(0.1, DelayCurve.fixed(60_000))));
        return new ReferenceJson(
                new WorldReference(baseRate, scores, frauds, 1.75, 9_530.5, features, attributes), sources);
    }

    private static final ReferenceJson SAMPLE = sample(0.0087, List.of("amount", "night"));

    @Test
    void read_ofWhatWasWritten_isTheSame() {
        byte[] written = SAMPLE.write();
        ReferenceJson copy = ReferenceJson.read(written);
        assertThat(copy.write()).isEqualTo(written);
        assertThat(copy.world()).usingRecursiveComparison().isEqualTo(SAMPLE.world());
        assertThat(copy.delaysBySource()).usingRecursiveComparison().isEqualTo(SAMPLE.delaysBySource());
    }

    @Test
    void read_wrongFields_namesPlaceFieldAndWhatIsAllowed() {
        refused(
                "\"base_rate\" : 0.0087",
                "\"base_rate\" : 2",
                ": world reference: base rate is 2.0; allowed: above 0, below 1");
        refused("\"scores\" : [3,", "\"scores\" : [", ": world reference: scores are 95; allowed: 96");
        refused("\"scores\" : [3,", "\"scores\" : [-3,", ": world reference: scores[0] is -3; allowed: 0 or more");
        refused("\"scores\" : [3,", "\"scores\" : [3.5,", ": scores is 3.5; allowed: whole numbers");
        refused(
                "\"scores\" : [3,13,",
                "\"scores\" : [3,0,",
                ": world reference: frauds[1] is 1; allowed: at most scores[1], 0");
        refused("\"frauds\"", "\"fraud\"", ": frauds is missing");
        refused("1.75", "1e999", ": score_dispersion is \"Infinity\"; allowed: a number");
        refused("1.75", "0.75", ": world reference: score dispersion is 0.75; allowed: a finite number, 1 or more");
        refused("9530.5", "\"many\"", ": daily_volume is \"many\"; allowed: a number");
        refused(
                "\"edges\" : [-1.5,",
                "\"edges\" : [1.5,",
                ", features[0]: reference of amount: edges[1] is 0.3333333333333333; allowed: finite numbers, rising");
        refused(
                "\"counts\" : [7,1,0,2]",
                "\"counts\" : [7,1,0]",
                ", features[0]: reference of amount: counts are 3; allowed: two more than its 2 edges");
        refused(
                "\"largest_daily_psi\" : 0.25",
                "\"largest_daily_psi\" : -1",
                ", features[0]: reference of amount: largest daily PSI is -1.0; allowed: a finite number, 0 or more");
        refused(
                "\"expected_frauds\" : 1.25",
                "\"expected_frauds\" : 41",
                ", attributes, channel, web: world reference: expected frauds are 41.0; allowed: 0 to its transactions, 40");
        refused(
                "\"chargeback\"",
                "\"charge\"",
                ", delays_by_source: source is \"charge\"; allowed: other, analyst, chargeback, customer");
        refused(
                "\"share\" : 0.9",
                "\"share\" : 1.9",
                ", delays_by_source, chargeback: share of the source is 1.9; allowed: above 0, at most 1");
        refused(
                "[60000,60000]",
                "[60000]",
                ", delays_by_source, analyst: delay curve has 1 quantiles; allowed: 2 or more");
    }

    private static void refused(String part, String other, String message) {
        String written = new String(SAMPLE.write(), StandardCharsets.UTF_8);
        int at = written.indexOf(part);
        assertThat(at).as(part).isNotNegative();
        String changed = written.substring(0, at) + other + written.substring(at + part.length());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReferenceJson.read(changed.getBytes(StandardCharsets.UTF_8)))
                .withMessage("bundle, reference.json" + message);
    }
}
