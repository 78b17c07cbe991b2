package io.weir.decision;

import java.util.Arrays;

/** What a review slot is worth where there are fewer than would pay: the dual price of the analysts' capacity. */
public final class ReviewCapacity {

    /** A price this much above the gain that just does not get a slot, so that rounding in a threshold gives it none. */
    private static final double ABOVE = 1 + 1e-9;

    private ReviewCapacity() {}

    /**
     * The smallest μ ≥ 0 with which the reviews of a period, those of {@link Policy#reviewGain} above μ, are within
     * capacity: the first gain that gets no slot when the slots go to the largest; 0 when there are slots for all that pay.
     *
     * @param gains of every transaction of the period, major units, in any order
     * @param days length of the period
     * @param perDay reviews that the analysts can do in a day; infinite: never the limit
     */
    public static double slotPrice(double[] gains, double days, double perDay) {
        double[] paying = Arrays.stream(gains).filter(gain -> gain > 0).sorted().toArray();
        double slots = Math.floor(days * perDay * (1 + 1e-12));
        return paying.length <= slots ? 0 : paying[paying.length - 1 - (int) slots] * ABOVE;
    }
}
