package io.weir.simulation;

/** How a {@link Scheme} defrauds: makes one fraudulent payment of a day. */
interface FraudScheme {

    /** A payment of today. The dice are the day's; what lasts for days derives from the seed. */
    Payment payment(Today today, Dice dice);

    /**
     * A day of a scheme.
     *
     * @param day counted from 0
     * @param world who is there
     * @param expected the scheme's expected frauds
     */
    record Today(int day, World world, double expected) {}

    /** The scheme at work. */
    static FraudScheme of(Scheme scheme, long seed) {
        return switch (scheme) {
            case BIG_AMOUNTS -> new BigAmounts();
            case COMPROMISED_MERCHANTS -> new CompromisedMerchants(seed);
            case COMPROMISED_ACCOUNTS -> new CompromisedAccounts(seed);
            case CARD_TESTING -> new CardTesting(seed);
            case MULE_MERCHANTS -> new MuleMerchants(seed);
        };
    }
}
