package io.weir.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.weir.model.TreeEnsemble.Arithmetic;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreeEnsembleTest {

    /** Nodes out of order: 0 splits feature 1 at 0.5; its right child 1 splits feature 0 at 2; 2, 3, 4 are leaves. */
    private static final TreeEnsemble.Tree TREE = new TreeEnsemble.Tree(
            new int[] {4, 3, -1, -1, -1},
            new int[] {1, 2, -1, -1, -1},
            new int[] {1, 0, 0, 0, 0},
            new float[] {0.5f, 2f, 1f, -1f, 0.25f},
            new boolean[] {true, false, false, false, false},
            new float[] {10, 6, 2, 4, 4});

    private static final TreeEnsemble ONE = TreeEnsemble.of(2, -3f, List.of(TREE));

    @Test
    void margin_byHand_followsThresholdsAndDefaults() {
        assertThat(ONE.margin(new double[] {0, 0.4})).isEqualTo(-2.75);
        assertThat(ONE.margin(new double[] {0, 0.5})).isEqualTo(-4);
        assertThat(ONE.margin(new double[] {2, 0.5})).isEqualTo(-2);
        assertThat(ONE.margin(new double[] {Double.NaN, 1})).isEqualTo(-2);
        assertThat(ONE.margin(new double[] {0, Double.NaN})).isEqualTo(-2.75);
    }

    @Test
    void margin_thresholdIsFloat32_doubleJustBelowRoundsOntoIt() {
        double justBelow = 0.5 - 1e-12;
        assertThat(ONE.margin(new double[] {0, justBelow})).isEqualTo(ONE.margin(new double[] {0, 0.5}));
        double huge = 1e300;
        assertThat(ONE.margin(new double[] {huge, huge})).isEqualTo(-2);
        assertThat(ONE.margin(new double[] {-huge, huge})).isEqualTo(-4);
    }

    @Test
    void contributions_byHand_areChangesOfTheMean() {
        // leaves: 4 x 0.25, 4 x -1, 2 x 1; right child's mean -2/6, root's mean -0.1
        assertThat(ONE.bias()).isCloseTo(-3.1, within(1e-6));
        double[] contributions = ONE.contributions(new double[] {5, 1});
        assertThat(contributions[1]).isCloseTo(-1.0 / 3 + 0.1, within(1e-6));
        assertThat(contributions[0]).isCloseTo(4.0 / 3, within(1e-6));
    }

    @Test
    void margin_randomEnsembles_equalsTheSlowWalk() {
        for (int trees : new int[] {1, 3, 64, 65, 130}) {
            TreeEnsemble ensemble = random(trees, 6, 100 + trees);
            SlowTrees slow = SlowTrees.ofEnsemble(ensemble.toBytes());
            for (double[] row : TestRows.random(1_000, 6, 0.2, trees)) {
                assertThat(ensemble.margin(row)).isEqualTo(slow.sum(row, -1.5f));
            }
        }
    }

    @Test
    void margin_treesTooDeepForTheHeap_equalsTheSlowWalk() {
        List<TreeEnsemble.Tree> trees = new ArrayList<>(randomTrees(70, 6, 31));
        trees.add(chain(40, 6, 32));
        trees.add(0, chain(25, 6, 33));
        TreeEnsemble narrow = TreeEnsemble.of(6, -1.5f, trees);
        TreeEnsemble wide = TreeEnsemble.of(Arithmetic.FLOAT64, 6, 0.3, trees);
        SlowTrees slowNarrow = SlowTrees.ofEnsemble(narrow.toBytes());
        SlowTrees slowWide = SlowTrees.ofWideEnsemble(wide.toBytes());
        for (double[] row : TestRows.random(1_000, 6, 0.2, 34)) {
            assertThat(narrow.margin(row)).isEqualTo(slowNarrow.sum(row, -1.5f));
            assertThat(wide.margin(row)).isEqualTo(slowWide.wideSum(row, 0.3));
        }
    }

    /** One leaf at each level, right or left in turns. */
    private static TreeEnsemble.Tree chain(int depth, int features, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        int nodes = 2 * depth + 1;
        int[] left = new int[nodes];
        int[] right = new int[nodes];
        int[] feature = new int[nodes];
        float[] value = new float[nodes];
        Arrays.fill(left, -1);
        for (int i = 0; i < nodes; i++) {
            value[i] = (float) TestRows.gaussian(random) / 4;
            feature[i] = random.below(features);
            if (i % 2 == 0 && i + 2 < nodes) {
                left[i] = i + 2 - i / 2 % 2;
                right[i] = i + 1 + i / 2 % 2;
            }
        }
        return new TreeEnsemble.Tree(left, right, feature, value, new boolean[nodes], new float[nodes]);
    }

    @Test
    void margin_float64_byHand_goesLeftWhenEqual() {
        TreeEnsemble wide = TreeEnsemble.of(Arithmetic.FLOAT64, 2, 0.1, List.of(TREE));
        assertThat(wide.margin(new double[] {0, 0.5})).isEqualTo(0.1 + 0.25);
        assertThat(wide.margin(new double[] {2, Math.nextUp(0.5)})).isEqualTo(0.1 - 1);
        assertThat(wide.margin(new double[] {Math.nextUp(2.0), 1})).isEqualTo(0.1 + 1);
        TreeEnsemble zeroMissing = TreeEnsemble.of(Arithmetic.FLOAT64_ZERO_MISSING, 2, 0, List.of(TREE));
        assertThat(zeroMissing.margin(new double[] {0, 1})).isEqualTo(1);
        assertThat(zeroMissing.margin(new double[] {-1e-36, 1})).isEqualTo(1);
        assertThat(zeroMissing.margin(new double[] {-1e-34, 1})).isEqualTo(-1);
    }

    @Test
    void margin_float64RandomEnsembles_equalsTheSlowWalk() {
        for (Arithmetic arithmetic : List.of(Arithmetic.FLOAT64, Arithmetic.FLOAT64_ZERO_MISSING)) {
            for (int trees : new int[] {1, 64, 65, 130}) {
                TreeEnsemble ensemble = TreeEnsemble.of(arithmetic, 6, 0.3, randomTrees(trees, 6, 200 + trees));
                SlowTrees slow = SlowTrees.ofWideEnsemble(ensemble.toBytes());
                TreeEnsemble copy = TreeEnsemble.read(ensemble.toBytes());
                assertThat(copy.toBytes()).isEqualTo(ensemble.toBytes());
                for (double[] row : TestRows.random(1_000, 6, 0.2, trees)) {
                    row[1] = row[1] < 0 ? -0.0 : row[1];
                    row[2] = row[2] < 0 ? 1e-36 : row[2];
                    assertThat(ensemble.margin(row)).isEqualTo(slow.wideSum(row, 0.3));
                    assertThat(copy.margin(row)).isEqualTo(ensemble.margin(row));
                }
            }
        }
    }

    @Test
    void read_tornOrDamagedFloat64_failsAndNamesTheEnsemble() {
        byte[] bytes = TreeEnsemble.of(Arithmetic.FLOAT64, 6, 0.3, randomTrees(3, 6, 5))
                .toBytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] torn = Arrays.copyOf(bytes, length);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TreeEnsemble.read(torn))
                    .withMessageContaining("tree ensemble cannot be read: it ends inside");
        }
        bytes[7] = 3;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TreeEnsemble.read(bytes))
                .withMessage("tree ensemble cannot be read: format version is 3; allowed: 1 to 2");
    }

    @Test
    void contributions_addUpToMarginLessBias() {
        TreeEnsemble ensemble = random(50, 6, 9);
        for (double[] row : TestRows.random(1_000, 6, 0.2, 10)) {
            double sum = Arrays.stream(ensemble.contributions(row)).sum();
            assertThat(sum).isCloseTo(ensemble.margin(row) - ensemble.bias(), within(1e-4));
        }
    }

    @Test
    void read_ofWrittenBytes_isTheSameEnsemble() {
        TreeEnsemble ensemble = random(9, 6, 77);
        TreeEnsemble copy = TreeEnsemble.read(ensemble.toBytes());
        assertThat(copy.toBytes()).isEqualTo(ensemble.toBytes());
        assertThat(copy.featureCount()).isEqualTo(6);
        assertThat(copy.treeCount()).isEqualTo(9);
        assertThat(copy.bias()).isEqualTo(ensemble.bias());
        for (double[] row : TestRows.random(100, 6, 0.2, 78)) {
            assertThat(copy.margin(row)).isEqualTo(ensemble.margin(row));
            assertThat(copy.contributions(row)).isEqualTo(ensemble.contributions(row));
        }
    }

    @Test
    void read_tornBytes_failsAndNamesTheEnsemble() {
        byte[] bytes = random(3, 6, 77).toBytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] torn = Arrays.copyOf(bytes, length);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TreeEnsemble.read(torn))
                    .withMessageContaining("tree ensemble cannot be read: it ends inside");
        }
    }

    @Test
    void of_badTree_namesTreeNodeAndValue() {
        TreeEnsemble.Tree cycle = new TreeEnsemble.Tree(
                new int[] {1, 0, -1}, new int[] {2, 2, -1}, new int[3], new float[3], new boolean[3], new float[3]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TreeEnsemble.of(1, 0, List.of(cycle)))
                .withMessage("node 1 of tree 0: child 0 has another parent already, or is the root");
        TreeEnsemble.Tree outside = new TreeEnsemble.Tree(
                new int[] {7}, new int[] {2}, new int[1], new float[1], new boolean[1], new float[1]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TreeEnsemble.of(1, 0, List.of(outside)))
                .withMessage("node 0 of tree 0: child is 7; allowed: 0 to 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TreeEnsemble.of(1, 0, List.of(TREE)))
                .withMessage("node 0 of tree 0: feature is 1; allowed: 0 to 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TreeEnsemble.of(1, 0, List.of()))
                .withMessageContaining("number of trees is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TreeEnsemble.of(1, Float.NaN, List.of(TREE)))
                .withMessageContaining("base margin is NaN");
        TreeEnsemble.Tree wide = new TreeEnsemble.Tree(
                new int[] {-1}, new int[] {-1}, new int[1], new double[] {0.1}, new boolean[1], new float[1]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TreeEnsemble.of(1, 0, List.of(wide)))
                .withMessage("node 0 of tree 0: value is 0.1; allowed: a float32 number");
        assertThatIllegalArgumentException().isThrownBy(() -> ONE.margin(new double[3]));
    }

    private static TreeEnsemble random(int trees, int features, long seed) {
        return TreeEnsemble.of(features, -1.5f, randomTrees(trees, features, seed));
    }

    /** Trees of unequal depth, grown by splitting a random leaf again and again. */
    private static List<TreeEnsemble.Tree> randomTrees(int trees, int features, long seed) {
        SplitMix64 random = new SplitMix64(seed);
        List<TreeEnsemble.Tree> grown = new ArrayList<>();
        for (int t = 0; t < trees; t++) {
            int splits = random.below(20);
            int nodes = 2 * splits + 1;
            int[] left = new int[nodes];
            int[] right = new int[nodes];
            int[] feature = new int[nodes];
            float[] value = new float[nodes];
            boolean[] missingLeft = new boolean[nodes];
            float[] cover = new float[nodes];
            Arrays.fill(left, -1);
            for (int i = 0; i < nodes; i++) {
                feature[i] = random.below(features);
                value[i] = (float) TestRows.gaussian(random);
                missingLeft[i] = random.unit() < 0.5;
                cover[i] = (float) random.unit();
            }
            for (int s = 0; s < splits; s++) {
                int leaf = random.below(2 * s + 1);
                while (left[leaf] >= 0) {
                    leaf = random.unit() < 0.5 ? left[leaf] : right[leaf];
                }
                left[leaf] = 2 * s + 2;
                right[leaf] = 2 * s + 1;
            }
            grown.add(new TreeEnsemble.Tree(left, right, feature, value, missingLeft, cover));
        }
        return grown;
    }
}
