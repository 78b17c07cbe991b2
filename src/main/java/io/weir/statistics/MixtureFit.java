package io.weir.statistics;

/**
 * The share π of fraud in a histogram of unlabelled scores, by maximum likelihood of {@code π·f1 + (1-π)·f0}.
 *
 * <p>It is the fixed point of the EM of Saerens, Latinne, Decaestecker (2002) in its histogram form,
 * {@code π ← Σ_b O_b/n · π·f1_b / (π·f1_b + (1-π)·f0_b)}, where the score {@code S(π) = Σ O_b·(f1_b - f0_b)/mix_b} is 0. The
 * log-likelihood is concave, so S falls throughout and that point is the only one. Deviation: it is found by bisection of S over
 * the doubles, 63 steps or fewer to the last bit, because EM slows down without bound as π → 0 and a small step there does
 * not mean that it has arrived.
 *
 * <p>π is kept within [1e-9, 1 - 1e-9]: at the lower end the counts ask for no fraud at all, and the standard error of ln π says
 * that nothing is known of it. Bins that neither class reaches say nothing of π and are left out of the fit and the likelihood;
 * goodness of fit counts them.
 *
 * @param share π
 * @param information the observed information {@code I = Σ O_b·((f1_b - f0_b)/mix_b)²}; the variance of π is 1/I
 * @param logLikelihood {@code Σ O_b·ln mix_b}, without the multinomial coefficient, in nats
 * @param goodnessOfFit of the counts to the fitted mixture, one degree less for π
 */
public record MixtureFit(double share, double information, double logLikelihood, GTest goodnessOfFit) {

    private static final double SMALLEST = 1e-9;

    /**
     * Fits π to observed counts.
     *
     * @param fraudShares f1, the share of each bin among frauds; they sum to 1
     * @param legitShares f0, the same among legitimate payments
     * @throws IllegalArgumentException when observed is empty or negative, or the shares are no shares
     */
    public static MixtureFit of(long[] observed, double[] fraudShares, double[] legitShares) {
        Histograms.total("observed", observed);
        double[] fraud = Histograms.shares("fraudShares", fraudShares, observed.length);
        double[] legit = Histograms.shares("legitShares", legitShares, observed.length);
        double share = greatestLikelihood(observed, fraud, legit);
        double[] mixture = new double[observed.length];
        double information = 0;
        double logLikelihood = 0;
        for (int bin = 0; bin < observed.length; bin++) {
            mixture[bin] = mixed(share, fraud[bin], legit[bin]);
            if (observed[bin] > 0 && mixture[bin] > 0) {
                double slope = (fraud[bin] - legit[bin]) / mixture[bin];
                information += observed[bin] * slope * slope;
                logLikelihood += observed[bin] * StrictMath.log(mixture[bin]);
            }
        }
        return new MixtureFit(share, information, logLikelihood, GTest.of(observed, mixture, 1));
    }

    /**
     * The standard error of ln π, 1 / (π·√I): infinite where the classes do not differ, and far above 1 where the counts say no
     * more than that π is small. For counts in clusters multiply by √φ.
     */
    public double logStandardError() {
        return 1 / (share * StrictMath.sqrt(information));
    }

    private static double greatestLikelihood(long[] observed, double[] fraud, double[] legit) {
        long low = Double.doubleToLongBits(SMALLEST);
        long high = Double.doubleToLongBits(1 - SMALLEST);
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (score(Double.longBitsToDouble(middle), observed, fraud, legit) > 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return Double.longBitsToDouble(low);
    }

    private static double score(double share, long[] observed, double[] fraud, double[] legit) {
        double sum = 0;
        for (int bin = 0; bin < observed.length; bin++) {
            double mixture = mixed(share, fraud[bin], legit[bin]);
            if (observed[bin] > 0 && mixture > 0) {
                sum += observed[bin] * (fraud[bin] - legit[bin]) / mixture;
            }
        }
        return sum;
    }

    private static double mixed(double share, double fraud, double legit) {
        return share * fraud + (1 - share) * legit;
    }
}
