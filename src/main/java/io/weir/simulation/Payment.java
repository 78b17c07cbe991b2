package io.weir.simulation;

import org.jspecify.annotations.Nullable;

/**
 * A payment before it gets its place in the stream.
 *
 * @param millisOfDay time within the day
 * @param amount major units
 * @param scheme of a fraud; null for an honest payment
 */
record Payment(
        Customer customer,
        Merchant merchant,
        int millisOfDay,
        double amount,
        String entryMode,
        @Nullable Scheme scheme) {

    /** A day in milliseconds. */
    static final int DAY = 86_400_000;

    /** What an honest customer does: a regular shop by day, or something online. */
    static Payment legitimate(Customer customer, World world, Dice dice) {
        boolean online = dice.unit() < 0.15;
        Merchant merchant = online ? world.anyOnline(dice) : customer.regular(dice);
        double amount = customer.spend(merchant, dice);
        return new Payment(customer, merchant, daytime(dice), amount, entryMode(merchant, dice), null);
    }

    /** Online, contactless or chip, as the merchant and chance have it. */
    static String entryMode(Merchant merchant, Dice dice) {
        return merchant.online() ? "online" : dice.unit() < 0.6 ? "contactless" : "chip";
    }

    /** About two in the afternoon, give or take four and a half hours. */
    static int daytime(Dice dice) {
        while (true) {
            double hour = 14 + 4.5 * dice.gaussian();
            if (hour >= 0 && hour < 24) {
                return (int) (hour * 3_600_000);
            }
        }
    }

    /** Any time of day or night. */
    static int anytime(Dice dice) {
        return (int) (dice.unit() * DAY);
    }
}
