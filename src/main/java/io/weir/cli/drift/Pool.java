package io.weir.cli.drift;

import io.weir.evaluation.Reliability;
import io.weir.simulation.Dice;
import java.util.Arrays;

/**
 * Payments to draw from, honest ones and frauds, each with what a bundle made of it; flat arrays, so that a draw costs little.
 *
 * <p>A pool of a world that has changed keeps apart the days since its change, up to the last that differs: profiles fill with
 * what is new only day by day.
 */
final class Pool {

    private static final int LEAST = 1024;

    private final int features;
    private final int lastDay;
    private int size;
    /** At the bundle's own base rate. */
    private double[] calibrated = new double[LEAST];
    /** As they arrive, which decisions go by. */
    private double[] amounts = new double[LEAST];
    /** As they are, which costs go by. */
    private double[] trueAmounts = new double[LEAST];

    private boolean[] fraud = new boolean[LEAST];
    private byte[] bins;
    /** Indexes of the payments of each day; honest ones at 0, frauds at 1. */
    private final Ints[][] byDay;

    /**
     * @param features how many features have a bin
     * @param lastDay payments of this day since the change and of all later ones are together; 0: there is no change
     */
    Pool(int features, int lastDay) {
        this.features = features;
        this.lastDay = lastDay;
        this.bins = new byte[LEAST * features];
        this.byDay = new Ints[2][lastDay + 1];
        for (Ints[] kind : byDay) {
            Arrays.setAll(kind, day -> new Ints());
        }
    }

    /** Indexes. */
    private static final class Ints {
        private int[] values = new int[16];
        private int size;

        void add(int value) {
            values = size == values.length ? Arrays.copyOf(values, 2 * size) : values;
            values[size++] = value;
        }
    }

    /** Adds a payment of a day since the change. */
    void add(
            boolean isFraud,
            int day,
            double calibratedProbability,
            double amount,
            double trueAmount,
            int[] featureBins) {
        if (size == calibrated.length) {
            grow();
        }
        calibrated[size] = calibratedProbability;
        amounts[size] = amount;
        trueAmounts[size] = trueAmount;
        fraud[size] = isFraud;
        for (int f = 0; f < features; f++) {
            bins[size * features + f] = (byte) featureBins[f];
        }
        byDay[isFraud ? 1 : 0][Math.min(day, lastDay)].add(size);
        size++;
    }

    private void grow() {
        calibrated = Arrays.copyOf(calibrated, 2 * size);
        amounts = Arrays.copyOf(amounts, 2 * size);
        trueAmounts = Arrays.copyOf(trueAmounts, 2 * size);
        fraud = Arrays.copyOf(fraud, 2 * size);
        bins = Arrays.copyOf(bins, 2 * size * features);
    }

    /** Draws a payment of a day since the change, each as likely as any other. */
    int draw(boolean isFraud, int day, Dice dice) {
        Ints from = byDay[isFraud ? 1 : 0][Math.min(day, lastDay)];
        return from.values[dice.below(from.size)];
    }

    double calibrated(int payment) {
        return calibrated[payment];
    }

    double amount(int payment) {
        return amounts[payment];
    }

    double trueAmount(int payment) {
        return trueAmounts[payment];
    }

    /** Copies the bins of the payment's features. */
    void bins(int payment, int[] into) {
        for (int f = 0; f < features; f++) {
            into[f] = bins[payment * features + f];
        }
    }

    int features() {
        return features;
    }

    int size() {
        return size;
    }

    int frauds() {
        return Arrays.stream(byDay[1]).mapToInt(day -> day.size).sum();
    }

    /** How well calibrated the bundle's probabilities are on the payments as they came. */
    Reliability reliability() {
        return Reliability.of(Arrays.copyOf(calibrated, size), Arrays.copyOf(fraud, size), 1);
    }
}
