package io.weir.baserate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.BufferUnderflowException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class PackedBytesTest {

    private static final int FORMAT = 3;

    private static PackedBytes.Out out() {
        return new PackedBytes.Out().put(FORMAT);
    }

    private static PackedBytes.In in(PackedBytes.Out out) {
        return new PackedBytes.In("thing", out.toBytes(), FORMAT);
    }

    @Test
    void number_ofAnySize_comesBack() {
        SplittableRandom random = new SplittableRandom(1);
        for (int bits = 0; bits < 64; bits++) {
            for (long value :
                    new long[] {1L << bits, (1L << bits) - 1, -(1L << bits), ~(1L << bits), random.nextLong() >> bits
                    }) {
                assertThat(in(out().put(value)).number()).isEqualTo(value);
            }
        }
        assertThat(in(out().put(Long.MIN_VALUE)).number()).isEqualTo(Long.MIN_VALUE);
        assertThat(in(out().put(Long.MAX_VALUE)).number()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void number_small_takesAByteAndTheLargestTen() {
        assertThat(new PackedBytes.Out().put(0).toBytes()).containsExactly(0);
        assertThat(new PackedBytes.Out().put(-1).toBytes()).containsExactly(1);
        assertThat(new PackedBytes.Out().put(63).toBytes()).containsExactly(126);
        assertThat(new PackedBytes.Out().put(-64).toBytes()).containsExactly(127);
        assertThat(new PackedBytes.Out().put(64).toBytes()).containsExactly(0x80, 1);
        assertThat(new PackedBytes.Out().put(Long.MIN_VALUE).toBytes()).hasSize(10);
        assertThat(new PackedBytes.Out().put(Long.MAX_VALUE).toBytes()).hasSize(10);
    }

    @Test
    void parts_ofEveryKind_comeBackInOrder() {
        long[] counts = {0, 0, 5, -7, 0, 9, 0, 0, 0};
        PackedBytes.In in = in(out().put(-12)
                .put("größer")
                .put(-0.0)
                .put(Double.NaN)
                .put(new byte[] {1, -1})
                .putCounts(counts)
                .put(77));
        assertThat(in.count()).isEqualTo(-12);
        assertThat(in.text()).isEqualTo("größer");
        assertThat(in.real()).isEqualTo(-0.0);
        assertThat(in.real()).isNaN();
        assertThat(in.block()).containsExactly(1, -1);
        assertThat(in.counts()).isEqualTo(counts);
        assertThat(in.number()).isEqualTo(77);
    }

    @Test
    void counts_withRunsOfZerosAnywhere_comeBack() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 2_000; i++) {
            long[] counts = new long[random.nextInt(200)];
            double zeros = random.nextDouble();
            Arrays.setAll(counts, b -> random.nextDouble() < zeros ? 0 : random.nextLong() >> random.nextInt(64));
            PackedBytes.In in = in(out().putCounts(counts).put(42));
            assertThat(in.counts()).isEqualTo(counts);
            assertThat(in.number()).isEqualTo(42);
        }
    }

    @Test
    void counts_mostlyZero_takeTwoBytesARun() {
        long[] counts = new long[ScoreBins.COUNT];
        assertThat(new PackedBytes.Out().putCounts(counts).toBytes()).hasSizeLessThanOrEqualTo(5);
        counts[50] = 1;
        assertThat(new PackedBytes.Out().putCounts(counts).toBytes()).hasSizeLessThanOrEqualTo(7);
    }

    @Test
    void block_largerThanTheBuffer_comesBack() {
        byte[] block = new byte[100_000];
        new SplittableRandom(3).nextBytes(block);
        assertThat(in(out().put(block)).block()).isEqualTo(block);
    }

    @Test
    void bytes_ofAnotherFormatOrCutOff_areRefused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> new PackedBytes.In("thing", out().toBytes(), 4))
                .withMessage("thing has format 3; known: 4");
        assertThatIllegalStateException()
                .isThrownBy(() -> new PackedBytes.In("thing", new byte[0], 4))
                .withMessage("thing has format -1; known: 4");
        byte[] cut = out().put(1L << 40).toBytes();
        PackedBytes.In in = new PackedBytes.In("thing", Arrays.copyOf(cut, cut.length - 1), FORMAT);
        Assertions.assertThatExceptionOfType(BufferUnderflowException.class).isThrownBy(in::number);
    }
}
