package io.weir.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IntensityTest {

    private static final Intensity NONE = Intensity.constant();

    @Test
    void constant_is_one() {
        assertThat(NONE.at(0)).isOne();
        assertThat(NONE.at(1234.5)).isOne();
    }

    @Test
    void step_holds_from_its_moment_on() {
        Intensity step = NONE.step(60.5, 4);
        assertThat(step.at(60.499)).isOne();
        assertThat(step.at(60.5)).isEqualTo(4);
        assertThat(step.at(1_000)).isEqualTo(4);
    }

    @Test
    void ramp_multiplies_by_the_same_in_the_same_time_and_then_holds() {
        Intensity ramp = NONE.ramp(45, 105, 4);
        assertThat(ramp.at(45)).isOne();
        assertThat(ramp.at(60)).isCloseTo(Math.sqrt(2), within(1e-12));
        assertThat(ramp.at(75)).isCloseTo(2, within(1e-12));
        assertThat(ramp.at(105)).isEqualTo(4);
        assertThat(ramp.at(150)).isEqualTo(4);
        assertThat(NONE.ramp(45, 105, 0.25).at(75)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void season_swings_between_amplitude_and_its_inverse() {
        Intensity season = NONE.season(60, 3);
        assertThat(season.at(0)).isOne();
        assertThat(season.at(15)).isCloseTo(3, within(1e-12));
        assertThat(season.at(30)).isCloseTo(1, within(1e-12));
        assertThat(season.at(45)).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(season.at(5)).isCloseTo(Math.sqrt(3), within(1e-12));
        assertThat(season.at(75)).isCloseTo(3, within(1e-12));
    }

    @Test
    void burst_and_zero_end() {
        Intensity burst = NONE.burst(10, 2, 7).zero(20, 1);
        assertThat(burst.at(9.99)).isOne();
        assertThat(burst.at(10)).isEqualTo(7);
        assertThat(burst.at(11.99)).isEqualTo(7);
        assertThat(burst.at(12)).isOne();
        assertThat(burst.at(20)).isZero();
        assertThat(burst.at(21)).isOne();
    }

    @Test
    void changes_multiply() {
        Intensity all = NONE.step(10, 2).burst(12, 2, 3).season(40, 5);
        assertThat(all.at(12)).isEqualTo(6 * NONE.season(40, 5).at(12));
    }

    @Test
    void mean_of_a_day_weighs_its_parts() {
        assertThat(NONE.step(10, 4).mean(10)).isEqualTo(4);
        assertThat(NONE.step(10.25, 5).mean(10)).isEqualTo(4);
        // The integral of 4^t over a day is (4 - 1) / ln 4.
        assertThat(NONE.ramp(0, 1, 4).mean(0)).isCloseTo(3 / Math.log(4), within(1e-3));
    }

    @Test
    void settings_out_of_range_name_setting_value_and_what_is_allowed() {
        assertThatThrownBy(() -> NONE.step(-1, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("day is -1.0; allowed: 0.0 to 10000.0");
        assertThatThrownBy(() -> NONE.step(1, Double.NaN)).hasMessageContaining("factor is NaN");
        assertThatThrownBy(() -> NONE.ramp(5, 5, 2)).hasMessage("to is 5.0; allowed: 5.001 to 10001.0");
        assertThatThrownBy(() -> NONE.ramp(5, 6, 0)).hasMessageContaining("factor is 0.0; allowed: 0.001");
        assertThatThrownBy(() -> NONE.season(60, 0.3)).hasMessageContaining("amplitude is 0.3; allowed: 1.0");
        assertThatThrownBy(() -> NONE.burst(5, 0, 2)).hasMessageContaining("days is 0.0");
    }
}
