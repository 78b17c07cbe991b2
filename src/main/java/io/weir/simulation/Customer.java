package io.weir.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * An account holder with a home, habits and shops near by.
 *
 * @param medianSpend usual amount, major units
 * @param spendSigma standard deviation of the logarithm of amounts
 * @param activity weight of this customer's payments in all
 * @param regulars the merchants used, nearest first
 */
record Customer(
        String id,
        double x,
        double y,
        double medianSpend,
        double spendSigma,
        double activity,
        List<Merchant> regulars) {

    private static final int REGULARS = 12;

    static Customer of(long seed, int index, List<Merchant> shops) {
        Dice dice = Dice.of(seed, Dice.Purpose.CUSTOMER, index);
        double x = dice.between(0, 100);
        double y = dice.between(0, 100);
        return new Customer(
                "c" + index,
                x,
                y,
                dice.logNormal(30, 0.6),
                dice.between(0.4, 0.8),
                dice.logNormal(1, 0.7),
                nearest(shops, x, y));
    }

    /** Kilometres from home to a shop. */
    double distance(Merchant merchant) {
        return Math.sqrt(squared(merchant, x, y));
    }

    /** An amount in character, major units. */
    double spend(Merchant merchant, Dice dice) {
        return dice.logNormal(medianSpend * merchant.priceFactor(), spendSigma);
    }

    /** One of the regular shops, the nearer the likelier. */
    Merchant regular(Dice dice) {
        double u = dice.unit();
        return regulars.get((int) (u * u * regulars.size()));
    }

    /** The nearest shops in order; of those equally far the first. */
    private static List<Merchant> nearest(List<Merchant> shops, double x, double y) {
        int most = Math.min(REGULARS, shops.size());
        List<Merchant> nearest = new ArrayList<>(most + 1);
        double[] distances = new double[most + 1];
        for (Merchant shop : shops) {
            double distance = squared(shop, x, y);
            int place = nearest.size();
            for (; place > 0 && distance < distances[place - 1]; place--) {
                distances[place] = distances[place - 1];
            }
            if (place < most) {
                distances[place] = distance;
                nearest.add(place, shop);
                if (nearest.size() > most) {
                    nearest.remove(most);
                }
            }
        }
        return List.copyOf(nearest);
    }

    private static double squared(Merchant merchant, double x, double y) {
        double dx = merchant.x() - x;
        double dy = merchant.y() - y;
        return dx * dx + dy * dy;
    }
}
