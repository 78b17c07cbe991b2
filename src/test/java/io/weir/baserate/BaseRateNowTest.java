package io.weir.baserate;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.testing.BaseRates;
import org.junit.jupiter.api.Test;

class BaseRateNowTest {

    @Test
    void segment_holdsWithTheVersionOfTheSameWindow() {
        BaseRateVersion whole = BaseRates.version(5, 0, 0.01, 0.01);
        BaseRateVersion own = BaseRates.version(5, 0, 0.02, 0.02);
        assertThat(BaseRateNow.of(whole, own, null).version()).isSameAs(own);
        assertThat(BaseRateNow.of(whole, null, null).version()).isSameAs(whole);
        assertThat(BaseRateNow.of(null, null, null).version()).isNull();
    }

    /** A champion that does not know a segment publishes no more versions of it: the last one must not hold for ever. */
    @Test
    void segment_thatIsNoLongerEstimated_goesByTheWhole() {
        BaseRateVersion whole = BaseRates.version(6, 0, 0.01, 0.01);
        BaseRateVersion own = BaseRates.version(5, 0, 0.02, 0.02);
        assertThat(BaseRateNow.of(whole, own, null).version()).isSameAs(whole);
    }
}
