package io.weir.model;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * ONNX Runtime at its best: one thread, memory for rows and margins taken once and shared with the native side.
 *
 * <p>Version 1.29 would send telemetry, and setting that up crashes the process where XGBoost is loaded already: it must be
 * turned off in the environment.
 */
final class OnnxScorer {

    private static final String NO_TELEMETRY = "ORT_DISABLE_TELEMETRY";

    private final FloatBuffer rows;
    private final FloatBuffer margins;
    private final OrtSession session;
    private final Map<String, OnnxTensor> input;
    private final Map<String, OnnxTensor> output;

    /** @param size rows of one call */
    OnnxScorer(byte[] model, int size) {
        if (!"1".equals(System.getenv(NO_TELEMETRY))) {
            throw new IllegalStateException("environment variable " + NO_TELEMETRY + " is not 1");
        }
        rows = floats(size * BenchmarkModel.FEATURES);
        margins = floats(size);
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            OrtSession.SessionOptions options = new OrtSession.SessionOptions();
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            session = environment.createSession(model, options);
            input = Map.of(
                    "rows", OnnxTensor.createTensor(environment, rows, new long[] {size, BenchmarkModel.FEATURES}));
            output = Map.of("margins", OnnxTensor.createTensor(environment, margins, new long[] {size, 1}));
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime does not take the model", e);
        }
    }

    private static FloatBuffer floats(int count) {
        return ByteBuffer.allocateDirect(count * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    FloatBuffer score(float[] flatRows) {
        rows.put(0, flatRows);
        try (OrtSession.Result result = session.run(input, output)) {
            return margins;
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot score", e);
        }
    }
}
