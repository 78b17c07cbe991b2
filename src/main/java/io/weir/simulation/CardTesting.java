package io.weir.simulation;

/**
 * Stolen card numbers are tried out: about ten payments of one account within twenty minutes, of 0.50 to 3.00, online, at one
 * merchant after the other. Every account is tried on one day.
 */
final class CardTesting implements FraudScheme {

    private static final int DAYS = 1;
    private static final double FRAUDS_A_DAY = 10;
    private static final int MILLIS = 20 * 60_000;

    private final Slots slots;

    CardTesting(long seed) {
        this.slots = new Slots(seed, Dice.Purpose.CARD_TESTING, DAYS, FRAUDS_A_DAY);
    }

    @Override
    public Payment payment(Today today, Dice dice) {
        Slots.Slot tried = slots.any(today, dice);
        Customer customer = today.world().customerOf(tried);
        int start = (int) (tried.dice().unit() * (Payment.DAY - MILLIS));
        Merchant merchant = today.world().anyOnline(dice);
        int time = start + dice.below(MILLIS);
        return new Payment(
                customer, merchant, time, dice.between(0.5, 3), Payment.entryMode(merchant, dice), Scheme.CARD_TESTING);
    }
}
