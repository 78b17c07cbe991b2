package io.weir.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.weir.transaction.IdHash;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DecayedReservoirTest {

    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long HOUR = Duration.ofHours(1).toMillis();

    /** Five standard errors of a frequency over 40,000 seeds are at most 0.0125. */
    @Test
    void inclusion_overSeeds_isThatOfSuccessiveWeightedDraws() {
        int[] days = {0, 1, 1, 2, 4, 5, 7};
        int seeds = 40_000;
        double[] kept = new double[days.length];
        for (int seed = 0; seed < seeds; seed++) {
            DecayedReservoir reservoir = new DecayedReservoir(3, Duration.ofDays(2), seed);
            for (int i = 0; i < days.length; i++) {
                reservoir.add(new double[] {i}, days[i] * DAY, i);
            }
            for (double[] row : reservoir.rows()) {
                kept[(int) row[0]] += 1.0 / seeds;
            }
        }
        double[] weights =
                Arrays.stream(days).mapToDouble(day -> Math.pow(2, day / 2.0)).toArray();
        double[] exact = new double[days.length];
        successiveDraws(weights, 3, 1, exact);
        assertThat(Arrays.stream(exact).sum()).isCloseTo(3, within(1e-12));
        for (int i = 0; i < days.length; i++) {
            assertThat(kept[i]).as("row of day %d", days[i]).isCloseTo(exact[i], within(0.0125));
        }
    }

    /** The exact twin: each row's chance to be among so many draws without replacement, by all sequences of draws. */
    private static void successiveDraws(double[] weights, int draws, double chance, double[] inclusion) {
        double sum = Arrays.stream(weights).sum();
        for (int i = 0; i < weights.length && draws > 0; i++) {
            if (weights[i] > 0) {
                double drawn = chance * weights[i] / sum;
                inclusion[i] += drawn;
                double[] rest = weights.clone();
                rest[i] = 0;
                successiveDraws(rest, draws - 1, drawn, inclusion);
            }
        }
    }

    @Test
    void rows_anotherOrderOfArrival_areTheSame() {
        double[][] forward = filled(IntStream.range(0, 5_000).toArray());
        int[] mixed = IntStream.range(0, 5_000)
                .boxed()
                .sorted((a, b) -> Long.compare(IdHash.mix(a), IdHash.mix(b)))
                .mapToInt(Integer::intValue)
                .toArray();
        assertThat(filled(mixed)).isDeepEqualTo(forward).hasDimensions(100, 1);
    }

    @Test
    void rows_eachOfferedTwice_areTheSame() {
        int[] once = IntStream.range(0, 5_000).toArray();
        int[] twice = IntStream.range(0, 10_000).map(i -> i % 5_000).toArray();
        assertThat(filled(twice)).isDeepEqualTo(filled(once));
    }

    /** Ten rows share each second. */
    private static double[][] filled(int[] order) {
        DecayedReservoir reservoir = new DecayedReservoir(100, Duration.ofMinutes(10), 7);
        for (int i : order) {
            reservoir.add(new double[] {i}, i / 10 * 1_000L, IdHash.of("t" + i));
        }
        return reservoir.rows();
    }

    /** A row of weight w is kept with chance 1 - e^(-λw), and λ is such that the reservoir is full. */
    @Test
    void rows_afterFiftyYearsWithAHalfLifeOfAnHour_areAsManyOfEachHourAsTheoryHasIt() {
        DecayedReservoir reservoir = new DecayedReservoir(1_000, Duration.ofHours(1), 3);
        long end = Duration.ofDays(50 * 365L).toMillis();
        int offered = 0;
        for (long time = 0; time < end - 100 * HOUR; time += DAY) {
            reservoir.add(new double[] {100}, time, offered++);
        }
        for (int hour = 99; hour >= 0; hour--) {
            for (int i = 0; i < 200; i++) {
                reservoir.add(new double[] {hour}, end - hour * HOUR, offered++);
            }
        }
        double[] kept = new double[101];
        for (double[] row : reservoir.rows()) {
            kept[(int) row[0]]++;
        }
        double rate = 1;
        while (expected(rate) < 1_000) {
            rate *= 1.001;
        }
        for (int hour = 0; hour <= 100; hour++) {
            double chance = -Math.expm1(-rate * Math.pow(2, -hour));
            double error = Math.sqrt(200 * chance * (1 - chance));
            assertThat(kept[hour]).as("of hour %d", hour).isCloseTo(200 * chance, within(4 * error + 1));
        }
    }

    private static double expected(double rate) {
        return IntStream.range(0, 100)
                .mapToDouble(hour -> -200 * Math.expm1(-rate * Math.pow(2, -hour)))
                .sum();
    }

    @Test
    void rows_whileThereIsRoom_areAllAndCopies() {
        DecayedReservoir reservoir = new DecayedReservoir(10, Duration.ofDays(1), 1);
        double[] row = {1, Double.NaN};
        reservoir.add(row, 5, 1);
        reservoir.add(new double[] {2, 3}, -5, 2);
        row[0] = 9;
        reservoir.rows()[0][0] = 8;
        assertThat(reservoir.rows()).hasDimensions(2, 2);
        assertThat(Arrays.stream(reservoir.rows())
                        .mapToDouble(r -> r[0])
                        .sorted()
                        .toArray())
                .containsExactly(1, 2);
        assertThat(IsolationForest.fit(reservoir.rows(), 5, 256, 1).sampleSize())
                .isEqualTo(2);
    }

    @Test
    void reservoir_badInput_namesIt() {
        Duration day = Duration.ofDays(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DecayedReservoir(0, day, 1))
                .withMessage("reservoir capacity is 0; allowed: 1 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DecayedReservoir(1, Duration.ofNanos(10), 1))
                .withMessage("reservoir half-life is PT0.00000001S; allowed: PT0.001S or more");
        DecayedReservoir reservoir = new DecayedReservoir(1, day, 1);
        reservoir.add(new double[2], 0, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reservoir.add(new double[3], 0, 1))
                .withMessage("row has 3 features; those before it have 2");
    }
}
