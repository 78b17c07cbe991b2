package io.weir.simulation;

/** A way to defraud: makes one fraudulent payment of a day. */
interface FraudScheme {

    /** A payment on this day. The dice are the day's; what lasts for days derives from the seed. */
    Payment payment(int day, Dice dice);
}
