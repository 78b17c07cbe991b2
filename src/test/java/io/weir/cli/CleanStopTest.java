package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CleanStopTest {

    @Test
    void await_not_asked_ends_with_its_time() {
        try (CleanStop stop = CleanStop.register(Duration.ofSeconds(1))) {
            assertThat(stop.await(Duration.ofMillis(1))).isFalse();
            assertThat(stop.requested()).isFalse();
        }
    }

    @Test
    void await_asked_returns_at_once() {
        try (CleanStop stop = CleanStop.register(Duration.ofSeconds(1))) {
            stop.request();

            assertThat(stop.await(Duration.ofDays(1))).isTrue();
            assertThat(stop.requested()).isTrue();
        }
    }
}
