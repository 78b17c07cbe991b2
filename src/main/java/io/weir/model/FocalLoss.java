package io.weir.model;

/**
 * Undoes what training by focal loss does to a probability. The focal loss -α(1-q)^γ·ln q for fraud and -(1-α)·q^γ·ln(1-q)
 * for the rest (Lin, Goyal, Girshick, He, Dollár 2017) is not a proper scoring rule: the q that minimises it is not the
 * true probability. At the minimum, with w(q) = (1-q)^γ/q - γ(1-q)^(γ-1)·ln q,
 *
 * <p>true odds = (1-α)·w(1-q) / (α·w(q)) (after Charoenphakdee, Vongkulbhisal, Chairatanakul, Sugiyama 2021).
 *
 * @param gamma γ, 0 or more; 0 leaves the weight α / (1-α) of a fraud row alone
 * @param alpha α, above 0 and below 1
 */
public record FocalLoss(double gamma, double alpha) {

    private static final double FAR = 700;

    /** @throws IllegalArgumentException naming the value and what is allowed */
    public FocalLoss {
        if (!(gamma >= 0 && gamma < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("focal gamma is " + gamma + "; allowed: 0 or more");
        }
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("focal alpha is " + alpha + "; allowed: above 0 and below 1");
        }
    }

    /** True log-odds behind those that the model emits. */
    public double correctedLogit(double emitted) {
        return StrictMath.log(1 - alpha) - StrictMath.log(alpha) + logWeight(-emitted) - logWeight(emitted);
    }

    /** The true probability behind one that the model emits; clamped as {@link Logit#logit} does. */
    public double corrected(double emitted) {
        return Logit.sigmoid(correctedLogit(Logit.logit(emitted)));
    }

    /** What the model emits for a true probability: the inverse of {@link #corrected}, by bisection on the log-odds. */
    public double emitted(double corrected) {
        double target = Logit.logit(corrected);
        double low = -FAR;
        double high = FAR;
        for (int step = 0; step < 100; step++) {
            double middle = (low + high) / 2;
            if (correctedLogit(middle) < target) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Logit.sigmoid((low + high) / 2);
    }

    /** ln w(q) for q = σ(z): (γ-1)·ln(1-q) + ln((1-q)/q - γ·ln q), where (1-q)/q = e^-z. */
    private double logWeight(double z) {
        double bounded = Math.max(-FAR, Math.min(z, FAR));
        double inner = StrictMath.log(StrictMath.exp(-bounded) + gamma * Logit.softplus(-bounded));
        return -(gamma - 1) * Logit.softplus(bounded) + inner;
    }
}
