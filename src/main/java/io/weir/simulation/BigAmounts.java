package io.weir.simulation;

/** Single payments far out of the customer's character: four to twelve times the usual, anywhere, often by night. */
final class BigAmounts implements FraudScheme {

    @Override
    public Payment payment(Today today, Dice dice) {
        World world = today.world();
        Customer customer = world.anyCustomer(dice);
        Merchant merchant = dice.unit() < 0.5 ? world.anyShop(dice) : world.anyOnline(dice);
        double amount = customer.spend(merchant, dice) * dice.between(4, 12);
        int time = dice.unit() < 0.5 ? Payment.anytime(dice) : Payment.daytime(dice);
        return new Payment(customer, merchant, time, amount, Payment.entryMode(merchant, dice), Scheme.BIG_AMOUNTS);
    }
}
