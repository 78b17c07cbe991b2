package io.weir.stream;

import static io.weir.stream.Payments.DAY;
import static io.weir.stream.Payments.START;
import static io.weir.stream.Payments.cleared;
import static io.weir.stream.Payments.fraud;
import static io.weir.stream.Payments.payment;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.baserate.BaseRateVersion;
import io.weir.decision.Decision;
import io.weir.decision.Outcome;
import io.weir.testing.SmallBank;
import io.weir.transaction.Label;
import io.weir.transaction.Transaction;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What labels do: outcomes, and evidence for the base rate. */
class LabelsTest {

    private static final Transaction JUDGED = payment("t1", START + 1_000);
    private static final Label FRAUD = fraud(JUDGED, START + DAY);

    /** What one fraud weighs after ten days at a half-life of fourteen; its cohort is three hours off at most. */
    private static final double ONE_FRAUD = Math.pow(2, -10.0 / 14);

    @TempDir
    Path stateDir;

    private DrivenStream stream;

    @BeforeEach
    void start() {
        stream = new DrivenStream(TestSettings.deciding(stateDir));
        stream.publish(SmallBank.champion(SmallBank.bundleBytes(), 0));
    }

    @AfterEach
    void stop() {
        stream.close();
    }

    @Test
    void label_afterItsTransaction_givesAnOutcomeOfTheDecision() {
        stream.send(JUDGED);
        Decision decision = stream.decisions().get(0).decision();
        stream.send(FRAUD);
        assertThat(stream.outcomes())
                .containsExactly(new Outcome(
                        FRAUD,
                        "bakery",
                        JUDGED.timeMillis(),
                        JUDGED.amountMinor(),
                        "USD",
                        decision.action(),
                        decision.calibrated(),
                        decision.probability(),
                        0,
                        decision.bundleVersion()));
        assertThat(frauds()).isBetween(ONE_FRAUD, 1.0);
    }

    @Test
    void label_beforeItsTransaction_countsOnceWhenThatComes() {
        stream.send(FRAUD);
        assertThat(stream.outcomes()).isEmpty();
        stream.send(JUDGED);
        assertThat(stream.outcomes()).extracting(Outcome::label).containsExactly(FRAUD);
        stream.send(JUDGED);
        assertThat(stream.outcomes()).isEmpty();
        assertThat(frauds()).isBetween(ONE_FRAUD, 1.0);
        assertThat(stream.count("weir.stale.labels")).isZero();
    }

    @Test
    void labels_severalBeforeTheTransaction_countInTheirOrder() {
        Label reversal = cleared(JUDGED, START + 2 * DAY);
        stream.send(FRAUD);
        stream.send(reversal);
        stream.send(JUDGED);
        assertThat(stream.outcomes()).extracting(Outcome::label).containsExactly(FRAUD, reversal);
        assertThat(frauds()).isZero();
    }

    @Test
    void label_repeated_isStale() {
        stream.send(JUDGED);
        stream.send(FRAUD);
        stream.send(FRAUD);
        assertThat(stream.outcomes()).hasSize(1);
        assertThat(stream.count("weir.stale.labels")).isEqualTo(1);
        assertThat(frauds()).isBetween(ONE_FRAUD, 1.0);
    }

    @Test
    void label_reversed_givesAnOutcomeAndTakesTheEvidenceBack() {
        Label reversal = cleared(JUDGED, START + 2 * DAY);
        stream.send(JUDGED);
        stream.send(FRAUD);
        stream.send(reversal);
        assertThat(stream.outcomes()).extracting(Outcome::label).containsExactly(FRAUD, reversal);
        assertThat(frauds()).isZero();
    }

    @Test
    void label_olderThanTheOneThatHolds_isStale() {
        stream.send(JUDGED);
        stream.send(cleared(JUDGED, START + 2 * DAY));
        stream.send(FRAUD);
        assertThat(stream.outcomes()).hasSize(1);
        assertThat(stream.count("weir.stale.labels")).isEqualTo(1);
        assertThat(frauds()).isZero();
    }

    @Test
    void transaction_beforeDecideFrom_warmsUpAndHasNoOutcome() {
        stream.close();
        stream = new DrivenStream(TestSettings.decidingFrom(TestSettings.standard(stateDir), START + DAY));
        stream.publish(SmallBank.champion(SmallBank.bundleBytes(), 0));
        Transaction warming = payment("w", START + DAY - 1);
        Transaction decided = payment("d", START + DAY);
        stream.send(warming);
        stream.send(decided);
        stream.send(fraud(warming, START + 2 * DAY));
        stream.send(fraud(decided, START + 2 * DAY));
        List<Decision> decisions =
                stream.decisions().stream().map(d -> d.decision()).toList();
        assertThat(decisions).extracting(d -> d.transaction().id()).containsExactly("d");
        int count = SmallBank.bundle().catalogue().names().indexOf("account_count_1d");
        assertThat(decisions.get(0).features()[count]).isEqualTo(2);
        assertThat(stream.outcomes()).extracting(o -> o.label().transactionId()).containsExactly("d");
        assertThat(stream.count("weir.warm.up")).isEqualTo(1);
        assertThat(frauds()).isGreaterThan(1.2);
    }

    /** Decayed frauds of the version that a window ten days later gives. */
    private double frauds() {
        stream.send(payment("later", START + 10 * DAY));
        stream.send(payment("last", START + 10 * DAY + DAY / 4));
        List<BaseRateVersion> versions = stream.baseRates();
        return versions.get(versions.size() - 1).frauds();
    }
}
