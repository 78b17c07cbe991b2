package io.weir.simulation;

/**
 * Merchants that exist for the fraud: one opens, takes about four payments a day for two weeks, all of them fraud, of many
 * customers who live near, contactless, by day, in ordinary amounts, and is gone. Nobody has paid there before.
 */
final class MuleMerchants implements FraudScheme {

    private static final int DAYS = 14;
    private static final double FRAUDS_A_DAY = 4;
    private static final int NEAREST_OF = 8;

    private final Slots slots;

    MuleMerchants(long seed) {
        this.slots = new Slots(seed, Dice.Purpose.MULE_MERCHANT, DAYS, FRAUDS_A_DAY);
    }

    @Override
    public Payment payment(Today today, Dice dice) {
        Slots.Slot slot = slots.any(today, dice);
        Merchant mule = Merchant.shop("m" + slot.number() + "-" + slot.period(), slot.dice());
        Customer customer = near(mule, today.world(), dice);
        double amount = customer.spend(mule, dice);
        return new Payment(customer, mule, Payment.daytime(dice), amount, "contactless", Scheme.MULE_MERCHANTS);
    }

    private static Customer near(Merchant mule, World world, Dice dice) {
        Customer nearest = world.anyCustomer(dice);
        for (int i = 1; i < NEAREST_OF; i++) {
            Customer other = world.anyCustomer(dice);
            nearest = other.distance(mule) < nearest.distance(mule) ? other : nearest;
        }
        return nearest;
    }
}
