package io.weir.simulation;

import io.weir.simulation.Joins.Turnover;
import java.util.stream.IntStream;

/**
 * Which customers or merchants are there: numbers from 0, the first ones from the beginning, the others joining in turn. Each
 * one's stay derives from the seed, so that any day can be had without those before it.
 */
final class Members {

    private static final int ALWAYS_THERE = 10;

    private final long seed;
    private final Dice.Purpose purpose;
    private final int initial;
    private final Turnover turnover;

    Members(long seed, Dice.Purpose purpose, int initial, Turnover turnover) {
        this.seed = seed;
        this.purpose = purpose;
        this.initial = initial;
        this.turnover = turnover;
    }

    /** How many there were at the beginning. */
    int initial() {
        return initial;
    }

    /** How many have joined by the midnight with which a day begins, those who have left since included. */
    int joinedBy(int day) {
        return initial + (int) (turnover.perDay() * Math.max(0, day));
    }

    /** The numbers of those who are there on a day. */
    int[] on(int day) {
        return IntStream.range(0, joinedBy(day))
                .filter(number -> staysUntil(number) > day)
                .toArray();
    }

    /** The day on which one leaves: after a geometric time, P(stay > t) = (1 - leaving)^t. */
    private double staysUntil(int number) {
        if (number < ALWAYS_THERE || turnover.leaving() == 0) {
            return Double.POSITIVE_INFINITY;
        }
        double joined = number < initial ? 0 : (number - initial + 1) / turnover.perDay();
        double u = Dice.of(seed, purpose, number).unit();
        return joined + StrictMath.log(1 - u) / StrictMath.log(1 - turnover.leaving());
    }
}
