package io.weir.simulation;

/** Everybody who is ever there, from the seed, and the {@link World} that they make on a day. */
final class Population {

    private final long seed;
    private final boolean changes;
    private final Members customers;
    private final Members merchants;
    private final World first;
    private World latest;

    Population(SimulationSettings settings) {
        Joins joins = settings.scenario().joins();
        seed = settings.seed();
        changes = !joins.equals(Joins.NONE);
        customers = new Members(seed, Dice.Purpose.CUSTOMER_STAY, settings.customers(), joins.customers());
        merchants = new Members(seed, Dice.Purpose.MERCHANT_STAY, settings.merchants(), joins.merchants());
        first = new World(this, 0);
        latest = first;
    }

    World on(int day) {
        if (changes && day != latest.day()) {
            latest = new World(this, day);
        }
        return latest;
    }

    long seed() {
        return seed;
    }

    Members customers() {
        return customers;
    }

    Members merchants() {
        return merchants;
    }

    /** The world on day 0. */
    World first() {
        return first;
    }
}
