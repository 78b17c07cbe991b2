package io.weir.baserate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShiftHistoryTest {

    private static ShiftHistory of(double... shifts) {
        ShiftHistory history = new ShiftHistory(4);
        for (double shift : shifts) {
            history.add(shift);
        }
        return history;
    }

    private static byte[] bytes(ShiftHistory history) {
        PackedBytes.Out out = new PackedBytes.Out().put(1);
        history.write(out);
        return out.toBytes();
    }

    @Test
    void certified_isTheOldestOfTheLengthAndZeroBeforeAll() {
        assertThat(of().newest()).isZero();
        assertThat(of().certified()).isZero();
        assertThat(of(0.5).certified()).isEqualTo(0.5);
        assertThat(of(0.1, 0.2, 0.3, 0.4).certified()).isEqualTo(0.1);
        assertThat(of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6).certified()).isEqualTo(0.3);
        assertThat(of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6).newest()).isEqualTo(0.6);
    }

    @Test
    void reset_makesItTheOnlyOne() {
        ShiftHistory history = of(0.1, 0.2, 0.3, 0.4);
        history.reset(0.1);
        assertThat(history.newest()).isEqualTo(0.1);
        history.add(0.9);
        assertThat(history.certified()).isEqualTo(0.1);
    }

    @Test
    void history_throughBytes_comesBack() {
        ShiftHistory history = of(0.1, 0.2, 0.3, 0.4, -0.0);
        ShiftHistory back = new ShiftHistory(4);
        back.read(new PackedBytes.In("history", bytes(history), 1));
        assertThat(bytes(back)).isEqualTo(bytes(history));
        back.add(7);
        assertThat(back.certified()).isEqualTo(0.3);
    }
}
