package io.weir.simulation;

/**
 * Which accounts or merchants are compromised on a day. A fixed number of slots, more during the wave, each hold one
 * for some days and then the next, at staggered times. So the number compromised is steady, the frauds of a day stay a
 * plain Poisson count, and any day can be had without those before it.
 */
final class Slots {

    private final SimulationSettings settings;
    private final Dice.Purpose purpose;
    private final int days;
    private final double fraudsPerSlot;

    Slots(SimulationSettings settings, Dice.Purpose purpose, int days, double fraudsPerSlot) {
        this.settings = settings;
        this.purpose = purpose;
        this.days = days;
        this.fraudsPerSlot = fraudsPerSlot;
    }

    /** Dice that are the same whenever they stand for the same compromised entity: the choice falls on it again. */
    Dice diceOfAny(int day, Dice dice) {
        double expected = settings.expectedFrauds(day) / Simulator.SCHEMES;
        int slot = dice.below((int) Math.max(1, Math.round(expected / fraudsPerSlot)));
        int period = (day + 3 * slot) / days;
        return Dice.of(settings.seed(), purpose, ((long) slot << 32) + period);
    }
}
