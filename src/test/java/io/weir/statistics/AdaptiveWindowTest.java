package io.weir.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class AdaptiveWindowTest {

    /** Keeps all values; knows of buckets only their sizes. */
    private static final class SlowWindow {
        private final List<Double> values = new ArrayList<>();
        private final List<Integer> sizes = new ArrayList<>();

        boolean add(double value) {
            values.add(value);
            sizes.add(1);
            for (int size = 1; sizes.lastIndexOf(size) - sizes.indexOf(size) == 5; size *= 2) {
                int first = sizes.indexOf(size);
                sizes.set(first, 2 * size);
                sizes.remove(first + 1);
            }
            boolean changed = false;
            while (cuts()) {
                values.subList(0, sizes.remove(0)).clear();
                changed = true;
            }
            return changed;
        }

        private boolean cuts() {
            int n = values.size();
            double mean = mean(0, n);
            double variance =
                    values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum() / n;
            double delta = 0.002 / Math.log(n);
            int split = 0;
            for (int bucket = 0; bucket < sizes.size() - 1; bucket++) {
                split += sizes.get(bucket);
                double m = 1 / (1.0 / split + 1.0 / (n - split));
                double epsilon = Math.sqrt(2 / m * variance * Math.log(2 / delta)) + 2 / (3 * m) * Math.log(2 / delta);
                if (Math.abs(mean(0, split) - mean(split, n)) > epsilon) {
                    return true;
                }
            }
            return false;
        }

        double mean(int from, int to) {
            double sum = 0;
            for (double value : values.subList(from, to)) {
                sum += value;
            }
            return sum / (to - from);
        }
    }

    /** Seeds 0 to 19: the mean jumps every few hundred values, up and down, by much and by little. */
    @Test
    void window_equals_the_slow_twin_that_keeps_all_values() {
        int changes = 0;
        for (int seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            AdaptiveWindow window = new AdaptiveWindow(0, 1);
            SlowWindow twin = new SlowWindow();
            double level = 0.3;
            for (int i = 0; i < 1_500; i++) {
                level = random.nextInt(300) == 0 ? random.nextDouble() * 0.9 : level;
                double value = level + 0.1 * random.nextDouble();
                boolean changed = window.add(value);
                assertThat(changed).as("seed %s value %s", seed, i).isEqualTo(twin.add(value));
                assertThat(window.size()).isEqualTo(twin.values.size());
                assertThat(window.mean()).isCloseTo(twin.mean(0, twin.values.size()), within(1e-12));
                changes += changed ? 1 : 0;
            }
        }
        assertThat(changes).isGreaterThan(50);
    }

    /** Seeds 0 to 199, 3,000 values each: healthy none, bar 1 in 100. The bound of the paper is 1 in 500 for each value. */
    @Test
    void stationary_series_give_few_alarms() {
        assertThat(alarmed(new AdaptiveWindow(0, 1), random -> random.nextInt(10) < 3 ? 1 : 0))
                .isLessThanOrEqualTo(2);
        assertThat(alarmed(new AdaptiveWindow(0, 1), SplittableRandom::nextDouble))
                .isLessThanOrEqualTo(2);
        // the label less its probability, 1 in 100
        assertThat(alarmed(new AdaptiveWindow(-1, 1), random -> (random.nextInt(100) == 0 ? 1 : 0) - 0.01))
                .isLessThanOrEqualTo(2);
    }

    /** Of 200 series, those with an alarm. */
    private static int alarmed(AdaptiveWindow empty, ToDoubleFunction<SplittableRandom> series) {
        int alarmed = 0;
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            AdaptiveWindow window = AdaptiveWindow.fromBytes(empty.toBytes());
            boolean alarm = false;
            for (int i = 0; i < 3_000; i++) {
                alarm |= window.add(series.applyAsDouble(random));
            }
            alarmed += alarm ? 1 : 0;
        }
        return alarmed;
    }

    /** Seeds 0 to 99: after 2,000 values a share of 0.2 becomes 0.5; found after 67 on average. */
    @Test
    void jump_is_found_soon_and_the_older_part_is_dropped() {
        double delays = 0;
        for (int seed = 0; seed < 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            AdaptiveWindow window = new AdaptiveWindow(0, 1);
            for (int i = 0; i < 2_000; i++) {
                window.add(random.nextInt(10) < 2 ? 1 : 0);
            }
            int delay = 1;
            while (!window.add(random.nextInt(10) < 5 ? 1 : 0)) {
                delay++;
            }
            delays += delay;
            for (int i = 0; i < 1_000; i++) {
                window.add(random.nextInt(10) < 5 ? 1 : 0);
            }
            assertThat(window.size()).isBetween(900L, 1_400L);
            assertThat(window.mean()).isCloseTo(0.5, within(0.07));
        }
        assertThat(delays / 100).isBetween(50.0, 85.0);
    }

    @Test
    void window_does_not_depend_on_the_unit_of_the_values() {
        AdaptiveWindow unit = new AdaptiveWindow(0, 1);
        AdaptiveWindow wide = new AdaptiveWindow(-64, 64);
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < 4_000; i++) {
            double value = i < 3_000 ? random.nextDouble() / 2 : random.nextDouble();
            assertThat(wide.add(128 * value - 64)).isEqualTo(unit.add(value));
            assertThat(wide.size()).isEqualTo(unit.size());
        }
        assertThat(wide.mean()).isCloseTo(128 * unit.mean() - 64, within(1e-9));
        assertThat(unit.size()).as("the change was found").isLessThan(3_000);
    }

    @Test
    void mean_of_an_empty_window_is_no_number() {
        assertThat(new AdaptiveWindow(0, 1).mean()).isNaN();
        assertThat(new AdaptiveWindow(0, 1).size()).isZero();
    }

    @Test
    void bytes_carry_the_window_and_equal_windows_have_equal_bytes() {
        SplittableRandom random = new SplittableRandom(6);
        AdaptiveWindow kept = new AdaptiveWindow(-1, 1);
        AdaptiveWindow reloaded = new AdaptiveWindow(-1, 1);
        for (int i = 0; i < 3_000; i++) {
            double value = random.nextDouble() * (i % 1_000 < 700 ? 0.2 : 0.9);
            assertThat(reloaded.add(value)).isEqualTo(kept.add(value));
            if (random.nextInt(20) == 0) {
                reloaded = AdaptiveWindow.fromBytes(reloaded.toBytes());
            }
            assertThat(reloaded.toBytes()).isEqualTo(kept.toBytes());
        }
        assertThat(reloaded.mean()).isEqualTo(kept.mean());
    }

    @Test
    void bytes_of_zero_do_not_depend_on_its_sign() {
        AdaptiveWindow positive = new AdaptiveWindow(0, 1);
        AdaptiveWindow negative = new AdaptiveWindow(0, 1);
        positive.add(0.0);
        negative.add(-0.0);
        assertThat(negative.toBytes()).isEqualTo(positive.toBytes());
    }

    @Test
    void bytes_stay_few_however_long_the_series() {
        AdaptiveWindow window = new AdaptiveWindow(0, 1);
        for (int i = 0; i < 200_000; i++) {
            window.add((i & 1));
        }
        assertThat(window.size()).isEqualTo(200_000);
        assertThat(window.toBytes()).hasSizeLessThan(17 * 5 * 17);
    }

    /** Format 1: version, range, number of buckets, of each its size as a power of 2, its mean, its squares. */
    @Test
    void bytes_are_those_of_format_one() {
        AdaptiveWindow window = new AdaptiveWindow(0, 2);
        for (int i = 0; i < 6; i++) {
            window.add(i % 2);
        }
        assertThat(java.util.HexFormat.of().formatHex(window.toBytes()))
                .isEqualTo("01" + "0000000000000000" + "4000000000000000" + "00000005" //
                        + "01" + "3fd0000000000000" + "3fc0000000000000" //
                        + "00" + "0000000000000000" + "0000000000000000" //
                        + "00" + "3fe0000000000000" + "0000000000000000" //
                        + "00" + "0000000000000000" + "0000000000000000" //
                        + "00" + "3fe0000000000000" + "0000000000000000");
    }

    @Test
    void unknown_formats_and_values_out_of_range_are_refused() {
        byte[] bytes = new AdaptiveWindow(0, 1).toBytes();
        bytes[0] = 9;
        assertThatThrownBy(() -> AdaptiveWindow.fromBytes(bytes))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("adaptive window has format 9; known: 1");
        assertThatThrownBy(() -> new AdaptiveWindow(0, 1).add(1.5)).hasMessage("value is 1.5; allowed: 0.0 to 1.0");
        assertThatThrownBy(() -> new AdaptiveWindow(0, 1).add(Double.NaN)).hasMessageContaining("value is NaN");
        assertThatThrownBy(() -> new AdaptiveWindow(1, 1)).hasMessageContaining("range is 1.0 to 1.0");
    }
}
