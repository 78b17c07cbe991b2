package io.weir.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.feature.FeatureSpec.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BucketWidthsTest {

    private static final long HOUR = 3_600_000L;
    private static final long DAY = 24 * HOUR;

    private static Measure window(long window, long delay, int same) {
        return new Measure(0, Kind.COUNT, Measure.AMOUNT, same, window, delay, false);
    }

    private static BucketWidths widths(long[]... windows) {
        List<Measure> measures = new ArrayList<>();
        long reach = DAY;
        for (long[] w : windows) {
            measures.add(window(w[0], w[1], -1));
            reach = Math.max(reach, w[0] + w[1] + DAY);
        }
        return BucketWidths.of(measures, reach);
    }

    @Test
    void usual_windows_are_right_within_a_thirtysecond_and_a_sixteenth() {
        BucketWidths now = widths(new long[] {HOUR, 0}, new long[] {DAY, 0}, new long[] {30 * DAY, 0});
        assertThat(now.error()).isEqualTo(1 / 32.0);
        BucketWidths both = widths(
                new long[] {HOUR, 0},
                new long[] {DAY, 0},
                new long[] {30 * DAY, 0},
                new long[] {DAY, 7 * DAY},
                new long[] {30 * DAY, 7 * DAY});
        assertThat(both.error()).isEqualTo(1 / 16.0);
    }

    @Test
    void short_window_of_long_ago_costs_the_others_little() {
        assertThat(widths(new long[] {1, 365 * DAY}).error()).isEqualTo(1 / 16.0);
    }

    @Test
    void windows_of_one_kind_of_transaction_do_not_ask_for_buckets() {
        BucketWidths none = BucketWidths.of(List.of(window(HOUR, 0, 0)), 2 * DAY);
        assertThat(none.allows(0, 30 * DAY, 30 * DAY)).isTrue();
    }

    @Test
    void span_that_is_allowed_is_within_the_error_of_every_window_and_buckets_are_bounded() {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 300; round++) {
            long[][] windows = new long[1 + random.nextInt(6)][];
            for (int i = 0; i < windows.length; i++) {
                long window = 1 + (long) (90 * DAY * Math.pow(random.nextDouble(), 6));
                windows[i] = new long[] {window, random.nextBoolean() ? 0 : random.nextLong(30 * DAY)};
            }
            BucketWidths widths = widths(windows);
            assertThat(widths.most()).isLessThanOrEqualTo(BucketWidths.MAX_BUCKETS);
            for (int i = 0; i < 500; i++) {
                long span = (long) StrictMath.scalb(1 + random.nextDouble(), random.nextInt(34));
                long age = (long) (120 * DAY * Math.pow(random.nextDouble(), 6));
                long last = 1_522_540_800_000L + random.nextLong(DAY);
                if (widths.allows(last - span, last, last + age)) {
                    assertWithin(span, age, windows, widths.error());
                }
            }
        }
    }

    private static void assertWithin(long span, long age, long[][] windows, double error) {
        for (long[] w : windows) {
            long own = Math.max(w[0], w[1] / 8);
            long late = Math.max(0, age - w[0] - w[1]);
            assertThat((double) span).isLessThanOrEqualTo(error * (own + 4.0 * late));
        }
    }
}
