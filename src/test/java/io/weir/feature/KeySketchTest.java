package io.weir.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.transaction.IdHash;
import org.junit.jupiter.api.Test;

class KeySketchTest {

    private static byte[] sketch(int seed, int from, int to) {
        byte[] sketch = new byte[KeySketch.BYTES];
        for (int i = from; i < to; i++) {
            KeySketch.add(sketch, 0, (int) IdHash.mix(((long) seed << 32) + i));
        }
        return sketch;
    }

    @Test
    void estimate_is_off_by_its_standard_error_at_every_size_and_on_average_by_nothing() {
        for (int keys : new int[] {1, 5, 30, 100, 300, 1_000, 10_000, 100_000}) {
            int sketches = 200;
            double squares = 0;
            double sum = 0;
            for (int seed = 0; seed < sketches; seed++) {
                double relative = KeySketch.estimate(sketch(seed, 0, keys)) / keys - 1;
                squares += relative * relative;
                sum += relative;
            }
            // 1.04 / sqrt(128) = 0.092; of 200 sketches with a standard error of 5 % of it
            assertThat(Math.sqrt(squares / sketches)).as("%d keys", keys).isLessThan(0.106);
            assertThat(Math.abs(sum / sketches)).as("%d keys", keys).isLessThan(0.02);
        }
    }

    @Test
    void empty_sketch_has_no_keys() {
        assertThat(KeySketch.estimate(new byte[KeySketch.BYTES])).isZero();
    }

    @Test
    void merged_sketches_equal_the_sketch_of_all_and_repeats_change_nothing() {
        byte[] all = sketch(3, 0, 900);
        byte[] merged = new byte[KeySketch.BYTES + 5];
        System.arraycopy(sketch(3, 0, 600), 0, merged, 5, KeySketch.BYTES);
        KeySketch.merge(merged, 5, sketch(3, 300, 900), 0);
        assertThat(java.util.Arrays.copyOfRange(merged, 5, merged.length)).isEqualTo(all);
        byte[] before = all.clone();
        for (int i = 0; i < 900; i++) {
            KeySketch.add(all, 0, (int) IdHash.mix((3L << 32) + i));
        }
        assertThat(all).isEqualTo(before);
    }
}
