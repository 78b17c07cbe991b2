package io.weir.simulation;

import io.weir.transaction.Label;
import java.util.List;

/**
 * What changes while a bank is simulated, and what becomes known of it when. Days are counted from its start, 0.
 *
 * @param name a word for it
 * @param days how long it is
 * @param fraud how the count of frauds changes, as a factor on the usual one; that of honest payments does not
 * @param schemes which schemes the frauds are of
 * @param joins who joins and leaves
 * @param delays who reports frauds, and when
 * @param noise what is wrong with the reports
 * @param breaks what breaks in the data
 */
public record Scenario(
        String name,
        int days,
        Intensity fraud,
        SchemeSchedule schemes,
        Joins joins,
        LabelDelays delays,
        LabelNoise noise,
        List<Break> breaks) {

    /** @throws IllegalArgumentException naming the setting, its value and what is allowed */
    public Scenario {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name is empty; allowed: a word");
        }
        Allowed.range("days", days, 1, Allowed.MOST_DAYS);
        breaks = List.copyOf(breaks);
        for (int day = 0; day < days; day++) {
            schemes.split(1, day);
        }
    }

    /** Nothing changes, nothing is wrong. */
    public static Scenario steady(int days, LabelDelays delays) {
        return new Scenario(
                "steady",
                days,
                Intensity.constant(),
                SchemeSchedule.EQUAL,
                Joins.NONE,
                delays,
                LabelNoise.NONE,
                List.of());
    }

    /**
     * Ninety days with four times as many frauds from day 70 on; chargebacks after 3 days in the median and 14 at most.
     */
    public static Scenario demo() {
        LabelDelays delays = LabelDelays.of(Label.Source.CHARGEBACK, 3, 14);
        return steady(90, delays).named("demo").withFraud(Intensity.constant().burst(70, 20, 4));
    }

    /** The factor on the usual count of frauds, at a moment in days from the start, fractions included. */
    public double intensity(double day) {
        return fraud.at(day);
    }

    /** Another name. */
    public Scenario named(String changed) {
        return new Scenario(changed, days, fraud, schemes, joins, delays, noise, breaks);
    }

    /** Another course of fraud. */
    public Scenario withFraud(Intensity changed) {
        return new Scenario(name, days, changed, schemes, joins, delays, noise, breaks);
    }
}
