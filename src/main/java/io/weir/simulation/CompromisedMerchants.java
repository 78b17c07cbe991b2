package io.weir.simulation;

/**
 * Shops with a skimmed terminal: for four weeks about one payment a day there is fraud, by many of the shop's
 * customers, in ordinary amounts. Nothing but the merchant gives them away.
 */
final class CompromisedMerchants implements FraudScheme {

    private static final int DAYS = 28;
    private static final double FRAUDS_A_DAY = 1;

    private final Slots slots;

    CompromisedMerchants(long seed) {
        this.slots = new Slots(seed, Dice.Purpose.COMPROMISED_MERCHANT, DAYS, FRAUDS_A_DAY);
    }

    @Override
    public Payment payment(Today today, Dice dice) {
        Merchant shop = today.world().visitedShopOf(slots.any(today, dice));
        Customer customer = today.world().anyCustomerOf(shop, dice);
        double amount = customer.spend(shop, dice) * 1.3;
        return new Payment(
                customer,
                shop,
                Payment.daytime(dice),
                amount,
                Payment.entryMode(shop, dice),
                Scheme.COMPROMISED_MERCHANTS);
    }
}
