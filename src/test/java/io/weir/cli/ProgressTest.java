package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void to_without_terminal_writes_a_line_every_five_seconds() {
        try (Progress progress = progress(400)) {
            progress.to(1);
            nanos.set(TimeUnit.SECONDS.toNanos(5));
            progress.to(100);
            progress.step(100);
            nanos.set(TimeUnit.SECONDS.toNanos(10));
            progress.step(100);
        }

        assertThat(lines()).containsExactly("reading: 100 of 400 (25 %), 20/s", "reading: 300 of 400 (75 %), 30/s");
    }

    @Test
    void to_unknown_total_shows_no_share() {
        try (Progress progress = progress(Progress.UNKNOWN)) {
            nanos.set(TimeUnit.SECONDS.toNanos(10));
            progress.to(20_000);
        }

        assertThat(lines()).containsExactly("reading: 20,000, 2,000/s");
    }

    @Test
    void to_short_work_says_nothing() {
        try (Progress progress = progress(2)) {
            progress.to(2);
        }

        assertThat(lines()).isEmpty();
    }

    private Progress progress(long total) {
        return Progress.plain("reading", total, new PrintStream(err, true, StandardCharsets.UTF_8), nanos::get);
    }

    private String[] lines() {
        return err.toString(StandardCharsets.UTF_8).lines().toArray(String[]::new);
    }
}
