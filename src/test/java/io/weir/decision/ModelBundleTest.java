package io.weir.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.weir.baserate.BaseRateNow;
import io.weir.baserate.DelayCurve;
import io.weir.baserate.FeatureReference;
import io.weir.baserate.ScoreBins;
import io.weir.baserate.SourceDelays;
import io.weir.baserate.WorldReference;
import io.weir.decision.ModelBundle.FilterCut;
import io.weir.feature.Evidence;
import io.weir.testing.Handbook;
import io.weir.transaction.Label;
import io.weir.transaction.Transaction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelBundleTest {

    private static final FilterCut ALL = new FilterCut(false, 0, 1, 0.25);
    private static final List<String> NAMES = Handbook.catalogue().names();
    private static final Map<Label.Source, SourceDelays> DELAYS = Map.of(
            Label.Source.CHARGEBACK, new SourceDelays(0.75, DelayCurve.fixed(5_000)),
            Label.Source.ANALYST, new SourceDelays(0.25, DelayCurve.fixed(100)));

    private static WorldReference world(double baseRate, List<String> names) {
        long[] scores = new long[ScoreBins.COUNT];
        scores[30] = 1_000;
        List<FeatureReference> features = names.stream()
                .map(name -> new FeatureReference(name, new double[0], new long[] {1_000, 0}, 0, 0))
                .toList();
        return new WorldReference(baseRate, scores, new long[ScoreBins.COUNT], 1, 100, features, Map.of());
    }

    @Test
    void decision_ofABundleWithAReference_isThatOfTheBundleWithout() {
        ModelBundle plain = TinyBundle.of(ALL);
        ModelBundle full = TinyBundle.of(ALL, DELAYS, world(0.01, NAMES));
        assertThat(plain.reference()).isNull();
        assertThat(plain.delaysBySource()).isEmpty();
        assertThat(full.delaysBySource()).isEqualTo(DELAYS);
        Transaction payment =
                new Transaction("t", "a", "m", 1_741_057_200_000L, 40_000, "EUR", Map.of(), Map.of("channel", "web"));
        Evidence known = new Evidence(Handbook.catalogue().start(payment));
        Decision decision = new Decider(full, "0123456789ab").decide(payment, known, full.policy(), BaseRateNow.NONE);
        assertThat(decision)
                .usingRecursiveComparison()
                .withEqualsForType((a, b) -> Double.compare(a, b) == 0, Double.class)
                .isEqualTo(new Decider(plain, "0123456789ab").decide(payment, known, plain.policy(), BaseRateNow.NONE));
    }

    @Test
    void bundle_partsThatDoNotFit_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TinyBundle.of(ALL, DELAYS, world(0.02, NAMES)))
                .withMessage("world reference has base rate 0.02; allowed: the bundle's own, 0.01");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TinyBundle.of(ALL, DELAYS, world(0.01, NAMES.subList(0, 2))))
                .withMessage("world reference has features [amount, weekend]; its catalogue calls for " + NAMES);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TinyBundle.of(ALL, DELAYS, null))
                .withMessage(
                        "bundle has delays by source [ANALYST, CHARGEBACK] and no world reference; allowed: both or"
                                + " neither");
        SourceDelays most = new SourceDelays(0.75, DelayCurve.fixed(5_000));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TinyBundle.of(ALL, Map.of(Label.Source.CUSTOMER, most), world(0.01, NAMES)))
                .withMessage("shares of the sources sum to 0.75; allowed: 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SourceDelays(0, DelayCurve.fixed(1)))
                .withMessage("share of the source is 0.0; allowed: above 0, at most 1");
    }
}
