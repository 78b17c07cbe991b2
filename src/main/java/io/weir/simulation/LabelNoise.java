package io.weir.simulation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with the reports. The truth stays what it is.
 *
 * @param missed share of the frauds that nobody ever reports
 * @param flipped honest payments reported as fraud; where several hold, each has its own chance
 * @param reversed reports that are taken back
 */
public record LabelNoise(double missed, List<Flipped> flipped, Reversed reversed) {

    /** Every fraud is reported, nothing else is, and no report is taken back. */
    public static final LabelNoise NONE = new LabelNoise(0, List.of(), new Reversed(0, 0, 1, 0));

    /** @throws IllegalArgumentException naming the setting, its value and what is allowed */
    public LabelNoise {
        Allowed.share("missed", missed);
        flipped = List.copyOf(flipped);
    }

    /**
     * What is heard of a payment.
     *
     * @param report that it is fraud, right or wrong
     * @param reversedAfterDays after the report, when the same source takes it back; null: never
     */
    public record Heard(LabelDelays.Report report, @Nullable Double reversedAfterDays) {}

    /**
     * Draws what is heard of a payment; null: nothing.
     *
     * @param day of the payment, in days from the start, fractions included
     * @param chance whether it is reported, and taken back
     * @param delay by whom and when
     */
    public @Nullable Heard heard(boolean fraud, double day, LabelDelays delays, Dice chance, Dice delay) {
        LabelDelays.Report report = fraud ? trueReport(delays, chance, delay) : falseReport(day, delays, chance, delay);
        if (report == null) {
            return null;
        }
        if (chance.unit() >= (fraud ? reversed.trueReports() : reversed.falseReports())) {
            return new Heard(report, null);
        }
        double days = chance.logNormal(reversed.medianDays(), reversed.sigma());
        return new Heard(report, Math.min(days, delays.longestDays()));
    }

    private LabelDelays.@Nullable Report trueReport(LabelDelays delays, Dice chance, Dice delay) {
        return chance.unit() < missed ? null : delays.draw(delay);
    }

    private LabelDelays.@Nullable Report falseReport(double day, LabelDelays delays, Dice chance, Dice delay) {
        for (Flipped each : flipped) {
            if (each.covers(day) && chance.unit() < each.share()) {
                LabelDelays.Report report = delays.draw(delay);
                double untilMidnight = Math.floor(day) + 1 - day;
                return each.immediate()
                        ? new LabelDelays.Report(report.source(), chance.unit() * untilMidnight)
                        : report;
            }
        }
        return null;
    }

    /**
     * Honest payments of some days that are reported as fraud.
     *
     * @param fromDay when it begins
     * @param days how long it lasts
     * @param share of the honest payments
     * @param immediate reported before the midnight that ends their day; else after a delay like that of a fraud
     */
    public record Flipped(double fromDay, double days, double share, boolean immediate) {

        /** @throws IllegalArgumentException naming the setting, its value and what is allowed */
        public Flipped {
            Allowed.day("from", fromDay);
            Allowed.range("days", days, 0, Allowed.MOST_DAYS);
            Allowed.share("share", share);
        }

        /** True for a moment, in days from the start, at which payments are so reported. */
        boolean covers(double day) {
            return day >= fromDay && day < fromDay + days;
        }
    }

    /**
     * Reports that the same source takes back, a lognormal delay after them; clipped to the longest delay of a report.
     *
     * @param falseReports share of the reports of honest payments
     * @param trueReports share of the reports of frauds
     * @param medianDays median delay after the report
     * @param sigma standard deviation of the logarithm
     */
    public record Reversed(double falseReports, double trueReports, double medianDays, double sigma) {

        /** @throws IllegalArgumentException naming the setting, its value and what is allowed */
        public Reversed {
            Allowed.share("false-reports", falseReports);
            Allowed.share("true-reports", trueReports);
            Allowed.range("median", medianDays, 0.001, 3_650);
            Allowed.range("sigma", sigma, 0, 5);
        }
    }
}
