package io.weir.stream;

import static io.weir.stream.Payments.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.decision.Decision;
import io.weir.feature.FeatureCatalogue;
import io.weir.testing.DeviceBank;
import io.weir.testing.SmallBank;
import io.weir.transaction.Transaction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies in the past, sent to the whole topology in another order than that of event time. */
class ReplayOrderTest {

    private static final long MINUTE = 60_000;

    @TempDir
    Path stateDir;

    @Test
    void payments_ofAccountsThatRunApart_reachTheMerchantInTheOrderOfTime() {
        try (DrivenStream stream = stream("account", "merchant")) {
            for (String account : List.of("carol", "bob", "alice")) {
                for (int i = 0; i < 3; i++) {
                    stream.send(payment(account + i, account, START + (3 * i + account.length() % 3) * MINUTE));
                }
            }
            assertThat(stream.decisions()).isEmpty();
            assertThat(stream.meters.get("weir.waiting").gauge().value()).isEqualTo(9);
            fallIdle(stream);
            List<Decision> decisions = decisions(stream);
            assertThat(ids(decisions))
                    .containsExactly(
                            "bob0", "alice0", "carol0", "bob1", "alice1", "carol1", "bob2", "alice2", "carol2");
        }
    }

    @Test
    void payments_ofOneMillisecond_areDecidedById() {
        for (String[] entities :
                new String[][] {{"account"}, {"account", "merchant"}, {"account", "device", "merchant"}}) {
            try (DrivenStream stream = stream(entities)) {
                stream.send(payment("t10", "alice", START));
                stream.send(payment("t9", "bob", START));
                stream.send(payment("t100", "carol", START - MINUTE));
                fallIdle(stream);
                assertThat(ids(decisions(stream))).containsExactly("t100", "t9", "t10");
            }
        }
    }

    @Test
    void label_reportedBeforeTheTimeOfItsPayment_isJudgedBehindIt() {
        try (DrivenStream stream = stream("account", "merchant")) {
            Transaction paid = payment("t", "alice", START + MINUTE);
            stream.send(paid);
            stream.send(Payments.fraud(paid, START));
            fallIdle(stream);
            assertThat(stream.outcomes()).hasSize(1);
            assertThat(stream.deadLetters()).isEmpty();
        }
    }

    @Test
    void live_payment_isDecidedAtOnce() {
        try (DrivenStream stream = stream("account", "device", "merchant")) {
            stream.send(payment("live", "bob", System.currentTimeMillis()));
            assertThat(ids(decisions(stream))).containsExactly("live");
        }
    }

    private DrivenStream stream(String... entities) {
        FeatureCatalogue catalogue = DeviceBank.catalogue(entities);
        StreamSettings settings = TestSettings.replaying(TestSettings.deciding(stateDir), catalogue);
        DrivenStream stream = new DrivenStream(settings, InstantSource.system(), DeviceBank::read);
        stream.publish(SmallBank.champion(DeviceBank.bundleBytes(catalogue), 0));
        return stream;
    }

    /** No message for so long that all wait for no other. */
    private static void fallIdle(DrivenStream stream) {
        stream.driver.advanceWallClockTime(Duration.ofSeconds(2));
        stream.driver.advanceWallClockTime(Duration.ofDays(1));
    }

    private static Transaction payment(String id, String account, long time) {
        return Payments.payment(id, account, "bakery", time, 1_250);
    }

    private static List<Decision> decisions(DrivenStream stream) {
        return stream.decisions().stream().map(record -> record.decision()).toList();
    }

    private static List<String> ids(List<Decision> decisions) {
        return decisions.stream().map(d -> d.transaction().id()).toList();
    }
}
