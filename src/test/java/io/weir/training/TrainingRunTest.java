package io.weir.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.weir.baserate.BaseRateNow;
import io.weir.baserate.ScoreBins;
import io.weir.baserate.SourceDelays;
import io.weir.baserate.WorldReference;
import io.weir.baserate.WorldReference.Rate;
import io.weir.decision.Decider;
import io.weir.decision.Decision;
import io.weir.decision.ModelBundle;
import io.weir.decision.Policy;
import io.weir.feature.Evidence;
import io.weir.history.ProfileReplay;
import io.weir.model.TreeEnsemble;
import io.weir.simulation.LabelDelays;
import io.weir.simulation.Scenario;
import io.weir.simulation.SimulationSettings;
import io.weir.simulation.Simulator;
import io.weir.testing.Handbook;
import io.weir.testing.SmallBank;
import io.weir.training.BoostedTreesTrainer.Parameters;
import io.weir.training.BoostedTreesTrainer.StopBy;
import io.weir.training.TrainingRun.Result;
import io.weir.transaction.Label;
import io.weir.transaction.LabelledTransaction;
import io.weir.transaction.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TrainingRunTest {

    private static final long UNTIL = SmallBank.TRAINED_UNTIL;
    private static final Result RESULT = train(SmallBank.history(), 1, 5);

    private static Result train(List<LabelledTransaction> history, double undersampling, long seed) {
        Parameters parameters =
                new Parameters(15, 3, 0.3, 0.5, 0.8, 0.8, 1, 10, undersampling, 1, StopBy.AVERAGE_PRECISION, seed);
        return new TrainingRun(Handbook.catalogue(), Policy.standard("USD"), parameters)
                .train(history.iterator(), Long.MIN_VALUE, UNTIL, count -> {});
    }

    private static byte[] bytes(Result result) {
        TreeMap<String, String> provenance = new TreeMap<>();
        result.report().forEach((name, value) -> provenance.put(name, String.valueOf(value)));
        return new BundleFile(result.bundle(), provenance).toBytes();
    }

    private static long time(String name) {
        return Instant.parse(String.valueOf(RESULT.report().get(name))).toEpochMilli();
    }

    /** The age at which nine tenths of the settled frauds are known, from its definition. */
    private static long maturity() {
        List<LabelledTransaction> frauds =
                SmallBank.history().stream().filter(t -> t.knownFraudAt(UNTIL)).toList();
        long settled = UNTIL - quantile(frauds, 0.99);
        return quantile(
                frauds.stream()
                        .filter(t -> t.transaction().timeMillis() <= settled)
                        .toList(),
                0.98);
    }

    private static long quantile(List<LabelledTransaction> frauds, double share) {
        long[] delays =
                frauds.stream().mapToLong(TrainingRunTest::delay).sorted().toArray();
        return delays[(int) (share * (delays.length - 1))];
    }

    private static long delay(LabelledTransaction t) {
        return t.label() == null
                ? 0
                : t.label().reportedMillis() - t.transaction().timeMillis();
    }

    @Test
    void windows_follow_each_other_and_end_before_labels_are_immature() {
        assertThat(maturity()).isGreaterThan(Duration.ofHours(12).toMillis());
        assertThat(time("training_from")).isGreaterThan(SmallBank.START + 7 * 86_400_000L);
        assertThat(time("stopping_from")).isEqualTo(time("training_to")).isGreaterThan(time("training_from"));
        assertThat(time("calibration_from")).isEqualTo(time("stopping_to")).isGreaterThan(time("stopping_from"));
        assertThat(time("calibration_to")).isEqualTo(UNTIL - maturity() + 1).isGreaterThan(time("calibration_from"));
        for (String window : List.of("training", "stopping", "calibration")) {
            long from = time(window + "_from");
            long to = time(window + "_to");
            List<LabelledTransaction> inside = SmallBank.history().stream()
                    .filter(t -> t.transaction().timeMillis() >= from
                            && t.transaction().timeMillis() < to)
                    .toList();
            assertThat(RESULT.report())
                    .containsEntry(window + "_rows", inside.size())
                    .containsEntry(window + "_frauds", (int)
                            inside.stream().filter(t -> t.knownFraudAt(UNTIL)).count());
        }
    }

    @Test
    void bundle_does_not_depend_on_what_recent_payments_look_like() {
        long mature = UNTIL - maturity();
        List<LabelledTransaction> other = new ArrayList<>();
        for (LabelledTransaction t : SmallBank.history()) {
            other.add(t.transaction().timeMillis() > mature ? tenfold(t) : t);
        }
        assertThat(other).isNotEqualTo(SmallBank.history());
        assertThat(bundleBytes(train(other, 1, 5))).isEqualTo(bundleBytes(RESULT));
        assertThat(train(other, 1, 5).report().get("data_sha256"))
                .as("it was read all the same")
                .isNotEqualTo(RESULT.report().get("data_sha256"));
    }

    private static byte[] bundleBytes(Result result) {
        return new BundleFile(result.bundle(), new TreeMap<>()).toBytes();
    }

    private static LabelledTransaction tenfold(LabelledTransaction labelled) {
        Transaction t = labelled.transaction();
        return new LabelledTransaction(
                new Transaction(
                        t.id(),
                        t.account(),
                        t.merchant(),
                        t.timeMillis(),
                        t.amountMinor() * 10,
                        t.currency(),
                        t.numeric(),
                        t.categorical()),
                labelled.label());
    }

    @Test
    void bundle_of_the_same_history_and_seed_has_the_same_bytes() {
        assertThat(bytes(train(SmallBank.history(), 1, 5))).isEqualTo(bytes(RESULT));
        assertThat(bytes(train(SmallBank.history(), 1, 6))).isNotEqualTo(bytes(RESULT));
    }

    @Test
    void imported_model_is_stage_two_and_the_rest_is_fitted_around_it() {
        TreeEnsemble own = RESULT.bundle().ensemble();
        Parameters weighted = Parameters.standard(5).with(1, 4, StopBy.AVERAGE_PRECISION);
        ImportedModel foreign = new ImportedModel(own, List.of(), "by hand");
        ModelBundle bundle = new TrainingRun(Handbook.catalogue(), Policy.standard("USD"), weighted, foreign)
                .train(SmallBank.history().iterator(), Long.MIN_VALUE, UNTIL, count -> {})
                .bundle();
        assertThat(bundle.ensemble().toBytes()).isEqualTo(own.toBytes());
        assertThat(bundle.correction()).isEqualTo(-Math.log(4));
        List<String> others = List.of("a", "b");
        TreeEnsemble.Tree leaf = new TreeEnsemble.Tree(
                new int[] {-1}, new int[] {-1}, new int[1], new float[] {1}, new boolean[1], new float[] {1});
        ImportedModel narrow = new ImportedModel(TreeEnsemble.of(2, 0, List.of(leaf)), others, "by hand");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrainingRun(Handbook.catalogue(), Policy.standard("USD"), weighted, narrow)
                        .train(SmallBank.history().iterator(), Long.MIN_VALUE, UNTIL, count -> {}))
                .withMessageContaining("model has 2 features [a, b]; allowed: those of the catalogue");
    }

    @Test
    void history_without_enough_known_fraud_is_refused() {
        List<LabelledTransaction> few = SmallBank.history().subList(0, 100);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> train(few, 1, 5))
                .withMessageContaining("reads 100 transactions with")
                .withMessageContaining("allowed: at least 20 known frauds");
    }

    /**
     * The correction takes undersampling back; Platt's fit on natural traffic sees to the rest. How far both are from the true
     * rate is up to the hundred frauds of the calibration window; how far from each other is not.
     */
    @Test
    void undersampled_training_gives_probabilities_at_the_true_rate() {
        Scenario steady = Scenario.steady(48, LabelDelays.of(Label.Source.CHARGEBACK, 1, 3));
        SimulationSettings settings = new SimulationSettings(11, SmallBank.START, 48, 500, 200, 1_000, 0.04, steady);
        List<LabelledTransaction> history = new ArrayList<>();
        new Simulator(settings).forEachRemaining(history::add);
        Result undersampled = train(history, 0.2, 5);
        assertThat(undersampled.bundle().correction()).isCloseTo(Math.log(0.2), within(1e-12));
        double[] sums = laterProbabilityAndFraud(undersampled.bundle(), history);
        assertThat(sums[1]).isGreaterThan(400);
        assertThat(sums[0] / sums[1]).isBetween(0.75, 1.25);
        double natural = laterProbabilityAndFraud(train(history, 1, 5).bundle(), history)[0];
        assertThat(sums[0] / natural).isBetween(0.9, 1.1);
    }

    @Test
    void reference_of_a_run_is_the_calibration_window_as_decisions_see_it() {
        ModelBundle bundle = RESULT.bundle();
        WorldReference reference = Objects.requireNonNull(bundle.reference());
        long from = time("calibration_from");
        long to = time("calibration_to");
        Decider decider = new Decider(bundle, "0123456789ab");
        ProfileReplay profiles = new ProfileReplay(bundle.catalogue());
        long[] scores = new long[ScoreBins.COUNT];
        long[] frauds = new long[ScoreBins.COUNT];
        long[] amounts = new long[reference.features().get(0).bins()];
        for (LabelledTransaction next : SmallBank.history()) {
            long time = next.transaction().timeMillis();
            profiles.reportUntil(time);
            Evidence known = profiles.observe(next).known();
            if (known != null && time >= from && time < to) {
                Decision decision = decider.decide(next.transaction(), known, bundle.policy(), BaseRateNow.NONE);
                int bin = ScoreBins.of(ScoreBins.logRatio(decision.calibrated(), bundle.baseRate()));
                scores[bin]++;
                frauds[bin] += next.knownFraudAt(UNTIL) ? 1 : 0;
                amounts[reference.features().get(0).bin(next.transaction().amount())]++;
            }
        }
        assertThat(bundle.filter().open()).as("no audit sample differs").isTrue();
        assertThat(reference.scores()).isEqualTo(scores);
        assertThat(reference.frauds()).isEqualTo(frauds);
        assertThat(reference.features().get(0).counts()).isEqualTo(amounts);
        assertThat(reference.baseRate()).isEqualTo(bundle.baseRate());
        assertThat(reference.dailyVolume()).isBetween(60.0, 100.0);
        assertThat(reference.attributes()).containsOnlyKeys("country", "entry_mode");
        SourceDelays chargebacks =
                Objects.requireNonNull(bundle.delaysBySource().get(Label.Source.CHARGEBACK));
        assertThat(bundle.delaysBySource()).hasSize(1);
        assertThat(chargebacks.share()).isEqualTo(1);
        assertThat(chargebacks.delays().quantiles()).isEqualTo(bundle.delays().quantiles());
    }

    @Test
    void attributes_of_a_run_have_the_rates_of_their_values() {
        List<LabelledTransaction> history =
                SmallBank.history().stream().map(TrainingRunTest::withChannel).toList();
        WorldReference reference =
                Objects.requireNonNull(train(history, 1, 5).bundle().reference());
        assertThat(reference.attributes()).as("a receipt is no segment").containsOnlyKeys("channel");
        Map<String, Rate> channels =
                Objects.requireNonNull(reference.attributes().get("channel"));
        assertThat(channels).containsOnlyKeys("web", "pos");
        long from = time("calibration_from");
        long to = time("calibration_to");
        List<LabelledTransaction> web = history.stream()
                .filter(t ->
                        t.transaction().timeMillis() >= from && t.transaction().timeMillis() < to)
                .filter(t -> "web".equals(t.transaction().categorical().get("channel")))
                .toList();
        Rate rate = Objects.requireNonNull(channels.get("web"));
        assertThat(rate.transactions()).isEqualTo(web.size());
        assertThat(rate.reportedFrauds())
                .isEqualTo(web.stream().filter(t -> t.knownFraudAt(UNTIL)).count());
        double reported =
                channels.values().stream().mapToLong(Rate::reportedFrauds).sum();
        assertThat(channels.values().stream().mapToDouble(Rate::expectedFrauds).sum())
                .as("calibrated")
                .isCloseTo(reported, within(0.5));
    }

    private static LabelledTransaction withChannel(LabelledTransaction labelled) {
        Transaction t = labelled.transaction();
        String channel = t.amountMinor() % 3 == 0 ? "web" : "pos";
        Map<String, String> categorical = Map.of("channel", channel, "receipt", "r" + t.id());
        return new LabelledTransaction(
                new Transaction(
                        t.id(),
                        t.account(),
                        t.merchant(),
                        t.timeMillis(),
                        t.amountMinor(),
                        t.currency(),
                        t.numeric(),
                        categorical),
                labelled.label());
    }

    private static double[] laterProbabilityAndFraud(ModelBundle bundle, List<LabelledTransaction> history) {
        Decider decider = new Decider(bundle, "0123456789ab");
        ProfileReplay profiles = new ProfileReplay(bundle.catalogue());
        double[] sums = new double[2];
        for (LabelledTransaction next : history) {
            profiles.reportUntil(next.transaction().timeMillis());
            Evidence known = profiles.observe(next).known();
            if (known != null && next.transaction().timeMillis() > UNTIL) {
                sums[0] += decider.decide(next.transaction(), known, bundle.policy(), BaseRateNow.NONE)
                        .probability();
                sums[1] += next.fraud() ? 1 : 0;
            }
        }
        return sums;
    }
}
