package io.weir.baserate;

/**
 * What a change of the base rate does to a probability, under label shift: p(x | y) fixed, only the share of fraud moves.
 *
 * <p>With reference rate π0 and current rate π', {@code A = π'(1-π0) / (π0(1-π'))}, {@code p' = A·p / (A·p + 1 - p)} and
 * {@code τ' = τ / (τ + A·(1-τ))}; {@code p' ≥ τ ⇔ p ≥ τ'}. Do one, never both: Weir shifts the probability and compares
 * it with the plain threshold. Source: Saerens, Latinne, Decaestecker 2002; Elkan 2001, theorem 2.
 */
public final class BaseRateShift {

    private BaseRateShift() {}

    /**
     * ln A, to be added to the log-odds.
     *
     * @param current π', in (0, 1)
     * @param reference π0, in (0, 1)
     * @throws IllegalArgumentException when a rate is not in (0, 1)
     */
    public static double logOdds(double current, double reference) {
        return logit("current base rate", current) - logit("reference base rate", reference);
    }

    /** p' for p at the reference rate. */
    public static double posterior(double probability, double shift) {
        double a = StrictMath.exp(shift);
        return a * probability / (a * probability + (1 - probability));
    }

    /** τ': the threshold on the unshifted scale that decides as τ does on the shifted one. */
    public static double threshold(double threshold, double shift) {
        double a = StrictMath.exp(shift);
        return threshold / (threshold + a * (1 - threshold));
    }

    /** The rate whose shift from the reference is the given one. */
    public static double rate(double reference, double shift) {
        return posterior(reference, shift);
    }

    private static double logit(String name, double rate) {
        if (!(rate > 0 && rate < 1)) {
            throw new IllegalArgumentException(name + " is " + rate + "; allowed: above 0 and below 1");
        }
        return StrictMath.log(rate / (1 - rate));
    }
}
