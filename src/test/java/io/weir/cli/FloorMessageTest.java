package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FloorMessageTest {

    private static final byte[] MESSAGE = FloorMessage.write(-7, List.of("account-1", "händler"), new byte[] {1, 2, 3});

    @Test
    void message_keeps_number_and_keys_through_another_filling() {
        byte[] refilled = FloorMessage.refill(MESSAGE, new byte[100]);

        assertThat(refilled).hasSize(MESSAGE.length + 97);
        assertThat(FloorMessage.number(refilled)).isEqualTo(-7);
        assertThat(FloorMessage.key(refilled, 0)).isEqualTo("account-1");
        assertThat(FloorMessage.key(refilled, 1)).isEqualTo("händler");
        assertThat(FloorMessage.refill(refilled, new byte[] {1, 2, 3})).isEqualTo(MESSAGE);
    }
}
