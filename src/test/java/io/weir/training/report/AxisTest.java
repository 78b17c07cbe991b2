package io.weir.training.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weir.training.report.Axis.Tick;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class AxisTest {

    @Test
    void ticks_ofEachScale_areRoundValues() {
        assertThat(Axis.linear("", 0, 1, Numbers::percent).ticks())
                .extracting(Tick::label)
                .containsExactly("0 %", "20 %", "40 %", "60 %", "80 %", "100 %");
        assertThat(Axis.linear("", -3.2, 41, Numbers::plain).ticks())
                .extracting(Tick::label)
                .containsExactly("-10", "0", "10", "20", "30", "40", "50");
        assertThat(Axis.log("", 0.0003, 1, Numbers::percent).ticks())
                .extracting(Tick::label)
                .containsExactly("0.1 %", "1 %", "10 %", "100 %");
        assertThat(Axis.log("", 2_000, 60_000, Numbers::compact).ticks())
                .extracting(Tick::label)
                .containsExactly("2k", "5k", "10k", "20k", "50k", "100k");
        assertThat(Axis.log("", 1e-30, 1, Numbers::plain).ticks()).hasSizeBetween(5, 10);
        assertThat(Axis.logit("", -7.2, 7.2).ticks())
                .extracting(Tick::label)
                .containsExactly("0.1 %", "1 %", "10 %", "50 %", "90 %", "99 %", "99.9 %");
    }

    @Test
    void place_ofValues_isTheirShareOfTheScale() {
        assertThat(Axis.linear("", 0, 10, Numbers::plain).place(2.5)).isCloseTo(0.25, within(1e-12));
        assertThat(Axis.log("", 1, 10_000, Numbers::plain).place(100)).isCloseTo(0.5, within(1e-12));
        assertThat(Axis.logit("", -4, 4).place(2)).isCloseTo(0.75, within(1e-12));
        assertThat(Axis.log("", 1, 10, Numbers::plain).place(0)).isNaN();
        assertThat(Axis.log("", 1, 10, Numbers::plain).shows(-1)).isFalse();
        assertThat(Axis.linear("", 0, 1, Numbers::plain).shows(Double.NaN)).isFalse();
    }

    @Test
    void spanning_positiveAndWide_isLogarithmic() {
        assertThat(spanning(10, 1_000)).isEqualTo("cost, logarithmic");
        assertThat(spanning(300, 1_000)).isEqualTo("cost");
        assertThat(spanning()).isEqualTo("cost");
        assertThat(spanning(0, 1_000)).isEqualTo("cost");
    }

    private static String spanning(double... values) {
        return Axis.spanning("cost", DoubleStream.of(values), Numbers::compact).title();
    }

    @Test
    void linear_ofOneValue_hasRoomAroundIt() {
        assertThat(Axis.linear("", 0, 0, Numbers::plain).ticks()).hasSizeGreaterThan(2);
        assertThat(Axis.linear("", 7, 7, Numbers::plain).shows(7)).isTrue();
    }

    @Test
    void numbers_asRead_haveThreeDigitsAndNoExponent() {
        assertThat(Numbers.percent(0.008713)).isEqualTo("0.871 %");
        assertThat(Numbers.percent(1e-7)).isEqualTo("0.00001 %");
        assertThat(Numbers.percent(Double.NaN)).isEqualTo("–");
        assertThat(Numbers.compact(1_234_567)).isEqualTo("1.23M");
        assertThat(Numbers.compact(200_000)).isEqualTo("200k");
        assertThat(Numbers.compact(-0.04)).isEqualTo("-0.04");
        assertThat(Numbers.change(-0.8123)).isEqualTo("−81.2 %");
        assertThat(Numbers.change(0)).isEqualTo("+0 %");
        assertThat(Numbers.money(1912.4)).isEqualTo("1,912");
    }
}
