package io.weir.training;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * One fold of an evaluation in time order: train, wait for the labels, test.
 *
 * <p>Labels of training count when they were known at the start of the test. Cards that were known to be compromised before
 * the day under test are left out of it (Le Borgne et al. 2022, section 5.3): what is measured is fraud still to be found.
 *
 * @param trainFrom event time, inclusive, epoch milliseconds
 * @param trainTo event time, exclusive
 * @param testFrom event time, inclusive
 * @param testTo event time, exclusive
 * @param compromisedFrom frauds from this event time on make a card known as compromised from the day after their report
 */
public record Protocol(long trainFrom, long trainTo, long testFrom, long testTo, long compromisedFrom) {

    private static final long DAY = Duration.ofDays(1).toMillis();

    /** @throws IllegalArgumentException when the parts are not in time order */
    public Protocol {
        if (!(trainFrom < trainTo && trainTo <= testFrom && testFrom < testTo)) {
            throw new IllegalArgumentException("training is " + Instant.ofEpochMilli(trainFrom) + " to "
                    + Instant.ofEpochMilli(trainTo) + " and the test " + Instant.ofEpochMilli(testFrom) + " to "
                    + Instant.ofEpochMilli(testTo) + "; allowed: training, then the test, neither empty");
        }
    }

    /**
     * The handbook's: a week of training, a week of delay, a week of test.
     *
     * @param trainFrom first day of training, UTC
     */
    public static Protocol handbook(LocalDate trainFrom) {
        long from = start(trainFrom);
        return new Protocol(from, from + 7 * DAY, from + 14 * DAY, from + 21 * DAY, from);
    }

    /**
     * Training between two days, a week of test from a third; UTC.
     *
     * @param trainTo first day that is no longer training
     */
    public static Protocol ofDays(LocalDate trainFrom, LocalDate trainTo, LocalDate testFrom) {
        long from = start(trainFrom);
        long test = start(testFrom);
        return new Protocol(from, start(trainTo), test, test + 7 * DAY, from);
    }

    private static long start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    /** The same test, trained on all that is older than the delay, from a day on. */
    public Protocol trainedFrom(LocalDate first) {
        long from = start(first);
        return new Protocol(from, trainTo, testFrom, testTo, compromisedFrom);
    }

    /** This fold and those before it, each a test's length earlier; oldest first. */
    public List<Protocol> prequential(int folds) {
        List<Protocol> all = new ArrayList<>();
        for (int back = folds - 1; back >= 0; back--) {
            long shift = back * (testTo - testFrom);
            all.add(new Protocol(
                    trainFrom - shift, trainTo - shift, testFrom - shift, testTo - shift, compromisedFrom - shift));
        }
        return all;
    }

    /** How long labels have. */
    long delayMillis() {
        return testFrom - trainTo;
    }

    /** Day of the test, from 0, that a time of the test falls on. */
    int day(long time) {
        return (int) Math.floorDiv(time - testFrom, DAY);
    }

    /** True when a fraud that was reported at one time makes its card known as compromised on the test day of another. */
    boolean isKnownOn(long reported, long testTime) {
        return reported < testFrom + day(testTime) * DAY;
    }
}
