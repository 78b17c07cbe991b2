package io.weir.training;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.model.BetaCalibrator;
import io.weir.model.Calibrator;
import io.weir.model.IsotonicCalibrator;
import io.weir.model.IsotonicCalibrator.Knot;
import io.weir.model.PlattCalibrator;
import java.util.ArrayList;
import java.util.List;

/** A calibrator in the manifest. {@code kind} names its family; where it is missing it is Platt's, as in the first bundles. */
final class CalibratorJson {

    private CalibratorJson() {}

    static void write(ObjectNode json, Calibrator calibrator) {
        json.put("kind", calibrator.kind());
        if (calibrator instanceof PlattCalibrator platt) {
            json.put("slope", platt.slope()).put("intercept", platt.intercept());
        } else if (calibrator instanceof BetaCalibrator beta) {
            json.put("a", beta.a()).put("b", beta.b()).put("c", beta.c());
        } else if (calibrator instanceof IsotonicCalibrator isotonic) {
            ArrayNode logits = json.putArray("logits");
            ArrayNode calibrated = json.putArray("calibrated");
            for (Knot knot : isotonic.knots()) {
                logits.add(knot.logit());
                calibrated.add(knot.calibrated());
            }
        }
    }

    static Calibrator read(JsonFields json) {
        String kind = json.has("kind") ? json.text("kind") : "platt";
        return switch (kind) {
            case "platt" -> new PlattCalibrator(json.number("slope"), json.number("intercept"));
            case "beta" -> new BetaCalibrator(json.number("a"), json.number("b"), json.number("c"));
            case "isotonic" -> new IsotonicCalibrator(knots(json));
            default -> throw json.error("kind is \"" + kind + "\"; allowed: platt, beta, isotonic");
        };
    }

    private static List<Knot> knots(JsonFields json) {
        double[] logits = json.numbers("logits");
        double[] calibrated = json.numbers("calibrated");
        if (logits.length != calibrated.length) {
            throw json.error(logits.length + " logits and " + calibrated.length + " calibrated; allowed: as many");
        }
        List<Knot> knots = new ArrayList<>(logits.length);
        for (int i = 0; i < logits.length; i++) {
            knots.add(new Knot(logits[i], calibrated[i]));
        }
        return knots;
    }
}
