package io.weir.stream;

import static io.weir.stream.Payments.DAY;
import static io.weir.stream.Payments.START;
import static io.weir.stream.Payments.payment;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.decision.Outcome;
import io.weir.testing.SmallBank;
import io.weir.transaction.Label;
import io.weir.transaction.Transaction;
import io.weir.wire.DecisionRecord;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a record that comes twice does. */
class DuplicatesTest {

    private static final Transaction FIRST = payment("t1", START);
    private static final Transaction SECOND = payment("t2", START + 1_000);

    @TempDir
    Path stateDir;

    @Test
    void redelivery_exactlyOnce_isCountedAndDecidesNothing() {
        try (DrivenStream stream = stream(true)) {
            stream.send(FIRST);
            stream.send(SECOND);
            stream.send(FIRST);
            assertThat(stream.decisions())
                    .extracting(d -> d.decision().transaction().id())
                    .containsExactly("t1", "t2");
            assertThat(stream.count("weir.duplicates")).isEqualTo(1);
            assertThat(stream.deadLetters()).isEmpty();
        }
    }

    @Test
    void redelivery_atLeastOnce_repeatsTheDecisionAndChangesNothing() {
        Transaction third = payment("t3", START + 2_000);
        DecisionRecord undisturbed;
        try (DrivenStream stream = stream(true)) {
            stream.send(FIRST);
            stream.send(SECOND);
            stream.send(third);
            undisturbed = stream.decisions().get(2);
        }
        try (DrivenStream stream = stream(false)) {
            stream.send(FIRST);
            stream.send(SECOND);
            stream.send(FIRST);
            stream.send(third);
            List<DecisionRecord> decisions = stream.decisions();
            assertThat(decisions).hasSize(4);
            assertSame(decisions.get(2), decisions.get(0));
            assertSame(decisions.get(3), undisturbed);
            assertThat(stream.count("weir.duplicates")).isEqualTo(1);
        }
    }

    /** At least once it is decided again, since the first decision may have been lost; it is counted again nowhere. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void redelivery_forgottenByTheProfile_changesNothing(boolean exactlyOnce) {
        Transaction last = payment("t4", "alice", "bakery", START + 45 * DAY, 900);
        DecisionRecord undisturbed;
        try (DrivenStream stream = stream(exactlyOnce)) {
            forgetFirst(stream);
            stream.send(last);
            undisturbed = stream.decisions().get(3);
        }
        try (DrivenStream stream = stream(exactlyOnce)) {
            forgetFirst(stream);
            stream.send(FIRST);
            stream.send(last);
            List<DecisionRecord> decisions = stream.decisions();
            assertThat(decisions)
                    .extracting(d -> d.decision().transaction().id())
                    .containsExactlyElementsOf(
                            exactlyOnce ? List.of("t1", "t2", "t3", "t4") : List.of("t1", "t2", "t3", "t1", "t4"));
            assertSame(decisions.get(decisions.size() - 1), undisturbed);
            assertThat(stream.count("weir.duplicates")).isEqualTo(1);
        }
    }

    private static void forgetFirst(DrivenStream stream) {
        stream.send(FIRST);
        stream.send(payment("t2", "alice", "grocer", START + 45 * DAY, 900));
        stream.send(payment("t3", "alice", "bakery", START + 45 * DAY, 900));
    }

    /** The account knows it; its merchant has had more than it keeps by their ids since. */
    @Test
    void redelivery_atLeastOnce_thatABusyMerchantHasFolded_changesNothing() {
        Transaction last = payment("last", "carol", FIRST.merchant(), START + 7 * DAY + DAY / 2, 900);
        DecisionRecord undisturbed;
        try (DrivenStream stream = stream(false)) {
            busyMerchant(stream);
            stream.send(last);
            undisturbed = stream.decisions().get(1_101);
        }
        try (DrivenStream stream = stream(false)) {
            busyMerchant(stream);
            stream.send(FIRST);
            stream.send(last);
            List<DecisionRecord> decisions = stream.decisions();
            assertThat(decisions).hasSize(1_103);
            assertSame(decisions.get(1_102), undisturbed);
        }
    }

    private static void busyMerchant(DrivenStream stream) {
        stream.send(FIRST);
        for (int i = 0; i < 1_100; i++) {
            stream.send(payment("b" + i, "other" + i, FIRST.merchant(), START + 1_000 + i, 900));
        }
    }

    /** A label that came first, its transaction, and a time at which labels without one are old. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void earlyLabel_thatMetItsTransaction_isNeverAnOrphan(boolean exactlyOnce) {
        try (DrivenStream stream = stream(exactlyOnce)) {
            stream.send(Payments.fraud(FIRST, START + DAY));
            stream.send(FIRST);
            for (int day = 1; day < 400; day += 30) {
                stream.send(payment("later" + day, START + day * DAY));
            }
            assertThat(stream.outcomes()).hasSize(1);
            assertThat(stream.deadLetters()).isEmpty();
        }
    }

    /** A crash may have lost what was sent and kept what is known: whoever asks again is told again. */
    @Test
    void redelivery_atLeastOnce_ofALabelOrItsTransaction_repeatsTheOutcome() {
        Label early = Payments.fraud(FIRST, START + DAY);
        Label late = Payments.fraud(SECOND, START + DAY);
        try (DrivenStream stream = stream(false)) {
            stream.send(early);
            stream.send(FIRST);
            stream.send(SECOND);
            stream.send(late);
            assertThat(stream.outcomes()).extracting(Outcome::label).containsExactly(early, late);
            stream.send(FIRST);
            stream.send(late);
            assertThat(stream.outcomes()).extracting(Outcome::label).containsExactly(early, late);
            stream.send(Payments.cleared(SECOND, START + 2 * DAY));
            stream.send(late);
            assertThat(stream.outcomes())
                    .as("one that no longer holds says nothing")
                    .hasSize(1);
        }
    }

    /** More payments within the hour than a profile keeps by their ids. */
    @Test
    void redelivery_ofABusyAccount_thatTheProfileHasFolded_decidesNothing() {
        try (DrivenStream stream = stream(true)) {
            stream.send(FIRST);
            for (int i = 0; i < 1_100; i++) {
                stream.send(payment("b" + i, START + 1_000 + i));
            }
            stream.send(FIRST);
            assertThat(stream.decisions()).hasSize(1_101);
            assertThat(stream.count("weir.duplicates")).isEqualTo(1);
            assertThat(stream.deadLetters()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 3 * 86_400_000L})
    void conflict_sameIdOtherAmount_isSetAside(long later) {
        try (DrivenStream stream = stream(true)) {
            stream.send(FIRST);
            stream.send(payment("t2", START + 1_000 + later));
            Transaction conflicting = payment("t1", "alice", "bakery", START, 99_999);
            stream.send(conflicting);
            stream.send(payment("t3", START + 2_000 + later));
            assertThat(stream.decisions())
                    .extracting(d -> d.decision().transaction().id())
                    .containsExactly("t1", "t2", "t3");
            List<TestRecord<byte[], byte[]>> letters = stream.deadLetters();
            assertThat(letters).hasSize(1);
            DeadLettersTest.assertReason(letters.get(0), "CONFLICTING_DUPLICATE", "t1");
            assertThat(letters.get(0).value()).isEqualTo(stream.wire(conflicting));
            assertThat(stream.count("weir.dead.letters", "reason", "CONFLICTING_DUPLICATE"))
                    .isEqualTo(1);
        }
    }

    @Test
    void conflict_sameIdFromAnotherAccountAtTheMerchant_isSetAside() {
        try (DrivenStream stream = stream(true)) {
            stream.send(FIRST);
            Transaction stranger = payment("t1", "bob", "bakery", START + 1, 5_000);
            stream.send(stranger);
            assertThat(stream.decisions()).hasSize(1);
            List<TestRecord<byte[], byte[]>> letters = stream.deadLetters();
            assertThat(letters).hasSize(1);
            assertThat(letters.get(0).key()).isEqualTo(DrivenStream.bytes("bob"));
            assertThat(letters.get(0).value()).isEqualTo(stream.wire(stranger));
            DeadLettersTest.assertReason(letters.get(0), "CONFLICTING_DUPLICATE", "t1");
        }
    }

    @ParameterizedTest
    @CsvSource({"bob,bakery", "alice,elsewhere"})
    void conflict_sameIdTimeAndAmountOfAnotherAccountOrMerchant_isSetAside(String account, String merchant) {
        try (DrivenStream stream = stream(true)) {
            stream.send(FIRST);
            stream.send(payment("t1", account, merchant, FIRST.timeMillis(), FIRST.amountMinor()));
            assertThat(stream.decisions()).hasSize(1);
            DeadLettersTest.assertReason(stream.deadLetters().get(0), "CONFLICTING_DUPLICATE", "t1");
        }
    }

    /** Equal but for the clock stamps. */
    private static void assertSame(DecisionRecord actual, DecisionRecord expected) {
        assertThat(Arrays.equals(
                        DrivenStream.WIRE.decision("decisions", stamped(actual)),
                        DrivenStream.WIRE.decision("decisions", stamped(expected))))
                .as("%s equals %s", actual, expected)
                .isTrue();
    }

    private static DecisionRecord stamped(DecisionRecord record) {
        return new DecisionRecord(record.decision(), record.slot(), 0, 0);
    }

    private DrivenStream stream(boolean exactlyOnce) {
        StreamSettings settings = TestSettings.deciding(stateDir);
        DrivenStream stream = new DrivenStream(exactlyOnce ? settings : TestSettings.atLeastOnce(settings));
        stream.publish(SmallBank.champion(SmallBank.bundleBytes(), 0));
        return stream;
    }
}
