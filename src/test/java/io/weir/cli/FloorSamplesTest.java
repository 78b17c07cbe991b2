package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FloorSamplesTest {

    /** A busy merchant's profile grows, a rare one's stays short: each has the lengths that it had at Weir. */
    @Test
    void value_has_the_lengths_of_its_own_key_each_as_often() {
        FloorSamples.Builder read = new FloorSamples.Builder();
        for (int n = 1; n <= 100; n++) {
            read.add("busy", new byte[100 * n]);
        }
        FloorSamples samples =
                read.add("rare", new byte[7]).add("rare", new byte[9]).build();

        assertThat(IntStream.range(0, 200)
                        .map(n -> samples.value("busy", n).length)
                        .average())
                .hasValue(5_050);
        assertThat(samples.value("rare", 5)).hasSize(7);
        assertThat(samples.value("rare", 5)).hasSize(9);
        assertThat(samples.value("rare", 5)).hasSize(7);
    }

    @Test
    void value_of_a_key_that_weir_did_not_write_is_as_long_as_any() {
        FloorSamples samples = new FloorSamples.Builder()
                .add("a", new byte[3])
                .add("b", new byte[5])
                .build();

        assertThat(samples.value("c", 0)).hasSize(3);
        assertThat(samples.value("c", -1)).hasSize(5);
    }

    @Test
    void value_is_made_of_what_weir_wrote() {
        FloorSamples samples =
                new FloorSamples.Builder().add("a", new byte[] {1, 2, 3}).build();

        assertThat(samples.value("a", 17)).containsExactly(1, 2, 3);
    }

    /** Counted in, it would halve the mean. */
    @Test
    void mark_of_progress_and_tombstone_do_not_count() {
        FloorSamples samples = new FloorSamples.Builder()
                .add("", new byte[2])
                .add(null, new byte[2])
                .add("a", null)
                .add("a", new byte[10])
                .build();

        assertThat(samples.meanBytes()).isEqualTo(10);
    }
}
