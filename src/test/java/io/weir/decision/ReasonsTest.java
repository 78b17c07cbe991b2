package io.weir.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.baserate.EstimatorSettings;
import io.weir.decision.Reason.Stage;
import io.weir.history.Replay;
import io.weir.testing.SmallBank;
import io.weir.transaction.LabelledTransaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The reasons of every alert of a bank, replayed with a queue for novelties too. */
class ReasonsTest {

    private static final ModelBundle BUNDLE = SmallBank.bundle();
    private static final List<Decision> DECIDED = new ArrayList<>();

    @BeforeAll
    static void decide() {
        DECIDED.addAll(replay());
    }

    private static List<Decision> replay() {
        Policy standard = BUNDLE.policy();
        Policy policy = new Policy(
                standard.id(),
                standard.version(),
                standard.currency(),
                standard.costs(),
                standard.review(),
                new Policy.Routing("review", "declined", "novel", 0.05),
                standard.rules());
        Replay replay = new Replay(
                new Decider(BUNDLE, "0123456789ab"), policy, EstimatorSettings.standard(), SmallBank.TRAINED_UNTIL);
        List<Decision> decided = new ArrayList<>();
        for (LabelledTransaction next : SmallBank.history()) {
            Decision decision = replay.next(next);
            if (decision != null) {
                decided.add(decision);
            }
        }
        return decided;
    }

    private static List<Decision> alerts() {
        return DECIDED.stream().filter(d -> d.queue() != null).toList();
    }

    private static List<Reason> of(Stage stage, Decision decision) {
        return decision.reasons().stream().filter(r -> r.stage() == stage).toList();
    }

    @Test
    void alerts_ofEveryQueue_haveReasonsOfBothStagesInWords() {
        assertThat(alerts().stream().map(Decision::queue)).contains("review", "declined", "novel");
        for (Decision alert : alerts()) {
            boolean passed = alert.suspicion().passes();
            assertThat(of(passed ? Stage.ENSEMBLE : Stage.CHEAP, alert)).hasSizeBetween(1, 3);
            assertThat(of(passed ? Stage.CHEAP : Stage.ENSEMBLE, alert)).isEmpty();
            assertThat(of(Stage.FOREST, alert))
                    .hasSizeLessThanOrEqualTo(2)
                    .allSatisfy(r -> assertThat(r.contribution()).isPositive());
            assertThat(alert.reasons()).allSatisfy(r -> assertThat(r.text()).isNotBlank());
            boolean novelty = "novel".equals(alert.queue());
            assertThat(alert.reasons().get(0).stage() == Stage.FOREST).isEqualTo(novelty);
        }
        assertThat(alerts().stream().filter(d -> of(Stage.FOREST, d).size() == 2))
                .as("an anomaly has what makes it one")
                .hasSizeGreaterThan(alerts().size() / 2);
    }

    @Test
    void approvals_withoutAQueue_haveNone() {
        assertThat(DECIDED.stream().filter(d -> d.queue() == null))
                .isNotEmpty()
                .allSatisfy(d -> assertThat(d.reasons()).isEmpty());
    }

    @Test
    void reasons_ofEachStage_areTheLargestOfItsContributionsAndValuesOfItsFeatures() {
        List<String> names = BUNDLE.catalogue().names();
        for (Decision alert : alerts()) {
            for (Reason reason : alert.reasons()) {
                int feature = names.indexOf(reason.feature());
                double value = feature < 0 ? alert.suspicion().forestScore() : alert.features()[feature];
                assertThat(reason.value()).isEqualTo(value);
            }
            double[] row =
                    Decider.stageTwoRow(alert.features(), alert.suspicion().forestScore());
            double largest = Arrays.stream(BUNDLE.ensemble().contributions(row))
                    .map(Math::abs)
                    .max()
                    .orElseThrow();
            of(Stage.ENSEMBLE, alert).stream()
                    .limit(1)
                    .forEach(r -> assertThat(Math.abs(r.contribution())).isEqualTo(largest));
            double forest = Arrays.stream(BUNDLE.forest().contributions(alert.features()))
                    .max()
                    .orElseThrow();
            of(Stage.FOREST, alert).stream()
                    .limit(1)
                    .forEach(r -> assertThat(r.contribution()).isEqualTo(forest));
        }
    }

    @Test
    void reasons_replayedAgain_areTheSame() {
        List<Decision> again = replay();
        assertThat(again).hasSameSizeAs(DECIDED);
        for (int i = 0; i < again.size(); i++) {
            assertThat(again.get(i).reasons()).isEqualTo(DECIDED.get(i).reasons());
        }
    }
}
