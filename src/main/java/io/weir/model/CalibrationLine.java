package io.weir.model;

/**
 * Logistic regression of the truth on log-odds, logit P(fraud) = slope·z + intercept: calibration slope and intercept as a
 * measurement (Cox 1958). Unlike a calibrator it may fall.
 *
 * @param slope 1 when calibrated, below 1 when the log-odds are too extreme, 0 or less when they do not rank
 * @param intercept 0 when calibrated
 */
public record CalibrationLine(double slope, double intercept) {

    /**
     * Plain maximum likelihood, targets 1 and 0. When the log-odds separate the classes no maximum exists and the slope
     * returned is merely large.
     *
     * @param logits finite log-odds, one a row
     * @param fraud truth of each row; at least one of each class
     */
    public static CalibrationLine of(double[] logits, boolean[] fraud) {
        double[] targets = new double[fraud.length];
        for (int i = 0; i < targets.length; i++) {
            targets[i] = fraud[i] ? 1 : 0;
        }
        return fitted(logits, fraud, targets);
    }

    /** With Platt's targets, finite in any case. */
    static CalibrationLine smoothed(double[] logits, boolean[] fraud) {
        return fitted(logits, fraud, Rows.plattTargets(fraud));
    }

    private static CalibrationLine fitted(double[] logits, boolean[] fraud, double[] targets) {
        Rows.calibration(logits, fraud);
        double[][] rows = new double[logits.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {logits[i]};
        }
        double[] solution = new LogisticRegression(rows, targets, 0).solve();
        return new CalibrationLine(solution[0], solution[1]);
    }
}
