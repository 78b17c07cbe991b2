package io.weir.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weir.baserate.FeatureReference;
import io.weir.training.Examples.Slice;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeatureFitTest {

    private static final double MISSING = Double.NaN;
    private static final long DAY = 86_400_000L;

    /** A window of equal days, whose one feature has these values. */
    private static FeatureReference fit(int days, double... values) {
        int n = values.length;
        double[][] rows =
                Arrays.stream(values).mapToObj(value -> new double[] {value}).toArray(double[][]::new);
        long[] times = IntStream.range(0, n).mapToLong(i -> i * DAY * days / n).toArray();
        Slice window = new Slice(rows, new boolean[n], new double[n], new long[n], new long[n], times, 0, days * DAY);
        return FeatureFit.of("f", window, 0);
    }

    private static double[] repeated(double value, int times) {
        return DoubleStream.generate(() -> value).limit(times).toArray();
    }

    private static double[] joined(double[]... parts) {
        return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
    }

    @Test
    void edges_ofManyValues_makeTenBinsOfEqualCount() {
        double[] values =
                IntStream.range(0, 100).mapToDouble(i -> (i * 37 % 100) + 1).toArray();
        FeatureReference reference = fit(1, values);
        assertThat(reference.edges()).containsExactly(11, 21, 31, 41, 51, 61, 71, 81, 91);
        assertThat(reference.counts()).containsExactly(10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 0);
    }

    @Test
    void edges_ofAConstant_holdItBetweenTwoEmptyBins() {
        FeatureReference constant = fit(1, repeated(3, 50));
        assertThat(constant.edges()).containsExactly(3, Math.nextUp(3.0));
        assertThat(constant.counts()).containsExactly(0, 50, 0, 0);
        long[] now = new long[4];
        now[constant.bin(4)] = 1_000;
        assertThat(constant.psi(now))
                .as("a flag that was never set, and now is")
                .isGreaterThan(1);
        assertThat(fit(1, repeated(MISSING, 5)).counts()).containsExactly(0, 5);
        assertThat(fit(1, -0.0, 0.0, -0.0).counts()).as("one zero").containsExactly(0, 3, 0, 0);
    }

    @Test
    void edges_ofTenValuesOrFewer_giveEachItsBin() {
        FeatureReference flag = fit(1, joined(repeated(0, 960), repeated(1, 40), repeated(MISSING, 7)));
        assertThat(flag.edges()).containsExactly(1);
        assertThat(flag.counts()).containsExactly(960, 40, 7);
        double[] ten = IntStream.range(0, 10).mapToDouble(i -> i).toArray();
        FeatureReference rare = fit(1, joined(ten, repeated(9, 500)));
        assertThat(rare.edges()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(rare.counts()).containsExactly(1, 1, 1, 1, 1, 1, 1, 1, 1, 501, 0);
    }

    @Test
    void edges_ofAValueThatManyShare_divideTheRestAmongTheOtherBins() {
        double[] rest = IntStream.rangeClosed(1, 90).mapToDouble(i -> i).toArray();
        assertThat(fit(1, joined(repeated(0, 910), rest)).counts())
                .containsExactly(910, 10, 10, 10, 10, 10, 10, 10, 10, 10, 0);
        assertThat(fit(1, joined(rest, repeated(100, 910))).counts())
                .as("what is before it shares a bin, as it is less than a tenth")
                .containsExactly(90, 910, 0);
    }

    @Test
    void edges_ofInfiniteValues_areFinite() {
        double[] values = IntStream.range(0, 100).mapToDouble(i -> i).toArray();
        double[] infinite = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
        assertThat(fit(1, joined(values, infinite)).counts())
                .containsExactly(11, 10, 10, 10, 10, 10, 10, 10, 10, 12, 0);
    }

    @Test
    void dailyShift_ofADayApart_isThatOfTheDayAgainstAll() {
        double[] calm = joined(repeated(0, 50), repeated(1, 50));
        double[] apart = joined(repeated(0, 90), repeated(1, 10));
        FeatureReference reference = fit(4, joined(calm, calm, apart, calm));
        assertThat(reference.counts()).containsExactly(240, 160, 0);
        assertThat(reference.largestDailyPsi()).isEqualTo(reference.psi(new long[] {90, 10, 0}));
        assertThat(reference.largestDailyKs()).isCloseTo(0.3, within(1e-12));
        assertThat(fit(4, joined(calm, calm, calm, calm)).largestDailyKs()).isZero();
    }
}
