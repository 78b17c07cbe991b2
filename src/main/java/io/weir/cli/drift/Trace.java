package io.weir.cli.drift;

import io.weir.baserate.BaseRateVersion;
import java.util.List;

/**
 * What happened in one run, window by window.
 *
 * @param windowsPerDay how many windows a day has
 * @param trueRates true share of fraud at the end of each window
 * @param oracleShifts shift of who knows the true rate, at the middle of each window
 * @param usedShifts shift that decisions used in each window
 * @param versions what the estimator said at the end of each window, of the whole
 * @param costs what decisions have cost in each window, by {@link Way}, major units
 */
@SuppressWarnings("EnumOrdinal") // ways index arrays of all of them
record Trace(
        int windowsPerDay,
        double[] trueRates,
        double[] oracleShifts,
        double[] usedShifts,
        List<BaseRateVersion> versions,
        double[][] costs) {

    /** Ways to decide. */
    enum Way {
        /** By the bundle's own base rate, for ever. */
        FIXED,
        /** As the stream does. */
        WEIR,
        /** Knowing the true base rate. */
        ORACLE
    }

    int windows() {
        return trueRates.length;
    }

    /** End of a window, in days from the start. */
    double endDay(int window) {
        return (window + 1.0) / windowsPerDay;
    }

    /** What a way has cost in all. */
    double cost(Way way) {
        double sum = 0;
        for (double cost : costs[way.ordinal()]) {
            sum += cost;
        }
        return sum;
    }
}
