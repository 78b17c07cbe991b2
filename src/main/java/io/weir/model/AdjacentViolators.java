package io.weir.model;

import io.weir.model.IsotonicCalibrator.Knot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Pools adjacent violators: joins neighbouring rows until the fraud rate rises from block to block, which is the rising
 * function of least squared error (Ayer, Brunk, Ewing, Reid, Silverman 1955).
 */
final class AdjacentViolators {

    private AdjacentViolators() {}

    /** One knot a block, from low to high; one alone when nothing rises. */
    static List<Knot> pool(double[] logits, boolean[] fraud) {
        List<Block> blocks = new ArrayList<>();
        for (Block tie : ties(logits, fraud)) {
            Block next = tie;
            while (!blocks.isEmpty() && blocks.get(blocks.size() - 1).rate() >= next.rate()) {
                next = blocks.remove(blocks.size() - 1).and(next);
            }
            blocks.add(next);
        }
        double[] rates = clipped(blocks);
        List<Knot> knots = new ArrayList<>(rates.length);
        for (int i = 0; i < rates.length; i++) {
            knots.add(new Knot(blocks.get(i).mean(), Logit.logit(rates[i])));
        }
        return knots;
    }

    /** One block for each distinct value, from low to high. */
    private static List<Block> ties(double[] logits, boolean[] fraud) {
        Integer[] order = new Integer[logits.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> logits[i]));
        List<Block> blocks = new ArrayList<>();
        int frauds = 0;
        int rows = 0;
        for (int i = 0; i < order.length; i++) {
            double logit = logits[order[i]];
            frauds += fraud[order[i]] ? 1 : 0;
            rows++;
            if (i + 1 == order.length || logits[order[i + 1]] != logit) {
                blocks.add(new Block(logit, logit, logit * rows, rows, frauds));
                frauds = 0;
                rows = 0;
            }
        }
        return blocks;
    }

    /** Rates rise strictly, so only the first can be 0 and only the last can be 1. */
    private static double[] clipped(List<Block> blocks) {
        double[] rates = blocks.stream().mapToDouble(Block::rate).toArray();
        int last = rates.length - 1;
        if (rates[last] == 1) {
            rates[last] = Math.max(blocks.get(last).smoothed(), rates[last - 1]);
        }
        if (rates[0] == 0) {
            rates[0] = Math.min(blocks.get(0).smoothed(), rates[1]);
        }
        return rates;
    }

    /** Rows of neighbouring log-odds. */
    private record Block(double least, double most, double sum, int rows, int frauds) {
        double rate() {
            return (double) frauds / rows;
        }

        double smoothed() {
            return (frauds + 0.5) / (rows + 1);
        }

        /** Inside the block in spite of rounding. */
        double mean() {
            return Math.min(Math.max(sum / rows, least), most);
        }

        Block and(Block higher) {
            return new Block(least, higher.most, sum + higher.sum, rows + higher.rows, frauds + higher.frauds);
        }
    }
}
