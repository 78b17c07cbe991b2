package io.weir.model;

/**
 * Log-odds and back: logit p = ln(p / (1 - p)), sigmoid z = 1 / (1 + e^-z), by {@link StrictMath} so that every machine
 * decides alike.
 *
 * <p>Probabilities are clamped to [1e-12, 1 - 1e-12] before a logit is taken, so that it is always finite (±27.6).
 */
public final class Logit {

    private static final double EDGE = 1e-12;

    private Logit() {}

    /** Probability of log-odds; exact at both ends (0 at -∞, 1 at ∞), NaN stays NaN. */
    public static double sigmoid(double logit) {
        if (logit >= 0) {
            return 1 / (1 + StrictMath.exp(-logit));
        }
        double odds = StrictMath.exp(logit);
        return odds / (1 + odds);
    }

    /** Log-odds of a probability, clamped first. */
    public static double logit(double probability) {
        double p = clamp(probability);
        return StrictMath.log(p) - StrictMath.log1p(-p);
    }

    /** The nearest probability in [1e-12, 1 - 1e-12]; NaN stays NaN. */
    public static double clamp(double probability) {
        return Math.min(Math.max(probability, EDGE), 1 - EDGE);
    }

    /** ln(1 + e^z) without overflow: the log-loss of log-odds z when the answer is no. */
    static double softplus(double z) {
        return Math.max(z, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
    }
}
