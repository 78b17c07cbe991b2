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
     */
    record Moment(long time, int limit, long amountMinor, double unit, float[] numbers, int[] keys) {}

    /** The value at a transaction, the log as it was before it. */
    double of(EntityLog log, Moment m) {
        if (same >= 0 && m.keys()[same] == 0) {
            return Double.NaN;
        }
        long end = m.time() - delay;
        long start = end - window;
        int from = log.firstAfter(start);
        int to = log.firstAfter(end);
        return switch (kind) {
            case COUNT -> count(log, m, from, to);
            case SUM -> sum(log, m, from, to);
            case MEAN -> mean(log, m, from, to);
            case DEVIATION -> deviation(log, m, from, to);
            case MAX -> max(log, m, from, to);
            case DISTINCT -> distinct(log, m, from, to);
            case SINCE_LAST -> sinceLast(log, m, from, to);
            case FRAUD_COUNT -> frauds(log, m, start, end);
            case FRAUD_RATE -> {
                int count = count(log, m, from, to);
                yield count == 0 ? 0 : (double) frauds(log, m, start, end) / count;
            }
            case SINCE_FRAUD -> sinceFraud(log, m, start, end);
        };
    }

    boolean readsReports() {
        return kind == Kind.FRAUD_COUNT || kind == Kind.FRAUD_RATE || kind == Kind.SINCE_FRAUD;
    }

    private boolean counts(EntityLog log, Moment m, int payment) {
        return log.sequence(payment) - m.limit() < 0 && (same < 0 || log.key(payment, same) == m.keys()[same]);
    }

    private int count(EntityLog log, Moment m, int from, int to) {
        int count = current ? 1 : 0;
        for (int i = from; i < to; i++) {
            count += counts(log, m, i) ? 1 : 0;
        }
        return count;
    }

    /** Payments with the number; as a double, so that a mean of none is NaN. */
    private double numbers(EntityLog log, Moment m, int from, int to) {
        if (column == AMOUNT) {
            return count(log, m, from, to);
        }
        int count = current && !Float.isNaN(m.numbers()[column]) ? 1 : 0;
        for (int i = from; i < to; i++) {
            count += counts(log, m, i) && !Float.isNaN(log.number(i, column)) ? 1 : 0;
        }
        return count;
    }

    private double mean(EntityLog log, Moment m, int from, int to) {
        double count = numbers(log, m, from, to);
        return column == AMOUNT ? amounts(log, m, from, to) / count / m.unit() : sum(log, m, from, to) / count;
    }

    /** Amounts are added exactly, in minor units. */
    private double amounts(EntityLog log, Moment m, int from, int to) {
        long sum = current ? m.amountMinor() : 0;
        for (int i = from; i < to; i++) {
            sum += counts(log, m, i) ? log.amount(i) : 0;
        }
        return sum;
    }

    private double sum(EntityLog log, Moment m, int from, int to) {
        if (column == AMOUNT) {
            return amounts(log, m, from, to) / m.unit();
        }
        double sum = current && !Float.isNaN(m.numbers()[column]) ? m.numbers()[column] : 0;
        for (int i = from; i < to; i++) {
            if (counts(log, m, i) && !Float.isNaN(log.number(i, column))) {
                sum += log.number(i, column);
            }
        }
        return sum;
    }

    private double number(EntityLog log, Moment m, int payment) {
        return column == AMOUNT ? log.amount(payment) / m.unit() : log.number(payment, column);
    }

    private double own(Moment m) {
        return column == AMOUNT ? m.amountMinor() / m.unit() : m.numbers()[column];
    }

    private double deviation(EntityLog log, Moment m, int from, int to) {
        double count = numbers(log, m, from, to);
        if (count < 2) {
            return Double.NaN;
        }
        double mean = mean(log, m, from, to);
        double squares = current && !Double.isNaN(own(m)) ? (own(m) - mean) * (own(m) - mean) : 0;
        for (int i = from; i < to; i++) {
            double x = number(log, m, i);
            if (counts(log, m, i) && !Double.isNaN(x)) {
                squares += (x - mean) * (x - mean);
            }
        }
        return Math.sqrt(squares / count);
    }

    private double max(EntityLog log, Moment m, int from, int to) {
        double max = current ? own(m) : Double.NaN;
        for (int i = from; i < to; i++) {
            double x = number(log, m, i);
            if (counts(log, m, i) && (Double.isNaN(max) || x > max)) {
                max = x;
            }
        }
        return max;
    }

    private double distinct(EntityLog log, Moment m, int from, int to) {
        int[] keys = new int[to - from + 1];
        int n = 0;
        if (current && m.keys()[column] != 0) {
            keys[n++] = m.keys()[column];
        }
        for (int i = from; i < to; i++) {
            if (counts(log, m, i) && log.key(i, column) != 0) {
                keys[n++] = log.key(i, column);
            }
        }
        Arrays.sort(keys, 0, n);
        int distinct = 0;
        for (int i = 0; i < n; i++) {
            distinct += i == 0 || keys[i] != keys[i - 1] ? 1 : 0;
        }
        return distinct;
    }

    private double sinceLast(EntityLog log, Moment m, int from, int to) {
        for (int i = to - 1; i >= from; i--) {
            if (counts(log, m, i)) {
                return (m.time() - log.time(i)) / 1000.0;
            }
        }
        return Double.NaN;
    }

    private int frauds(EntityLog log, Moment m, long start, long end) {
        int frauds = 0;
        for (int r = 0; r < log.reports(); r++) {
            frauds += inWindow(log, m, r, start, end) ? 1 : 0;
        }
        return frauds;
    }

    private double sinceFraud(EntityLog log, Moment m, long start, long end) {
        long latest = Long.MIN_VALUE;
        for (int r = 0; r < log.reports(); r++) {
            if (log.judgedTime(r) > latest && inWindow(log, m, r, start, end)) {
                latest = log.judgedTime(r);
            }
        }
        return latest == Long.MIN_VALUE ? Double.NaN : (m.time() - latest) / 1000.0;
    }

    private boolean inWindow(EntityLog log, Moment m, int report, long start, long end) {
        long judged = log.judgedTime(report);
        return judged > start && judged <= end && holds(log, m, report) && isSame(log, m, report);
    }

    /** True when a report of fraud was known by then and no other of the same payment known by then was reported later. */
    private static boolean holds(EntityLog log, Moment m, int report) {
        if (!log.isFraud(report) || !isKnown(log, m, report)) {
            return false;
        }
        for (int r = 0; r < log.reports(); r++) {
            boolean other = r != report && log.reportedId(r) == log.reportedId(report) && isKnown(log, m, r);
            if (other && (log.known(r) > log.known(report) || (log.known(r) == log.known(report) && r > report))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isKnown(EntityLog log, Moment m, int report) {
        return log.known(report) <= m.time() && log.reportSequence(report) - m.limit() < 0;
    }

    private boolean isSame(EntityLog log, Moment m, int report) {
        if (same < 0) {
            return true;
        }
        int payment = log.indexOf(log.reportedId(report));
        return payment >= 0 && log.key(payment, same) == m.keys()[same];
    }
}
