package io.weir.feature;

import io.weir.feature.FeatureSpec.Kind;
import java.util.Arrays;

/**
 * One aggregate, ready to compute.
 *
 * @param slot where its value goes
 * @param kind what is computed
 * @param column of the number or of the key that it is about; {@link #AMOUNT} for the amount
 * @param same column of the key that has to be the same; -1: all count
 * @param window milliseconds
 * @param delay milliseconds
 * @param current true: the transaction itself counts
 */
record Measure(int slot, Kind kind, int column, int same, long window, long delay, boolean current) {

    static final int AMOUNT = -1;

    /**
     * The transaction that a value is for.
     *
     * @param time event time
     * @param limit entries that arrived earlier than this sequence number are before it
     * @param amountMinor amount in minor units
     * @param unit minor units in a major one
     * @param numbers its own, by column; NaN is missing
     * @param keys its own hashes, by column; 0 is missing
     * @param frauds reports of fraud that hold
     * @param windows into the log as it was before it, those that were asked for
     */
    record Moment(
            long time,
            int limit,
            long amountMinor,
            double unit,
            float[] numbers,
            int[] keys,
            int[] frauds,
            PastWindows windows) {}

    /** The value at a transaction, the log as it was before it. */
    double of(EntityLog log, Moment m) {
        if (same >= 0 && m.keys()[same] == 0) {
            return Double.NaN;
        }
        long end = m.time() - delay;
        long start = end - window;
        Past past = same < 0 ? m.windows().of(m, start, end) : Past.withoutBuckets(log, m, start, end);
        return switch (kind) {
            case COUNT -> count(past);
            case SUM -> sum(past);
            case MEAN -> mean(past);
            case DEVIATION -> deviation(past);
            case MAX -> max(past);
            case DISTINCT -> distinct(past);
            case SINCE_LAST -> sinceLast(past);
            case FRAUD_COUNT -> frauds(past);
            case FRAUD_RATE -> fraudRate(past);
            case SINCE_FRAUD -> sinceFraud(past);
        };
    }

    /** A number as a log keeps it: float32, and missing where that has no room for it. */
    static float kept(double number) {
        float kept = (float) number;
        return Float.isInfinite(kept) ? Float.NaN : kept;
    }

    boolean readsReports() {
        return kind == Kind.FRAUD_COUNT || kind == Kind.FRAUD_RATE || kind == Kind.SINCE_FRAUD;
    }

    private boolean counts(Past past, int payment) {
        return same < 0
                ? past.isBefore(payment)
                : past.isBefore(payment)
                        && past.log().key(payment, same) == past.m().keys()[same];
    }

    private double count(Past past) {
        int count = current ? 1 : 0;
        if (same < 0 && past.whole()) {
            return past.folded().payments(count + Math.max(0, past.to() - past.from()));
        }
        for (int i = past.from(); i < past.to(); i++) {
            count += counts(past, i) ? 1 : 0;
        }
        return past.folded().payments(count);
    }

    /** Payments with the number. */
    private double numbers(Past past) {
        if (column == AMOUNT) {
            return count(past);
        }
        int count = current && !Float.isNaN(past.m().numbers()[column]) ? 1 : 0;
        for (int i = past.from(); i < past.to(); i++) {
            count += counts(past, i) && !Float.isNaN(past.log().number(i, column)) ? 1 : 0;
        }
        return past.folded().having(column, count);
    }

    private double mean(Past past) {
        double count = numbers(past);
        return column == AMOUNT ? amounts(past) / count / past.m().unit() : sum(past) / count;
    }

    /** Amounts are added exactly, in minor units. */
    private double amounts(Past past) {
        long sum = current ? past.m().amountMinor() : 0;
        for (int i = past.from(); i < past.to(); i++) {
            sum += counts(past, i) ? past.log().amount(i) : 0;
        }
        return past.folded().sum(AMOUNT, (double) sum);
    }

    private double sum(Past past) {
        if (column == AMOUNT) {
            return amounts(past) / past.m().unit();
        }
        EntityLog log = past.log();
        double sum =
                current && !Float.isNaN(past.m().numbers()[column]) ? past.m().numbers()[column] : 0;
        for (int i = past.from(); i < past.to(); i++) {
            if (counts(past, i) && !Float.isNaN(log.number(i, column))) {
                sum += log.number(i, column);
            }
        }
        return past.folded().sum(column, sum);
    }

    /** One of a feature in the numbers that the log holds. */
    private double unit(Moment m) {
        return column == AMOUNT ? m.unit() : 1;
    }

    private double number(Past past, int payment) {
        return column == AMOUNT
                ? past.log().amount(payment) / past.m().unit()
                : past.log().number(payment, column);
    }

    private double own(Moment m) {
        return column == AMOUNT ? m.amountMinor() / m.unit() : m.numbers()[column];
    }

    private double deviation(Past past) {
        double count = numbers(past);
        if (count < 2) {
            return Double.NaN;
        }
        double mean = mean(past);
        double own = own(past.m());
        double squares = current && !Double.isNaN(own) ? (own - mean) * (own - mean) : 0;
        for (int i = past.from(); i < past.to(); i++) {
            double x = number(past, i);
            if (counts(past, i) && !Double.isNaN(x)) {
                squares += (x - mean) * (x - mean);
            }
        }
        double deviation = Math.sqrt(past.folded().squares(column, mean, unit(past.m()), squares) / count);
        // Equal numbers whose mean is rounded do not differ.
        return deviation <= 1e-12 * Math.abs(mean) ? 0 : deviation;
    }

    private double max(Past past) {
        double max = current ? own(past.m()) : Double.NaN;
        for (int i = past.from(); i < past.to(); i++) {
            double x = number(past, i);
            if (counts(past, i) && (Double.isNaN(max) || x > max)) {
                max = x;
            }
        }
        return past.folded().max(column, unit(past.m()), max);
    }

    private double distinct(Past past) {
        int own = current ? past.m().keys()[column] : 0;
        int[] keys = new int[past.to() - past.from() + 1];
        int n = 0;
        if (own != 0) {
            keys[n++] = own;
        }
        for (int i = past.from(); i < past.to(); i++) {
            if (counts(past, i) && past.log().key(i, column) != 0) {
                keys[n++] = past.log().key(i, column);
            }
        }
        Arrays.sort(keys, 0, n);
        int distinct = 0;
        for (int i = 0; i < n; i++) {
            distinct += i == 0 || keys[i] != keys[i - 1] ? 1 : 0;
        }
        return past.folded().isEmpty() ? distinct : distinct + further(past.folded(), keys, n);
    }

    /** About how many keys only the buckets have: what they add to a sketch of the others. */
    private double further(BucketWindow folded, int[] keys, int n) {
        byte[] sketch = new byte[KeySketch.BYTES];
        for (int i = 0; i < n; i++) {
            KeySketch.add(sketch, 0, keys[i]);
        }
        double without = KeySketch.estimate(sketch);
        KeySketch.merge(sketch, 0, folded.sketch(column), 0);
        return KeySketch.estimate(sketch) - without;
    }

    private double sinceLast(Past past) {
        long time = past.m().time();
        for (int i = past.to() - 1; i >= past.from(); i--) {
            if (counts(past, i)) {
                return (time - past.log().time(i)) / 1000.0;
            }
        }
        return past.folded().isEmpty() ? Double.NaN : (time - past.folded().latest()) / 1000.0;
    }

    private double frauds(Past past) {
        int frauds = 0;
        for (int report : past.m().frauds()) {
            frauds += inWindow(past, report) ? 1 : 0;
        }
        return past.folded().frauds(frauds);
    }

    /** Where a window ends within a bucket the payments count pro rata and the frauds do not: hence at most 1. */
    private double fraudRate(Past past) {
        double count = count(past);
        return count == 0 ? 0 : Math.min(1, frauds(past) / count);
    }

    private double sinceFraud(Past past) {
        long latest = Long.MIN_VALUE;
        for (int report : past.m().frauds()) {
            if (inWindow(past, report)) {
                latest = Math.max(latest, past.log().judgedTime(report));
            }
        }
        latest = past.folded().latestFraud(latest);
        return latest == Long.MIN_VALUE ? Double.NaN : (past.m().time() - latest) / 1000.0;
    }

    private boolean inWindow(Past past, int report) {
        EntityLog log = past.log();
        long judged = log.judgedTime(report);
        long end = past.m().time() - delay;
        return judged > end - window && judged <= end && isSame(past, report);
    }

    private boolean isSame(Past past, int report) {
        if (same < 0) {
            return true;
        }
        EntityLog log = past.log();
        int payment = log.indexOf(log.reportedId(report), log.judgedTime(report));
        return payment >= 0 && log.key(payment, same) == past.m().keys()[same];
    }
}
