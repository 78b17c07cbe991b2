package io.weir.model;

import java.util.Optional;

/**
 * Platt scaling on log-odds: p = σ(slope·z + intercept) (Platt 1999), fitted by Newton's method with a line search (Lin,
 * Lin, Weng 2007).
 *
 * <p>A slope near 1 and an intercept near 0 say that the log-odds were calibrated already. A slope of 0 or less would turn
 * the ranks around: it says that the log-odds rank no better than chance, and is refused.
 *
 * @param slope a, finite and above 0
 * @param intercept b, finite
 */
public record PlattCalibrator(double slope, double intercept) implements Calibrator {

    static final String KIND = "platt";

    /** @throws IllegalArgumentException when a parameter is out of range */
    public PlattCalibrator {
        if (!(slope > 0) || !Double.isFinite(slope) || !Double.isFinite(intercept)) {
            throw new IllegalArgumentException("calibrator has slope " + slope + " and intercept " + intercept
                    + "; allowed: finite numbers, the slope above 0");
        }
    }

    /**
     * Fits with Platt's targets (N₊ + 1)/(N₊ + 2) and 1/(N₋ + 2), which keep slope and intercept finite.
     *
     * @param logits finite log-odds, one a row
     * @param fraud truth of each row; at least one of each class
     * @throws IllegalArgumentException when the best slope is not above 0
     */
    public static PlattCalibrator fit(double[] logits, boolean[] fraud) {
        CalibrationLine line = CalibrationLine.smoothed(logits, fraud);
        if (!(line.slope() > 0)) {
            throw new IllegalArgumentException("calibration on " + logits.length + " rows finds slope " + line.slope()
                    + ": the log-odds rank frauds no higher than the rest; allowed: above 0");
        }
        return new PlattCalibrator(line.slope(), line.intercept());
    }

    /** As {@link #fit}, but empty when the best slope is not above 0. */
    public static Optional<PlattCalibrator> fitIfRising(double[] logits, boolean[] fraud) {
        CalibrationLine line = CalibrationLine.smoothed(logits, fraud);
        return line.slope() > 0 ? Optional.of(new PlattCalibrator(line.slope(), line.intercept())) : Optional.empty();
    }

    @Override
    public double logit(double logit) {
        return slope * logit + intercept;
    }

    @Override
    public String kind() {
        return KIND;
    }
}
