package io.weir.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class IsolationForestTest {

    private static final double[][] ROWS = TestRows.random(2_000, 5, 0.05, 1);

    @Test
    void averagePath_of256_isThePublishedValue() {
        assertThat(IsolationForest.averagePath(256)).isCloseTo(10.24477, within(5e-6));
        assertThat(IsolationForest.averagePath(2)).isEqualTo(1);
        assertThat(IsolationForest.averagePath(1)).isZero();
        assertThat(IsolationForest.averagePath(0)).isZero();
    }

    @Test
    void score_ofTwoDistinctRows_isDepthOneEverywhere() {
        IsolationForest forest = IsolationForest.fit(new double[][] {{0}, {1}}, 10, 256, 7);
        assertThat(forest.sampleSize()).isEqualTo(2);
        assertThat(forest.score(new double[] {0})).isCloseTo(0.5, within(1e-12));
        assertThat(forest.score(new double[] {5})).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void score_ofIdenticalRows_isOneHalf() {
        double[][] rows = new double[300][];
        Arrays.fill(rows, new double[] {3, Double.NaN});
        IsolationForest forest = IsolationForest.fit(rows, 5, 256, 7);
        assertThat(forest.score(new double[] {3, 4})).isCloseTo(0.5, within(1e-6));
        assertThat(forest.rank(0.5)).isBetween(0.0, 1.0);
    }

    @Test
    void score_ofAnOutlier_exceedsThatOfTheCentre() {
        IsolationForest forest = IsolationForest.fit(ROWS, 100, 256, 3);
        double centre = forest.score(new double[] {0, 0, 0, 0, 0});
        double outlier = forest.score(new double[] {9, 18, -27, 36, 45});
        assertThat(centre).isLessThan(0.45);
        assertThat(outlier).isGreaterThan(0.65);
        assertThat(forest.rank(outlier)).isEqualTo(1);
        assertThat(forest.rank(centre)).isLessThan(0.1);
    }

    @Test
    void score_featureThatSeparatesAmongConstantOnes_isFoundByRetrying() {
        double[][] rows = new double[256][20];
        for (int i = 0; i < rows.length; i++) {
            rows[i][13] = i == 0 ? 1000 : i % 16;
        }
        IsolationForest forest = IsolationForest.fit(rows, 20, 256, 5);
        assertThat(forest.score(rows[0])).isGreaterThan(0.8);
        assertThat(forest.score(rows[1])).isLessThan(0.6);
    }

    @Test
    void score_walk_equalsTheSlowWalkOverTheStoredTrees() {
        IsolationForest forest = IsolationForest.fit(ROWS, 23, 64, 11);
        SlowTrees slow = SlowTrees.ofForest(forest.toBytes());
        for (double[] row : TestRows.random(500, 5, 0.2, 2)) {
            double expected = StrictMath.pow(2, -(double) slow.sum(row, 0) / 23 / IsolationForest.averagePath(64));
            assertThat(forest.score(row)).isCloseTo(expected, within(1e-12));
        }
    }

    @Test
    void fit_sameRowsAndSeed_givesTheSameBytes() {
        byte[] first = IsolationForest.fit(ROWS, 20, 128, 42).toBytes();
        assertThat(IsolationForest.fit(ROWS, 20, 128, 42).toBytes()).isEqualTo(first);
        assertThat(IsolationForest.fit(ROWS, 20, 128, 43).toBytes()).isNotEqualTo(first);
    }

    @Test
    void fit_oneMoreTree_leavesTheEarlierTreesAlone() {
        byte[] ten = IsolationForest.fit(ROWS, 10, 32, 42).toBytes();
        byte[] eleven = IsolationForest.fit(ROWS, 11, 32, 42).toBytes();
        int trees = ten.length - 1088 * 8 - 4;
        assertThat(Arrays.copyOfRange(eleven, 20, trees)).isEqualTo(Arrays.copyOfRange(ten, 20, trees));
    }

    @Test
    void read_ofWrittenBytes_scoresAndWritesTheSame() {
        IsolationForest forest = IsolationForest.fit(ROWS, 20, 128, 42);
        IsolationForest copy = IsolationForest.read(forest.toBytes());
        assertThat(copy.toBytes()).isEqualTo(forest.toBytes());
        for (double[] row : ROWS) {
            assertThat(copy.score(row)).isEqualTo(forest.score(row));
            assertThat(copy.rank(copy.score(row))).isEqualTo(forest.rank(forest.score(row)));
        }
    }

    @Test
    void read_tornOrChangedBytes_failsAndNamesTheForest() {
        byte[] bytes = IsolationForest.fit(ROWS, 3, 16, 42).toBytes();
        for (int length = 0; length < bytes.length; length += 97) {
            byte[] torn = Arrays.copyOf(bytes, length);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> IsolationForest.read(torn))
                    .withMessageContaining("isolation forest cannot be read");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IsolationForest.read(Arrays.copyOf(bytes, bytes.length + 1)))
                .withMessageContaining("1 bytes follow its end");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IsolationForest.read(withInt(bytes, 4, 2)))
                .withMessageContaining("format version is 2; allowed: 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IsolationForest.read(withInt(bytes, 20, Integer.MAX_VALUE)))
                .withMessageContaining("it ends inside tree 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IsolationForest.read(withInt(bytes, 24, 999)))
                .withMessageContaining("split of node 0 of tree 0 is 999; allowed: -1 to 9");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IsolationForest.read(withInt(bytes, 24, -1)))
                .withMessageContaining("node 1 of tree 0 is no node's child");
    }

    @Test
    void fit_badInput_namesIt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IsolationForest.fit(new double[][] {{1}}, 10, 256, 1))
                .withMessage("rows: 1 given; allowed: 2 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IsolationForest.fit(new double[][] {{1}, {1, 2}}, 10, 256, 1))
                .withMessage("row 1 has 2 features; row 0 has 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IsolationForest.fit(new double[][] {{1}, {1e300}}, 10, 256, 1))
                .withMessageContaining("feature 0 of row 1 is 1.0E300");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IsolationForest.fit(ROWS, 0, 256, 1))
                .withMessage("number of trees is 0; allowed: 1 to 65536");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> IsolationForest.fit(ROWS, 2, 16, 1).score(new double[4]))
                .withMessage("row has 4 features; the model has 5");
    }

    @Test
    void bytes_ofAFixedForest_areThoseOfFormatOne() throws Exception {
        byte[] bytes = IsolationForest.fit(ROWS, 10, 64, 42).toBytes();
        byte[] digest = java.security.MessageDigest.getInstance("SHA-256").digest(bytes);
        assertThat(HexFormat.of().formatHex(digest, 0, 8)).isEqualTo("3f4e50ff285547bc");
    }

    private static byte[] withInt(byte[] bytes, int at, int value) {
        byte[] copy = bytes.clone();
        java.nio.ByteBuffer.wrap(copy).putInt(at, value);
        return copy;
    }
}
