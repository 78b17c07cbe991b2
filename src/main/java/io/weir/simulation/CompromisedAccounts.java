package io.weir.simulation;

/**
 * Stolen card numbers: for ten days about one payment a day, card not present, at any hour, three to eight times the
 * usual amount.
 */
final class CompromisedAccounts implements FraudScheme {

    private static final int DAYS = 10;
    private static final double FRAUDS_A_DAY = 1;

    private final Slots slots;

    CompromisedAccounts(long seed) {
        this.slots = new Slots(seed, Dice.Purpose.COMPROMISED_ACCOUNT, DAYS, FRAUDS_A_DAY);
    }

    @Override
    public Payment payment(Today today, Dice dice) {
        Customer customer = today.world().customerOf(slots.any(today, dice));
        Merchant merchant = today.world().anyOnline(dice);
        double amount = customer.spend(merchant, dice) * dice.between(3, 8);
        return new Payment(
                customer,
                merchant,
                Payment.anytime(dice),
                amount,
                Payment.entryMode(merchant, dice),
                Scheme.COMPROMISED_ACCOUNTS);
    }
}
