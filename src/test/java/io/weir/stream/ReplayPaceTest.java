package io.weir.stream;

import static io.weir.stream.Payments.DAY;
import static io.weir.stream.Payments.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testing.BaseRates;
import org.junit.jupiter.api.Test;

class ReplayPaceTest {

    private static final long NOW = START + 1_000 * DAY;

    private final StreamParts parts = OrderProcessorTest.parts(1);
    private final ReplayPace pace = new ReplayPace(parts);

    @Test
    void payment_beforeTheFirstVersion_isNeverAhead() {
        assertThat(pace.isAhead(START + 900 * DAY, NOW)).isFalse();
    }

    /** Version until day 1; the horizon is 12 hours later; as much again is allowed. */
    @Test
    void payment_farBeyondTheHorizon_isAheadUnlessItIsLive() {
        parts.published().baseRate(BaseRates.version(1, START + DAY, 0.1, 0.1));
        assertThat(pace.isAhead(START + 2 * DAY, NOW)).isFalse();
        assertThat(pace.isAhead(START + 2 * DAY + 1, NOW)).isTrue();
        assertThat(pace.isAhead(NOW - 1, NOW)).isFalse();
        assertThat(pace.isAhead(START + 2 * DAY + 1, START + 2 * DAY)).isFalse();
    }
}
