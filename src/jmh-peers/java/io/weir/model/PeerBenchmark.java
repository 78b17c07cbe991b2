package io.weir.model;

import static io.weir.model.EnsembleBenchmark.BATCH;

import biz.k11i.xgboost.Predictor;
import biz.k11i.xgboost.util.FVec;
import io.weir.training.ImportedModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.concurrent.TimeUnit;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;
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

/** Nanoseconds a row that others need for the ensemble of {@link EnsembleBenchmark}, on its rows, with one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class PeerBenchmark {

    private static final double TOLERANCE = 1e-4;

    private final BenchmarkModel model = new BenchmarkModel();
    private final TreeEnsemble ensemble = ImportedModel.read(model.file("json")).ensemble();
    private final float[][] rows = new float[BenchmarkModel.ROWS][];
    private final float[][] batches = new float[BenchmarkModel.ROWS / BATCH][];
    private final Booster booster = model.booster();
    private final Predictor predictor;
    private final OnnxScorer onnxRow;
    private final OnnxScorer onnxBatch;
    private int nextRow;
    private int nextBatch;

    public PeerBenchmark() {
        for (int i = 0; i < rows.length; i++) {
            rows[i] = BenchmarkModel.flat(model.row(i));
        }
        for (int i = 0; i < batches.length; i++) {
            double[][] batch = new double[BATCH][];
            for (int k = 0; k < BATCH; k++) {
                batch[k] = model.row(i * BATCH + k);
            }
            batches[i] = BenchmarkModel.flat(batch);
        }
        predictor = predictor(model.file("deprecated"));
        byte[] onnx = OnnxModel.of(PlainTrees.of(ensemble.toBytes()), BenchmarkModel.FEATURES, 0);
        onnxRow = new OnnxScorer(onnx, 1);
        onnxBatch = new OnnxScorer(onnx, BATCH);
    }

    private static Predictor predictor(byte[] file) {
        try {
            return new Predictor(new ByteArrayInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is timed must be the same everywhere: each scorer's margin or probability, on every row. */
    @Setup
    public void compare() throws XGBoostError {
        for (int i = 0; i < rows.length; i++) {
            double margin = ensemble.margin(model.row(i));
            same(
                    "xgboost-predictor",
                    i,
                    margin,
                    predictor.predictSingle(FVec.Transformer.fromArray(rows[i], false), true));
            same("ONNX Runtime", i, margin, onnxRow.score(rows[i]).get(0));
            same("XGBoost, inplace", i, Logit.sigmoid(margin), inplace(rows[i], 1)[0][0]);
        }
        for (int b = 0; b < batches.length; b++) {
            float[][] xgboost = predict(batches[b], BATCH);
            FloatBuffer onnx = onnxBatch.score(batches[b]);
            for (int k = 0; k < BATCH; k++) {
                int i = b * BATCH + k;
                double margin = ensemble.margin(model.row(i));
                same("XGBoost", i, margin, xgboost[k][0]);
                same("ONNX Runtime, batch", i, margin, onnx.get(k));
            }
        }
    }

    private static void same(String scorer, int row, double ours, double theirs) {
        if (!(Math.abs(ours - theirs) <= TOLERANCE)) {
            throw new IllegalStateException(scorer + " gives " + theirs + " for row " + row + "; Weir gives " + ours);
        }
    }

    private float[] row() {
        nextRow = (nextRow + 1) % rows.length;
        return rows[nextRow];
    }

    private float[] batch() {
        nextBatch = (nextBatch + 1) % batches.length;
        return batches[nextBatch];
    }

    private float[][] predict(float[] flat, int size) throws XGBoostError {
        DMatrix matrix = new DMatrix(flat, size, BenchmarkModel.FEATURES, Float.NaN);
        try {
            return booster.predict(matrix, true);
        } finally {
            matrix.dispose();
        }
    }

    private float[][] inplace(float[] flat, int size) throws XGBoostError {
        return booster.inplace_predict(flat, size, BenchmarkModel.FEATURES, Float.NaN);
    }

    @Benchmark
    public float predictorRow() {
        return predictor.predictSingle(FVec.Transformer.fromArray(row(), false), true);
    }

    @Benchmark
    public float onnxRow() {
        return onnxRow.score(row()).get(0);
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public float onnxBatch() {
        return onnxBatch.score(batch()).get(0);
    }

    @Benchmark
    public float[][] xgboostRow() throws XGBoostError {
        return predict(row(), 1);
    }

    @Benchmark
    public float[][] xgboostInplaceRow() throws XGBoostError {
        return inplace(row(), 1);
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public float[][] xgboostBatch() throws XGBoostError {
        return predict(batch(), BATCH);
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public float[][] xgboostInplaceBatch() throws XGBoostError {
        return inplace(batch(), BATCH);
    }
}
