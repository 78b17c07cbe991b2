package io.weir.baserate;

/**
 * By what factor there is more fraud than the scores say: among what can be reported, where labels tell, and among the declined,
 * where nothing does. What is wrong with the one need not be wrong with the other: a model that misses frauds misses those that
 * it lets through.
 *
 * @param visible factor among what can be reported
 * @param declined factor among the declined
 */
record ModelBias(double visible, double declined) {

    /** Scores as they are. */
    static final ModelBias NONE = new ModelBias(1, 1);

    /**
     * How much of the logarithm is common to both where labels say more than scores: nothing tells. Where they say less, the scores see
     * fraud that is not there, and among the declined no less.
     */
    private static final double COMMON = 0.5;

    /** Standard deviation of the logarithm of what is not common. */
    private static final double UNSEEN = 0.04;

    /**
     * What a gap between labels and scores says of it.
     *
     * @param deviations how many standard deviations above its mean
     */
    static ModelBias of(LabelGap gap, double deviations) {
        double visible = gap.bias() + deviations * StrictMath.sqrt(gap.biasVariance());
        return new ModelBias(
                StrictMath.exp(visible), StrictMath.exp((visible > 0 ? COMMON : 1) * visible + deviations * UNSEEN));
    }

    /** ln of the factor for all fraud, of which the scores say that a share can be reported. */
    double ofAll(double visibleShare) {
        return StrictMath.log(factor(visibleShare));
    }

    /** The share that can be reported, corrected. */
    double corrected(double visibleShare) {
        return visibleShare * visible / factor(visibleShare);
    }

    private double factor(double visibleShare) {
        return visibleShare * visible + (1 - visibleShare) * declined;
    }
}
