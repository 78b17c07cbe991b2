package io.weir.model;

/**
 * Platt scaling on log-odds: p = σ(slope·z + intercept) (Platt 1999), fitted by Newton's method with a line search (Lin,
 * Lin, Weng 2007).
 *
 * <p>Fit it on a window that is later than training, untouched and never resampled. A slope near 1 and an intercept near 0
 * say that the log-odds were calibrated already; a slope of 0 or less says that they rank no better than chance.
 *
 * @param slope a, finite
 * @param intercept b, finite
 */
public record PlattCalibrator(double slope, double intercept) {

    /** @throws IllegalArgumentException when a parameter is not finite */
    public PlattCalibrator {
        if (!Double.isFinite(slope) || !Double.isFinite(intercept)) {
            throw new IllegalArgumentException(
                    "calibrator has slope " + slope + " and intercept " + intercept + "; allowed: finite numbers");
        }
    }

    /**
     * Fits with Platt's targets (N₊ + 1)/(N₊ + 2) and 1/(N₋ + 2), which keep slope and intercept finite.
     *
     * @param logits finite log-odds, one a row
     * @param fraud truth of each row; at least one of each class
     */
    public static PlattCalibrator fit(double[] logits, boolean[] fraud) {
        double frauds = Rows.frauds(logits.length, fraud);
        double legitimate = fraud.length - frauds;
        return newton(logits, fraud, (frauds + 1) / (frauds + 2), 1 / (legitimate + 2));
    }

    /**
     * Plain maximum likelihood, targets 1 and 0: calibration slope and intercept as a measurement (Cox 1958). When the
     * log-odds separate the classes no maximum exists and the slope returned is merely large.
     */
    public static PlattCalibrator maximumLikelihood(double[] logits, boolean[] fraud) {
        Rows.frauds(logits.length, fraud);
        return newton(logits, fraud, 1, 0);
    }

    /** Log-odds after calibration. */
    public double logit(double logit) {
        return slope * logit + intercept;
    }

    /** Probability after calibration. */
    public double probability(double logit) {
        return Logit.sigmoid(logit(logit));
    }

    private static PlattCalibrator newton(double[] logits, boolean[] fraud, double high, double low) {
        double[][] rows = new double[logits.length][];
        double[] targets = new double[logits.length];
        for (int i = 0; i < rows.length; i++) {
            if (!Double.isFinite(logits[i])) {
                throw new IllegalArgumentException(
                        "log-odds of row " + i + " are " + logits[i] + "; allowed: a finite number");
            }
            rows[i] = new double[] {logits[i]};
            targets[i] = fraud[i] ? high : low;
        }
        double[] solution = new LogisticRegression(rows, targets, 0).solve();
        return new PlattCalibrator(solution[0], solution[1]);
    }
}
