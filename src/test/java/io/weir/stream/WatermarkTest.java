package io.weir.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.transaction.IdHash;
import org.junit.jupiter.api.Test;

class WatermarkTest {

    private final Watermark watermark = new Watermark(3);

    @Test
    void value_beforeEveryTaskWasHeardOf_isUnknown() {
        watermark.accept(0, 100, false);
        watermark.accept(1, 200, false);
        assertThat(watermark.value()).isEqualTo(Long.MIN_VALUE);
        watermark.accept(2, 150, false);
        assertThat(watermark.value()).isEqualTo(100);
    }

    @Test
    void value_isTheLeastOfThoseThatAreNotIdle() {
        accept(100, 200, 300);
        watermark.accept(0, 101, true);
        assertThat(watermark.value()).isEqualTo(200);
        watermark.accept(1, 250, false);
        assertThat(watermark.value()).isEqualTo(250);
    }

    @Test
    void value_whenAllAreIdle_isTheGreatest() {
        accept(100, 200, 300);
        for (int task = 0; task < 3; task++) {
            watermark.accept(task, Long.MIN_VALUE, true);
        }
        assertThat(watermark.value()).isEqualTo(300);
    }

    @Test
    void value_ofTasksThatNeverHadARecord_isUnknown() {
        for (int task = 0; task < 3; task++) {
            watermark.accept(task, Long.MIN_VALUE, true);
        }
        assertThat(watermark.value()).isEqualTo(Long.MIN_VALUE);
        watermark.accept(1, 500, false);
        assertThat(watermark.value()).isEqualTo(500);
        assertThat(watermark.first()).isEqualTo(500);
    }

    @Test
    void value_whenAnIdleTaskWakesUpBehind_staysUntilItHasCaughtUp() {
        accept(100, 200, 300);
        watermark.accept(0, 101, true);
        watermark.accept(0, 150, false);
        assertThat(watermark.value()).isEqualTo(200);
        watermark.accept(1, 400, false);
        assertThat(watermark.value()).isEqualTo(200);
        watermark.accept(0, 350, false);
        assertThat(watermark.value()).isEqualTo(300);
    }

    @Test
    void value_whenATaskRepeatsAnOlderMark_doesNotFall() {
        accept(100, 200, 300);
        watermark.accept(0, 50, false);
        assertThat(watermark.value()).isEqualTo(100);
        watermark.accept(1, Long.MIN_VALUE, false);
        watermark.accept(0, 180, false);
        assertThat(watermark.value()).isEqualTo(180);
    }

    @Test
    void first_isTheEarliestTimeEverNamed() {
        assertThat(watermark.first()).isEqualTo(Long.MAX_VALUE);
        accept(300, 100, 200);
        accept(400, 500, 600);
        assertThat(watermark.first()).isEqualTo(100);
    }

    @Test
    void bytes_afterAnyMarks_carryEverything() {
        for (int i = 0; i < 200; i++) {
            long bits = IdHash.mix(i);
            watermark.accept((int) (bits & 1023) % 3, (bits >>> 40), (bits & (1 << 12)) == 0);
            Watermark copy = Watermark.fromBytes(3, watermark.toBytes());
            assertThat(copy.value()).isEqualTo(watermark.value());
            assertThat(copy.first()).isEqualTo(watermark.first());
            assertThat(copy.toBytes()).isEqualTo(watermark.toBytes());
        }
        assertThat(Watermark.fromBytes(3, null).toBytes()).isEqualTo(new Watermark(3).toBytes());
    }

    @Test
    void mark_ofATaskThatIsNone_isRefused() {
        assertThatThrownBy(() -> watermark.accept(3, 1, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("mark of task 3; allowed: 0 to 2");
    }

    private void accept(long... times) {
        for (int task = 0; task < times.length; task++) {
            watermark.accept(task, times[task], false);
        }
    }

    /** The time of an idle task may be that of garbage, which never became a message. */
    @Test
    void first_isNotThatOfATaskThatIsIdle() {
        Watermark watermark = new Watermark(2);
        watermark.accept(0, 1, true);
        assertThat(watermark.first()).isEqualTo(Long.MAX_VALUE);
        watermark.accept(1, 500, false);
        assertThat(watermark.first()).isEqualTo(500);
    }
}
