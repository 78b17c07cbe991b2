package io.weir.simulation;

/**
 * Which accounts or merchants are compromised on a day. A number of slots, more when more fraud is expected, each hold one
 * for some days and then the next, at staggered times. So the number compromised is steady, the frauds of a day stay a
 * plain Poisson count, and any day can be had without those before it.
 */
final class Slots {

    private final long seed;
    private final Dice.Purpose purpose;
    private final int days;
    private final double fraudsPerSlot;

    Slots(long seed, Dice.Purpose purpose, int days, double fraudsPerSlot) {
        this.seed = seed;
        this.purpose = purpose;
        this.days = days;
        this.fraudsPerSlot = fraudsPerSlot;
    }

    /**
     * A slot while it holds one entity.
     *
     * @param number of the slot
     * @param period which of the entities that it holds in turn
     * @param firstDay on which it holds this one; negative when that is before the start
     * @param dice the same whenever the slot holds the same entity: the choice falls on it again
     */
    record Slot(int number, int period, int firstDay, Dice dice) {}

    /** Any of today's slots. */
    Slot any(FraudScheme.Today today, Dice dice) {
        int number = dice.below((int) Math.max(1, Math.round(today.expected() / fraudsPerSlot)));
        int period = (today.day() + 3 * number) / days;
        return new Slot(
                number, period, period * days - 3 * number, Dice.of(seed, purpose, ((long) number << 32) + period));
    }
}
