package io.weir.model;

/**
 * Turns a model's log-odds into log-odds that mean what they say: the fraud rate among rows of one value is that value's
 * probability.
 *
 * <p>Every calibrator is monotone: higher log-odds never become lower ones, so thresholds move but ranks do not turn. Fit it
 * on a window that is later than training, untouched and never resampled. Log-odds in and out are natural logarithms; NaN
 * stays NaN. {@link Calibrators#choose} picks one by held-out log-loss.
 */
public sealed interface Calibrator permits PlattCalibrator, BetaCalibrator, IsotonicCalibrator {

    /** Log-odds after calibration, finite for finite log-odds. */
    double logit(double logit);

    /** Probability after calibration. */
    default double probability(double logit) {
        return Logit.sigmoid(logit(logit));
    }

    /** Name of the family, as a bundle's manifest spells it: platt, beta or isotonic. */
    String kind();
}
