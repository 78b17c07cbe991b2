package io.weir.simulation;

/**
 * Shops with a skimmed terminal: for four weeks about one payment a day there is fraud, by many of the shop's
 * customers, in ordinary amounts. Nothing but the merchant gives them away.
 */
final class CompromisedMerchants implements FraudScheme {

    private static final int DAYS = 28;
    private static final double FRAUDS_A_DAY = 1;

    private final World world;
    private final Slots slots;

    CompromisedMerchants(World world, SimulationSettings settings) {
        this.world = world;
        this.slots = new Slots(settings, Dice.Purpose.COMPROMISED_MERCHANT, DAYS, FRAUDS_A_DAY);
    }

    @Override
    public Payment payment(int day, Dice dice) {
        Merchant shop = world.anyVisitedShop(slots.diceOfAny(day, dice));
        Customer customer = world.anyCustomerOf(shop, dice);
        double amount = customer.spend(shop, dice) * 1.3;
        return new Payment(customer, shop, Payment.daytime(dice), amount, Payment.entryMode(shop, dice), true);
    }
}
