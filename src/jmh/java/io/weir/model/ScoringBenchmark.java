package io.weir.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds to score one row of 30 features, missing values among them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ScoringBenchmark {

    private static final int FEATURES = 30;
    private static final int ROWS = 4_096;
    private static final int DEPTH = 6;

    private final double[][] rows = new double[ROWS][FEATURES];
    private final IsolationForest forest;
    private final TreeEnsemble ensemble;
    private final LogisticModel logistic;
    private int next;

    public ScoringBenchmark() {
        SplitMix64 random = new SplitMix64(1);
        boolean[] fraud = new boolean[ROWS];
        for (int i = 0; i < ROWS; i++) {
            fraud[i] = i % 50 == 0;
            for (int f = 0; f < FEATURES; f++) {
                rows[i][f] = random.unit() < 0.05 ? Double.NaN : random.unit();
            }
        }
        forest = IsolationForest.fit(rows, 100, 256, 1);
        logistic = LogisticModel.fit(rows, fraud, 1);
        List<TreeEnsemble.Tree> trees = new ArrayList<>();
        for (int t = 0; t < 300; t++) {
            trees.add(perfectTree(random));
        }
        ensemble = TreeEnsemble.of(FEATURES, -4, trees);
    }

    private static TreeEnsemble.Tree perfectTree(SplitMix64 random) {
        int nodes = (2 << DEPTH) - 1;
        int[] left = new int[nodes];
        int[] right = new int[nodes];
        int[] feature = new int[nodes];
        float[] value = new float[nodes];
        boolean[] missingLeft = new boolean[nodes];
        float[] cover = new float[nodes];
        Arrays.fill(cover, 1);
        for (int i = 0; i < nodes; i++) {
            boolean split = 2 * i + 2 < nodes;
            left[i] = split ? 2 * i + 1 : -1;
            right[i] = split ? 2 * i + 2 : -1;
            feature[i] = random.below(FEATURES);
            value[i] = (float) random.unit();
            missingLeft[i] = random.unit() < 0.5;
        }
        return new TreeEnsemble.Tree(left, right, feature, value, missingLeft, cover);
    }

    private double[] row() {
        next = (next + 1) % ROWS;
        return rows[next];
    }

    @Benchmark
    public double forest100x256() {
        return forest.score(row());
    }

    @Benchmark
    public double ensemble300x6() {
        return ensemble.margin(row());
    }

    @Benchmark
    public double logistic() {
        return logistic.logit(row());
    }
}
