package io.weir.model;

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

/** Nanoseconds to score one row of 30 features, missing values among them, with the models of stage one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ScoringBenchmark {

    private static final int FEATURES = 30;
    private static final int ROWS = 4_096;

    private final double[][] rows = new double[ROWS][FEATURES];
    private final IsolationForest forest;
    private final PlainTrees plainForest;
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
        plainForest = PlainTrees.of(forest.toBytes());
        logistic = LogisticModel.fit(rows, fraud, 1);
    }

    private double[] row() {
        next = (next + 1) % ROWS;
        return rows[next];
    }

    /** Score and rank. */
    @Benchmark
    public double forest100x256() {
        return forest.rank(forest.score(row()));
    }

    /** The walk alone, without score and rank. */
    @Benchmark
    public double forest100x256PlainWalk() {
        return plainForest.sum(row(), 0);
    }

    @Benchmark
    public double logistic() {
        return logistic.logit(row());
    }
}
