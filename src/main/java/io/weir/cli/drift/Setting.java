package io.weir.cli.drift;

import io.weir.baserate.Champion;
import io.weir.baserate.EstimatorSettings;
import io.weir.decision.Policy;

/**
 * What all runs share.
 *
 * @param champion whose probabilities the payments have
 * @param policy what wrong decisions cost
 * @param estimator how the base rate is estimated and the threshold moved
 * @param perDay expected payments a day at an intensity of 1, fraud included
 * @param fraudShare expected share of fraud in them
 */
record Setting(Champion champion, Policy policy, EstimatorSettings estimator, double perDay, double fraudShare) {

    /** The true share of fraud when there is this many times the usual fraud. */
    double rate(double intensity) {
        double frauds = intensity * fraudShare;
        return frauds / (frauds + 1 - fraudShare);
    }
}
