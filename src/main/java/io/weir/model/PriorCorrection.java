package io.weir.model;

/**
 * Undoes what training did to the class prior. Each distortion shifts the log-odds, and shifts add up: true log-odds =
 * model's log-odds + ln β - ln w - ln ρ (undersampling: Dal Pozzolo et al. 2015; weights: Elkan 2001).
 *
 * <p>For undersampling alone p = β·p_s / (β·p_s - p_s + 1) and, its exact inverse, p_s = p / (p + β·(1 - p)). No
 * correction is due for a filter that depends on the features alone.
 *
 * @param undersampling β: share of the legitimate rows that training kept, in (0, 1]
 * @param fraudWeight w: weight of a fraud row against a legitimate one, above 0 (XGBoost: scale_pos_weight)
 * @param oversampling ρ: times that each fraud row was repeated, above 0
 */
public record PriorCorrection(double undersampling, double fraudWeight, double oversampling) {

    /** Training that distorted nothing. */
    public static final PriorCorrection NONE = new PriorCorrection(1, 1, 1);

    /** @throws IllegalArgumentException naming the value and what is allowed */
    public PriorCorrection {
        if (!(undersampling > 0 && undersampling <= 1)) {
            throw new IllegalArgumentException("undersampling is " + undersampling + "; allowed: above 0, at most 1");
        }
        positive("fraud weight", fraudWeight);
        positive("oversampling", oversampling);
    }

    /** Training that kept a share β of the legitimate rows and did nothing else. */
    public static PriorCorrection undersampled(double beta) {
        return new PriorCorrection(beta, 1, 1);
    }

    private static void positive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " is " + value + "; allowed: above 0");
        }
    }

    /** ln β - ln w - ln ρ: add it to the model's log-odds. */
    public double shift() {
        return StrictMath.log(undersampling) - StrictMath.log(fraudWeight) - StrictMath.log(oversampling);
    }

    /** The true probability behind one that the model emits, both in [0, 1]. */
    public double corrected(double emitted) {
        return scaleOdds(emitted, undersampling / (fraudWeight * oversampling));
    }

    /** What the model emits for a true probability: the inverse of {@link #corrected}. */
    public double emitted(double corrected) {
        return scaleOdds(corrected, fraudWeight * oversampling / undersampling);
    }

    private static double scaleOdds(double p, double factor) {
        return factor * p / (factor * p + 1 - p);
    }
}
