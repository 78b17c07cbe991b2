package io.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LoadTallyTest {

    private static final long SECOND = 1_000_000_000;
    private static final long MILLI = 1_000_000;

    /**
     * Guards against coordinated omission. Twenty seconds at 200 a second, each seen 5 ms after it was due, but nothing between the
     * tenth second and the eleventh, after which all that had fallen due comes at once. 1 in 20 waited: p99 about 800 ms, the longest
     * 1 s. Counted from when it was sent, or one a stall, p99 would be 5 ms.
     */
    @Test
    void stall_of_a_second_is_charged_to_each_that_fell_due_in_it() {
        LoadClock clock = new LoadClock(new LoadPace(200, 0), 0, 0);
        LoadTally tally = new LoadTally(0);
        tally.start(clock, 0, 0);

        for (int n = 0; n < 4_000; n++) {
            long at = clock.dueNanos(n) + 5 * MILLI;
            long seen = at >= 10 * SECOND && at < 11 * SECOND ? 11 * SECOND : at;
            tally.take(n, seen);
            tally.looked(seen, 0);
        }

        Histogram latency = tally.latency();
        assertThat(latency.getTotalCount()).isEqualTo(4_000);
        assertThat(latency.getMaxValue() / 1000.0).isCloseTo(1_000, within(10.0));
        assertThat(latency.getValueAtPercentile(99) / 1000.0).isCloseTo(800, within(15.0));
        assertThat(latency.getValueAtPercentile(50) / 1000.0).isCloseTo(5, within(0.1));
    }

    /** Ten a second while it warms up, a thousand afterwards: counted in, it would be 18 a second. */
    @Test
    void slow_warm_up_is_in_neither_the_rate_nor_the_latencies() {
        LoadClock clock = new LoadClock(new LoadPace(1_000, 0), 0, 0);
        LoadTally tally = new LoadTally(100);
        tally.start(clock, 0, 0);

        for (int n = 0; n < 200; n++) {
            long seen = n < 100 ? n * 100L * MILLI : 9_900 * MILLI + (n - 99) * MILLI;
            tally.take(n, seen);
            tally.looked(seen, n < 100 ? 9 * SECOND : 9 * SECOND + (n - 99) * MILLI);
        }

        assertThat(tally.timed()).isEqualTo(100);
        assertThat(tally.seconds()).isCloseTo(0.1, within(1e-9));
        assertThat(tally.cpuSeconds()).isCloseTo(0.1, within(1e-9));
        assertThat(tally.latency().getTotalCount()).isEqualTo(100);
    }

    @Test
    void first_look_beyond_the_warm_up_counts_from_the_start() {
        LoadTally tally = new LoadTally(10);
        tally.start(null, 7 * SECOND, 3 * SECOND);
        for (int n = 0; n < 50; n++) {
            tally.take(n, 9 * SECOND);
        }
        tally.looked(9 * SECOND, 4 * SECOND);

        assertThat(tally.timed()).isEqualTo(50);
        assertThat(tally.seconds()).isEqualTo(2);
        assertThat(tally.cpuSeconds()).isEqualTo(1);
    }

    @Test
    void record_that_comes_again_counts_as_a_duplicate_and_does_not_prolong() {
        LoadTally tally = new LoadTally(0);
        tally.start(null, 0, 0);
        tally.take(0, SECOND);
        tally.looked(SECOND, 0);
        tally.take(0, 5 * SECOND);
        tally.take(-1, 5 * SECOND);
        tally.looked(5 * SECOND, 0);

        assertThat(tally.seen()).isEqualTo(1);
        assertThat(tally.duplicates()).isEqualTo(1);
        assertThat(tally.seconds()).isEqualTo(1);
    }

    @Test
    void round_of_which_nothing_came_after_the_warm_up_is_refused() {
        LoadTally tally = new LoadTally(100);
        tally.start(null, 0, 0);
        tally.take(0, SECOND);
        tally.looked(SECOND, 0);

        assertThatThrownBy(() -> LoadResult.of("weir", LoadCase.STANDARD, tally, new Histogram(3)))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("of 80000 transactions 1 came out of weir, none after a warm-up of 20000");
    }
}
