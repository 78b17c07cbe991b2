package io.weir.feature;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Every payment of one entity, and what a window of them holds by looking at each: the exact twin of a hot log. */
final class ExactPast {

    /**
     * A payment as a log is told of it.
     *
     * @param order of arrival
     * @param device the key is made from; negative: none
     */
    record Payment(long time, int order, long amount, float number, int device) {}

    /** What a window holds. */
    record Summary(int count, int devices, long last, Numbers amounts, Numbers numbers) {}

    /** Of one number: how many have it, their sum, sum of squares and largest. */
    record Numbers(int count, double sum, double squares, double max) {

        static final Numbers NONE = new Numbers(0, 0, 0, Double.NaN);

        Numbers with(double x) {
            return Double.isNaN(x)
                    ? this
                    : new Numbers(count + 1, sum + x, squares + x * x, count == 0 ? x : Math.max(max, x));
        }

        double mean() {
            return sum / count;
        }

        double deviation() {
            return Math.sqrt(Math.max(0, squares / count - mean() * mean()));
        }
    }

    private final List<Payment> byTime;
    private final int[] seen;
    private int stamp;

    ExactPast(List<Payment> payments) {
        byTime = new ArrayList<>(payments);
        byTime.sort(Comparator.comparingLong(Payment::time));
        seen = new int[1 + payments.stream().mapToInt(Payment::device).max().orElseThrow()];
    }

    /** What {@code (start, end]} holds of the payments that arrived earlier than one. */
    Summary summary(long start, long end, int order) {
        stamp++;
        int count = 0;
        int devices = 0;
        long last = Long.MIN_VALUE;
        Numbers amounts = Numbers.NONE;
        Numbers numbers = Numbers.NONE;
        for (int i = firstAfter(start); i < byTime.size() && byTime.get(i).time() <= end; i++) {
            Payment p = byTime.get(i);
            if (p.order() < order) {
                count++;
                last = p.time();
                amounts = amounts.with((double) p.amount());
                numbers = numbers.with(p.number());
                if (p.device() >= 0 && seen[p.device()] != stamp) {
                    seen[p.device()] = stamp;
                    devices++;
                }
            }
        }
        return new Summary(count, devices, last, amounts, numbers);
    }

    private int firstAfter(long time) {
        int low = 0;
        int high = byTime.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (byTime.get(middle).time() > time) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
