package io.weir.simulation;

/**
 * A shop on a square of 100 km, or one online that has no place.
 *
 * @param priceFactor how dear it is beside what a customer usually spends
 */
record Merchant(String id, double x, double y, boolean online, String country, double priceFactor) {

    private static final String[] ABROAD = {"GB", "CA", "DE", "BR", "NG"};

    static Merchant of(long seed, int index) {
        Dice dice = Dice.of(seed, Dice.Purpose.MERCHANT, index);
        boolean online = index % 10 == 0;
        boolean abroad = online && dice.unit() < 0.4;
        return new Merchant(
                "m" + index,
                dice.between(0, 100),
                dice.between(0, 100),
                online,
                abroad ? ABROAD[dice.below(ABROAD.length)] : "US",
                dice.logNormal(1, 0.3));
    }

    /** A shop at home, as the dice have it. */
    static Merchant shop(String id, Dice dice) {
        return new Merchant(id, dice.between(0, 100), dice.between(0, 100), false, "US", dice.logNormal(1, 0.3));
    }
}
