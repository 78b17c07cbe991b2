package io.weir.model;

import java.util.List;

/**
 * Isotonic calibration: the rising step function of least squared error, found by pooling adjacent violators (Ayer and
 * others 1955; Zadrozny, Elkan 2002). It has no shape of its own, so it wants many frauds: about 1,000.
 *
 * <p>Rows of equal log-odds share a value. A pooled block says frauds / rows; a block at an end that would say 0 or 1 says
 * (frauds + ½) / (rows + 1) instead, or its neighbour's value where that is nearer the end, so that a logit exists. Between
 * the blocks' mean log-odds the calibrated log-odds are joined by straight lines, which keeps ranks that steps would tie;
 * beyond the first and the last they are constant.
 *
 * @param knots two or more, from low to high
 */
public record IsotonicCalibrator(List<Knot> knots) implements Calibrator {

    static final String KIND = "isotonic";

    /**
     * A corner of the curve.
     *
     * @param logit mean log-odds of a block, finite
     * @param calibrated log-odds after calibration, finite
     */
    public record Knot(double logit, double calibrated) {}

    /** @throws IllegalArgumentException when the knots are not in order, or the curve falls or does not rise at all */
    public IsotonicCalibrator {
        knots = List.copyOf(knots);
        if (knots.size() < 2) {
            throw new IllegalArgumentException(
                    "isotonic calibrator has " + knots.size() + " knots; allowed: 2 or more");
        }
        for (int i = 0; i < knots.size(); i++) {
            Knot knot = knots.get(i);
            boolean finite = Double.isFinite(knot.logit()) && Double.isFinite(knot.calibrated());
            if (!finite || (i > 0 && !follows(knots.get(i - 1), knot))) {
                throw new IllegalArgumentException("knot " + i + " of the isotonic calibrator is " + knot
                        + "; allowed: finite numbers, log-odds rising and calibrated never falling");
            }
        }
        if (!(knots.get(0).calibrated() < knots.get(knots.size() - 1).calibrated())) {
            throw new IllegalArgumentException(
                    "isotonic calibrator is " + knots.get(0).calibrated() + " everywhere; allowed: a rising curve");
        }
    }

    private static boolean follows(Knot before, Knot after) {
        return before.logit() < after.logit() && before.calibrated() <= after.calibrated();
    }

    /**
     * Pools adjacent violators.
     *
     * @param logits finite log-odds, one a row
     * @param fraud truth of each row; at least one of each class
     * @throws IllegalArgumentException when the best curve does not rise
     */
    public static IsotonicCalibrator fit(double[] logits, boolean[] fraud) {
        Rows.calibration(logits, fraud);
        List<Knot> knots = AdjacentViolators.pool(logits, fraud);
        if (knots.size() == 1) {
            throw new IllegalArgumentException(
                    "isotonic calibration on " + logits.length
                            + " rows pools them all: the log-odds rank frauds no higher than the rest; allowed: a rising curve");
        }
        return new IsotonicCalibrator(knots);
    }

    @Override
    public double logit(double logit) {
        int low = 0;
        int high = knots.size() - 1;
        if (logit <= knots.get(low).logit()) {
            return knots.get(low).calibrated();
        }
        if (logit >= knots.get(high).logit()) {
            return knots.get(high).calibrated();
        }
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (knots.get(middle).logit() <= logit) {
                low = middle;
            } else {
                high = middle;
            }
        }
        Knot from = knots.get(low);
        Knot to = knots.get(high);
        double share = (logit - from.logit()) / (to.logit() - from.logit());
        return Math.min(to.calibrated(), from.calibrated() + share * (to.calibrated() - from.calibrated()));
    }

    @Override
    public String kind() {
        return KIND;
    }
}
