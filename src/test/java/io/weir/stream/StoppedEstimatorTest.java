package io.weir.stream;

import static io.weir.stream.Payments.DAY;
import static io.weir.stream.Payments.START;
import static io.weir.stream.Payments.payment;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.baserate.BaseRateVersion;
import io.weir.decision.Decision;
import io.weir.testing.BaseRates;
import io.weir.testing.SmallBank;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The estimator has published a version and then no other: it waits for a partition that this instance does not have. Live
 * payments do not wait for it. That a replay does is said of the {@link OrderProcessor}.
 */
class StoppedEstimatorTest {

    @TempDir
    Path stateDir;

    @Test
    void livePayments_afterTheLastVersion_areDecidedByItAndMarkedStale() {
        StreamSettings settings = TestSettings.onBrokers(TestSettings.deciding(stateDir), "", 2, Map.of());
        try (DrivenStream stream = new DrivenStream(settings)) {
            stream.publish(SmallBank.champion(SmallBank.bundleBytes(), 0));
            double reference = SmallBank.bundle().baseRate();
            BaseRateVersion last = BaseRates.version(7, START, 2 * reference, reference);
            stream.send(
                    "base-rates",
                    DrivenStream.bytes("all|000000000007"),
                    DrivenStream.WIRE.baseRate("base-rates", last));
            assertThat(decide(stream, START).stale()).isFalse();
            assertThat(decide(stream, last.horizonMillis() - 1).stale()).isFalse();
            for (long later = last.horizonMillis(); later < START + 3 * DAY; later += DAY / 8) {
                assertThat(decide(stream, later))
                        .isEqualTo(
                                new Decision.BaseRateInForce(7, 2 * reference, last.shift(), last.world(), true, null));
            }
            assertThat(stream.meters.get("weir.base.rate.stale").gauge().value())
                    .isEqualTo(1);
            assertThat(stream.baseRates()).isEmpty();
        }
    }

    private static Decision.BaseRateInForce decide(DrivenStream stream, long time) {
        stream.send(payment("t" + time, time));
        return stream.decisions().get(0).decision().baseRate();
    }
}
