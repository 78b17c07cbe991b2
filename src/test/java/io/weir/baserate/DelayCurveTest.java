package io.weir.baserate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DelayCurveTest {

    private static final long DAY = SimulatedSource.DAY;

    @Test
    void reported_ofAFixedDelay_isAStep() {
        DelayCurve week = DelayCurve.fixed(7 * DAY);
        assertThat(week.reported(7 * DAY - 1)).isZero();
        assertThat(week.reported(7 * DAY)).isEqualTo(1);
        assertThat(DelayCurve.fixed(0).reported(0)).isEqualTo(1);
    }

    @Test
    void reported_ofDelays_isTheShareOfThem() {
        long[] delays = new SplittableRandom(5).longs(5_000, 0, 30 * DAY).toArray();
        DelayCurve curve = DelayCurve.of(delays);
        for (long age = 0; age < 31 * DAY; age += DAY / 3) {
            long limit = age;
            double share = Arrays.stream(delays).filter(d -> d <= limit).count() / 5_000.0;
            assertThat(curve.reported(age)).isCloseTo(share, within(0.012));
        }
    }

    @Test
    void reported_betweenQuantiles_isOnTheLineAndAtTiesOnTop() {
        DelayCurve curve = DelayCurve.ofQuantiles(new long[] {10, 20, 20, 40, 40});
        assertThat(curve.reported(9)).isZero();
        assertThat(curve.reported(10)).isZero();
        assertThat(curve.reported(15)).isEqualTo(0.125);
        assertThat(curve.reported(20)).isEqualTo(0.5);
        assertThat(curve.reported(30)).isEqualTo(0.625);
        assertThat(curve.reported(39)).isLessThan(0.75);
        assertThat(curve.reported(40)).isEqualTo(1);
        assertThat(DelayCurve.ofQuantiles(curve.quantiles()).reported(15)).isEqualTo(0.125);
    }

    @Test
    void curve_wrongParts_areNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DelayCurve.of(new long[0]))
                .withMessageContaining("no delays");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DelayCurve.ofQuantiles(new long[1]))
                .withMessage("delay curve has 1 quantiles; allowed: 2 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DelayCurve.ofQuantiles(new long[] {5, 4}))
                .withMessage("delay quantile 1 is 4; allowed: rising, from 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SourceDelays(0, DelayCurve.fixed(1)))
                .withMessage("share of the source is 0.0; allowed: above 0, at most 1");
    }
}
