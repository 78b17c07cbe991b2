package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FloorMessageTest {

    private static final byte[] MESSAGE = FloorMessage.write(-7, List.of("account-1", "händler"), new byte[300]);

    @Test
    void message_is_as_long_as_weirs_record() {
        assertThat(MESSAGE).hasSize(300);
        assertThat(FloorMessage.refill(MESSAGE, new byte[100])).hasSize(100);
    }

    @Test
    void message_keeps_number_and_keys_through_another_record() {
        byte[] refilled = FloorMessage.refill(MESSAGE, new byte[100]);

        assertThat(FloorMessage.number(refilled)).isEqualTo(-7);
        assertThat(FloorMessage.key(refilled, 0)).isEqualTo("account-1");
        assertThat(FloorMessage.key(refilled, 1)).isEqualTo("händler");
        assertThat(FloorMessage.refill(refilled, new byte[300])).isEqualTo(MESSAGE);
    }

    @Test
    void message_of_a_record_that_is_shorter_than_the_keys_keeps_them() {
        byte[] refilled = FloorMessage.refill(MESSAGE, new byte[3]);

        assertThat(FloorMessage.key(refilled, 1)).isEqualTo("händler");
        assertThat(FloorMessage.write(1, List.of("account-1"), new byte[0])).hasSize(15);
    }
}
