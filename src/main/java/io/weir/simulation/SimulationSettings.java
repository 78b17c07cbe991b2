package io.weir.simulation;

/**
 * What a {@link Simulator} makes.
 *
 * @param seed same seed, same transactions
 * @param startMillis first midnight, epoch milliseconds, UTC
 * @param days days to simulate
 * @param customers accounts
 * @param merchants merchants, one in ten of them online
 * @param transactionsPerDay expected payments a day outside the wave, fraud included
 * @param fraudShare expected share of fraud in them, 0.007 for 0.7 %
 * @param waveStartDay first day of the fraud wave, counted from 0
 * @param waveDays length of the wave; 0 for none
 * @param waveFactor how many times the usual count of frauds a wave day has
 * @param reportMedianDays median delay until a fraud is reported
 * @param reportMaxDays longest delay
 */
public record SimulationSettings(
        long seed,
        long startMillis,
        int days,
        int customers,
        int merchants,
        double transactionsPerDay,
        double fraudShare,
        int waveStartDay,
        int waveDays,
        double waveFactor,
        double reportMedianDays,
        double reportMaxDays) {

    /** @throws IllegalArgumentException naming the setting, its value and what is allowed */
    public SimulationSettings {
        require("startMillis", (double) startMillis, 0, 4_102_444_800_000.0);
        require("days", days, 1, 10_000);
        require("customers", customers, 1, 10_000_000);
        require("merchants", merchants, 10, 1_000_000);
        require("transactionsPerDay", transactionsPerDay, 1, 50_000_000);
        require("fraudShare", fraudShare, 0, 0.5);
        require("waveStartDay", waveStartDay, 0, 10_000);
        require("waveDays", waveDays, 0, 10_000);
        require("waveFactor", waveFactor, 0, 1_000);
        require("reportMaxDays", reportMaxDays, 0.001, 3_650);
        require("reportMedianDays", reportMedianDays, 0.001, reportMaxDays);
    }

    /**
     * Ninety days of about 3,000 payments, 0.7 % of them fraud, and four times as many frauds from day 70 on; frauds are
     * reported after 3 days in the median and 14 at most.
     */
    public static SimulationSettings demo(long seed, long startMillis) {
        return new SimulationSettings(seed, startMillis, 90, 2_000, 400, 3_000, 0.007, 70, 20, 4, 3, 14);
    }

    /** The same world for another number of days; the days they share are the same. */
    public SimulationSettings withDays(int changed) {
        return new SimulationSettings(
                seed,
                startMillis,
                changed,
                customers,
                merchants,
                transactionsPerDay,
                fraudShare,
                waveStartDay,
                waveDays,
                waveFactor,
                reportMedianDays,
                reportMaxDays);
    }

    /** Another size. */
    public SimulationSettings withTraffic(int changedCustomers, int changedMerchants, double changedPerDay) {
        return new SimulationSettings(
                seed,
                startMillis,
                days,
                changedCustomers,
                changedMerchants,
                changedPerDay,
                fraudShare,
                waveStartDay,
                waveDays,
                waveFactor,
                reportMedianDays,
                reportMaxDays);
    }

    /** Another share of fraud and another wave. */
    public SimulationSettings withFraud(double changedShare, int changedStart, int changedDays, double changedFactor) {
        return new SimulationSettings(
                seed,
                startMillis,
                days,
                customers,
                merchants,
                transactionsPerDay,
                changedShare,
                changedStart,
                changedDays,
                changedFactor,
                reportMedianDays,
                reportMaxDays);
    }

    /** Expected frauds on a day, counted from 0. */
    double expectedFrauds(int day) {
        return transactionsPerDay * fraudShare * waveFactor(day);
    }

    /** Times the usual count of frauds that a day has. */
    double waveFactor(int day) {
        return day >= waveStartDay && day < waveStartDay + waveDays ? waveFactor : 1;
    }

    private static void require(String name, double value, double min, double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(name + " is " + value + "; allowed: " + min + " to " + max);
        }
    }
}
