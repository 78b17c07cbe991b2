package io.weir.simulation;

import java.util.Map;

/**
 * What a {@link Simulator} makes.
 *
 * @param seed same seed, same transactions
 * @param startMillis first midnight, epoch milliseconds, UTC
 * @param days days to simulate
 * @param customers accounts at the start
 * @param merchants merchants at the start, one in ten of them online
 * @param transactionsPerDay expected payments a day at an intensity of 1, fraud included
 * @param fraudShare expected share of fraud in them, 0.007 for 0.7 %
 * @param scenario what changes
 */
public record SimulationSettings(
        long seed,
        long startMillis,
        int days,
        int customers,
        int merchants,
        double transactionsPerDay,
        double fraudShare,
        Scenario scenario) {

    private static final double DAY = 86_400_000;

    /** @throws IllegalArgumentException naming the setting, its value and what is allowed */
    public SimulationSettings {
        Allowed.range("startMillis", (double) startMillis, 0, 4_102_444_800_000.0);
        Allowed.range("days", days, 1, Allowed.MOST_DAYS);
        Allowed.range("customers", customers, 1, 10_000_000);
        Allowed.range("merchants", merchants, 10, 1_000_000);
        Allowed.range("transactionsPerDay", transactionsPerDay, 1, 50_000_000);
        Allowed.range("fraudShare", fraudShare, 0, 0.5);
        for (int day = scenario.days(); day < days; day++) {
            scenario.schemes().split(1, day);
        }
    }

    /** A small bank, of 2,000 accounts and 400 merchants with about 3,000 payments a day, 0.7 % of them fraud. */
    public static SimulationSettings of(long seed, long startMillis, Scenario scenario) {
        return new SimulationSettings(seed, startMillis, scenario.days(), 2_000, 400, 3_000, 0.007, scenario);
    }

    /** The small bank with what {@link Scenario#demo} has happen. */
    public static SimulationSettings demo(long seed, long startMillis) {
        return of(seed, startMillis, Scenario.demo());
    }

    /** The same world for another number of days; the days they share are the same. */
    public SimulationSettings withDays(int changed) {
        return new SimulationSettings(
                seed, startMillis, changed, customers, merchants, transactionsPerDay, fraudShare, scenario);
    }

    /** Another size. */
    public SimulationSettings withTraffic(int changedCustomers, int changedMerchants, double changedPerDay) {
        return new SimulationSettings(
                seed, startMillis, days, changedCustomers, changedMerchants, changedPerDay, fraudShare, scenario);
    }

    /** Another share of fraud. */
    public SimulationSettings withFraudShare(double changed) {
        return new SimulationSettings(
                seed, startMillis, days, customers, merchants, transactionsPerDay, changed, scenario);
    }

    /** Expected frauds on a day, counted from 0. */
    double expectedFrauds(int day) {
        return transactionsPerDay * fraudShare * scenario.fraud().mean(day);
    }

    /** Expected frauds on a day, scheme by scheme. */
    Map<Scheme, Double> expectedBySchemes(int day) {
        return scenario.schemes().split(expectedFrauds(day), day);
    }

    /** A moment, in days from the start. */
    double dayOf(long millis) {
        return (millis - startMillis) / DAY;
    }
}
