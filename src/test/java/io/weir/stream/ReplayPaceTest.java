package io.weir.stream;

import static io.weir.stream.Payments.DAY;
import static io.weir.stream.Payments.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testing.BaseRates;
import org.junit.jupiter.api.Test;

class ReplayPaceTest {

    private static final long NOW = START + 1_000 * DAY;

    private final StreamParts parts = OrderProcessorTest.parts(1);

    @Test
    void payment_beforeTheFirstVersion_isNeverAhead() {
        assertThat(ReplayPace.isAhead(parts, START + 900 * DAY, NOW)).isFalse();
    }

    /** Version until day 1; the horizon is 12 hours later; as much again is allowed. */
    @Test
    void payment_farBeyondTheHorizon_isAheadUnlessItIsLive() {
        parts.published().baseRate(BaseRates.version(1, START + DAY, 0.1, 0.1));
        assertThat(ReplayPace.isAhead(parts, START + 2 * DAY, NOW)).isFalse();
        assertThat(ReplayPace.isAhead(parts, START + 2 * DAY + 1, NOW)).isTrue();
        assertThat(ReplayPace.isAhead(parts, NOW - 1, NOW)).isFalse();
        assertThat(ReplayPace.isAhead(parts, START + 2 * DAY + 1, START + 2 * DAY))
                .isFalse();
    }

    @Test
    void pause_isKnownToAllTasks() {
        parts.published().baseRate(BaseRates.version(1, START + DAY, 0.1, 0.1));
        parts.pace().await(parts, START + 3 * DAY, NOW);
        assertThat(parts.pace().hasPausedSince(START)).as("little waits").isFalse();

        parts.metrics().waiting(ReplayPace.MOST + 1);
        parts.pace().await(parts, START + 2 * DAY, NOW);
        assertThat(parts.pace().hasPausedSince(START)).isFalse();
        parts.pace().await(parts, START + 3 * DAY, NOW);
        assertThat(parts.pace().hasPausedSince(NOW)).isTrue();
        assertThat(parts.pace().hasPausedSince(NOW + 1)).isFalse();
    }
}
