package io.weir.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IsolationContributionsTest {

    private static final double[][] ROWS = TestRows.random(2_000, 6, 0.05, 1);

    @Test
    void contributions_ofAnyRow_addUpToTheScoreOverTheTypicalOne() {
        IsolationForest forest = IsolationForest.fit(ROWS, 50, 256, 3);
        IsolationForest read = IsolationForest.read(forest.toBytes());
        for (double[] row : TestRows.random(500, 6, 0.2, 2)) {
            double sum = Arrays.stream(forest.contributions(row)).sum();
            double doublings = Math.log(forest.score(row) / forest.typicalScore()) / Math.log(2);
            assertThat(sum).isCloseTo(doublings, within(1e-5));
            assertThat(read.contributions(row)).isEqualTo(forest.contributions(row));
        }
    }

    /** Every tree grows from all rows, so what it expects is what the rows get: no feature is ahead from the start. */
    @Test
    void contributions_overTheRowsThatGrewTheTrees_averageToZero() {
        double[][] rows = mixed(500, 4);
        IsolationForest forest = IsolationForest.fit(rows, 20, 500, 3);
        double[] mean = new double[rows[0].length];
        for (double[] row : rows) {
            double[] contributions = forest.contributions(row);
            Arrays.setAll(mean, f -> mean[f] + contributions[f] / rows.length);
        }
        assertThat(mean).containsExactly(new double[mean.length], within(1e-6));
    }

    /** The exact twin counts the rows that come through each node. */
    @Test
    void sizes_fromTheLeavesValues_areTheRowsThatComeThrough() {
        for (int n : new int[] {2, 3, 17, 256, 5_000, 100_000}) {
            double[][] rows = mixed(n, n);
            LevelOrderTree tree = new IsolationTreeBuilder(rows, n).grow(9, new BitSet());
            int[] left = tree.leftChildren();
            double[] counted = new double[tree.size()];
            for (double[] row : rows) {
                for (int node = 0; ; node = left[node] + (tree.goesLeft(node, row) ? 0 : 1)) {
                    counted[node]++;
                    if (tree.isLeaf(node)) {
                        break;
                    }
                }
            }
            double[] averages = IntStream.rangeClosed(0, n)
                    .mapToDouble(IsolationForest::averagePath)
                    .toArray();
            assertThat(IsolationPaths.sizes(tree, left, averages))
                    .as("of %d", n)
                    .isEqualTo(counted);
        }
    }

    /** Rows ordinary but for one feature. Gate: healthy 1.00; 1/7 when features are credited at random; bar 0.95. */
    @Test
    void contributions_plantedOutlierInOneFeature_pointAtIt() {
        int right = 0;
        int cases = 0;
        for (long seed = 0; seed < 20; seed++) {
            IsolationForest forest = IsolationForest.fit(TestRows.random(1_000, 7, 0.05, seed), 100, 256, seed);
            double[][] rows = TestRows.random(14, 7, 0, seed + 1_000);
            for (int i = 0; i < rows.length; i++, cases++) {
                int feature = i % 7;
                rows[i] = Arrays.stream(rows[i]).map(x -> x / 2).toArray();
                rows[i][feature] = (i < 7 ? 8 : -8) * (feature + 1);
                right += top(forest.contributions(rows[i])) == feature ? 1 : 0;
            }
        }
        assertThat((double) right / cases).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void contributions_missingValue_neverLeadsAndAMissingColumnIsZero() {
        double[][] rows = TestRows.random(1_000, 5, 0.1, 8);
        for (double[] row : rows) {
            row[2] = Double.NaN;
        }
        IsolationForest forest = IsolationForest.fit(rows, 100, 256, 8);
        for (double[] row : TestRows.random(200, 5, 0, 9)) {
            row[4] = Double.NaN;
            double[] contributions = forest.contributions(row);
            assertThat(contributions[2]).isZero();
            assertThat(contributions[4]).isNegative();
        }
        double[] nothing = new double[5];
        Arrays.fill(nothing, Double.NaN);
        assertThat(Arrays.stream(forest.contributions(nothing)).max().orElseThrow())
                .isZero();
    }

    @Test
    void contributions_ofIdenticalRows_areZero() {
        double[][] rows = new double[300][];
        Arrays.fill(rows, new double[] {3, 4});
        IsolationForest forest = IsolationForest.fit(rows, 5, 256, 7);
        assertThat(forest.contributions(new double[] {9, 9})).containsExactly(0, 0);
        assertThat(forest.typicalScore()).isCloseTo(0.5, within(1e-6));
    }

    @Test
    void contributions_rowOfAnotherLength_namesBoth() {
        IsolationForest forest = IsolationForest.fit(ROWS, 2, 16, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> forest.contributions(new double[4]))
                .withMessage("row has 4 features; the model has 6");
    }

    private static int top(double[] values) {
        return IntStream.range(0, values.length)
                .reduce((a, b) -> values[b] > values[a] ? b : a)
                .orElseThrow();
    }

    /** A normal with missing values, a coin, a long tail, few whole numbers, a constant. */
    private static double[][] mixed(int n, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        double[][] rows = new double[n][];
        for (int i = 0; i < n; i++) {
            rows[i] = new double[] {
                random.unit() < 0.2 ? Double.NaN : TestRows.gaussian(random),
                random.below(2),
                -StrictMath.log(1 - random.unit()),
                random.below(7),
                3
            };
        }
        return rows;
    }
}
