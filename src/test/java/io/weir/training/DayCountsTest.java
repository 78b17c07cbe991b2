package io.weir.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weir.transaction.IdHash;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class DayCountsTest {

    private static final long DAY = 86_400_000L;
    private static final int BINS = 40;

    /** Counts of whole days; of each day how many are in each bin. */
    private static DayCounts days(long[]... counts) {
        int all = 0;
        for (long[] day : counts) {
            for (long count : day) {
                all += (int) count;
            }
        }
        long[] times = new long[all];
        int[] bins = new int[all];
        int at = 0;
        for (int d = 0; d < counts.length; d++) {
            for (int b = 0; b < counts[d].length; b++) {
                for (int i = 0; i < counts[d][b]; i++) {
                    times[at] = d * DAY + at % 1_000;
                    bins[at++] = b;
                }
            }
        }
        return DayCounts.of(times, bins, counts[0].length, 0, counts.length * DAY);
    }

    /** Draws of an exponential distribution over the bins, whose mean may differ from day to day. */
    private static double drawn(int days, int daily, long seed, IntToDoubleFunction mean) {
        long[][] counts = new long[days][BINS];
        for (int d = 0; d < days; d++) {
            for (int i = 0; i < daily; i++) {
                double value = -Math.log(1 - IdHash.unit(d + ":" + i, seed)) * mean.applyAsDouble(d);
                counts[d][(int) Math.min(BINS - 1, value)]++;
            }
        }
        return days(counts).dispersion();
    }

    @Test
    void dispersion_ofATwoByTwoTable_isItsChiSquare() {
        assertThat(days(new long[] {60, 40}, new long[] {40, 60}).dispersion()).isCloseTo(8, within(1e-12));
    }

    @Test
    void dispersion_ofBinsWithFewExpected_takesNeighboursTogether() {
        long[] one = {2, 58, 0, 36, 4};
        long[] other = {1, 39, 0, 57, 3};
        assertThat(days(one, other).dispersion())
                .as("as {60, 40} and {40, 60}: 1.5 expected in the first, 3.5 in the last")
                .isCloseTo(8, within(1e-12));
    }

    /** Twelve seeds: 21 days of 28 degrees of freedom are known to 4 %. */
    @Test
    void dispersion_ofDaysAlike_isOneAndOfADailySwingIsMore() {
        double sum = 0;
        for (int seed = 1; seed <= 12; seed++) {
            double alike = drawn(21, 3_000, seed, d -> 5);
            sum += alike;
            assertThat(alike).isBetween(1.0, 1.15);
            assertThat(drawn(21, 3_000, seed, d -> 5 + 0.5 * Math.sin(d * 2 * Math.PI / 7)))
                    .isGreaterThan(1.3);
        }
        assertThat(sum / 12).isBetween(1.0, 1.05);
    }

    @Test
    void dispersion_ofMoreTransactionsADay_growsWithTheSwingAlone() {
        IntToDoubleFunction swing = d -> 5 + 0.5 * Math.sin(d * 2 * Math.PI / 7);
        double few = drawn(14, 2_000, 1, swing);
        double many = drawn(14, 8_000, 1, swing);
        assertThat((many - 1) / (few - 1)).isBetween(2.5, 6.0);
        assertThat(drawn(14, 8_000, 1, d -> 5)).isLessThan(1.15);
    }

    @Test
    void dispersion_thatTheDaysSayNothingOf_isOne() {
        assertThat(days(new long[] {60, 40}).dispersion()).isEqualTo(1);
        assertThat(days(new long[] {3, 2}, new long[] {1, 4}).dispersion()).isEqualTo(1);
        assertThat(days(new long[] {50, 50}, new long[] {50, 50}).dispersion()).isEqualTo(1);
        assertThat(DayCounts.of(new long[0], new int[0], 4, 0, DAY - 1).dispersion())
                .isEqualTo(1);
    }

    @Test
    void days_ofAWindow_areFullOnesFromItsStartWithSomethingInThem() {
        long from = DAY / 3;
        long[] times = {from, from + DAY - 1, from + 2 * DAY, from + 3 * DAY};
        long[][] days = DayCounts.of(times, new int[] {0, 1, 1, 0}, 2, from, from + 3 * DAY + 5)
                .days();
        assertThat(days).isDeepEqualTo(new long[][] {{1, 1}, {0, 1}});
    }
}
