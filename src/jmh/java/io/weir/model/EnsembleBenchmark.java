package io.weir.model;

import io.weir.training.ImportedModel;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds a row: the ensemble of {@link BenchmarkModel} as Weir scores it, and as a plain walk does. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class EnsembleBenchmark {

    static final int BATCH = 1_000;

    private final BenchmarkModel model = new BenchmarkModel();
    private final TreeEnsemble ensemble = ImportedModel.read(model.file("json")).ensemble();
    private final PlainTrees plain = PlainTrees.of(ensemble.toBytes());
    private int next;

    /** Both must score alike, or their times say nothing. */
    @Setup
    public void compare() {
        for (int i = 0; i < BenchmarkModel.ROWS; i++) {
            double[] row = model.row(i);
            if (ensemble.margin(row) != plain.sum(row, 0)) {
                throw new IllegalStateException("row " + i + ": " + ensemble.margin(row) + " and " + plain.sum(row, 0));
            }
        }
    }

    private double[] row() {
        next = (next + 1) % BenchmarkModel.ROWS;
        return model.row(next);
    }

    @Benchmark
    public double weirRow() {
        return ensemble.margin(row());
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public double weirBatch() {
        double sum = 0;
        for (int i = 0; i < BATCH; i++) {
            sum += ensemble.margin(row());
        }
        return sum;
    }

    @Benchmark
    public double plainRow() {
        return plain.sum(row(), 0);
    }
}
