package io.weir.cli.forest;

import io.weir.model.IsolationForest;
import io.weir.transaction.IdHash;
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

/**
 * Nanoseconds for one row of 15 features, a third of them long-tailed and some values missing, in a forest of 100 trees of 256
 * rows: score and rank, the reasons of a score, and a plain walk that scores only.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ForestBenchmark {

    private static final int FEATURES = 15;
    private static final int ROWS = 4_096;

    private final double[][] rows = new double[ROWS][FEATURES];
    private final IsolationForest forest;
    private final PlainForest plain;
    private int next;

    public ForestBenchmark() {
        for (int i = 0; i < ROWS; i++) {
            for (int f = 0; f < FEATURES; f++) {
                double u = IdHash.unit(i + ":" + f, 1);
                double x = f % 3 == 0 ? -Math.log1p(-u) : u;
                rows[i][f] = IdHash.unit(i + ":" + f, 2) < 0.05 ? Double.NaN : x;
            }
        }
        forest = IsolationForest.fit(rows, 100, 256, 1);
        plain = new PlainForest(forest);
    }

    private double[] row() {
        next = (next + 1) % ROWS;
        return rows[next];
    }

    @Benchmark
    public double scoreAndRank() {
        return forest.rank(forest.score(row()));
    }

    @Benchmark
    public double plainWalk() {
        return plain.score(row());
    }

    @Benchmark
    public double[] contributions() {
        return forest.contributions(row());
    }
}
