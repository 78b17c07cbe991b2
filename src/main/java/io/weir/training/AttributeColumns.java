package io.weir.training;

import io.weir.baserate.WorldReference;
import io.weir.baserate.WorldReference.Rate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The categorical attributes of examples, two bytes each: a value is a number of its attribute's own. An attribute with more
 * than 1,000 values in the whole history, a name of a device say, is no segment and is left out.
 */
final class AttributeColumns {

    static final int MOST_VALUES = 1_000;
    private static final short MISSING = -1;

    private final Map<String, Column> columns = new TreeMap<>();
    private final Set<String> leftOut = new HashSet<>();

    private static final class Column {
        final Map<String, Short> numbers = new HashMap<>();
        short[] cells = new short[0];

        short at(int example) {
            return example < cells.length ? cells[example] : MISSING;
        }

        void put(int example, short number) {
            if (example >= cells.length) {
                int length = cells.length;
                cells = Arrays.copyOf(cells, Math.max(1_024, example * 2));
                Arrays.fill(cells, length, cells.length, MISSING);
            }
            cells[example] = number;
        }
    }

    /** Adds an example's attributes; examples come by ascending number. */
    void add(int example, Map<String, String> attributes) {
        attributes.forEach((name, value) -> {
            if (!leftOut.contains(name)) {
                put(example, name, value);
            }
        });
    }

    private void put(int example, String name, String value) {
        Column column = columns.computeIfAbsent(name, n -> new Column());
        Short number = column.numbers.get(value);
        if (number == null) {
            if (column.numbers.size() == MOST_VALUES) {
                columns.remove(name);
                leftOut.add(name);
                return;
            }
            number = (short) column.numbers.size();
            column.numbers.put(value, number);
        }
        column.put(example, number);
    }

    /** Gives each example the place of its number in {@code order}. */
    void sort(int[] order) {
        for (Column column : columns.values()) {
            short[] sorted = new short[order.length];
            for (int i = 0; i < order.length; i++) {
                sorted[i] = column.at(order[i]);
            }
            column.cells = sorted;
        }
    }

    /**
     * Fraud by value of each attribute, over consecutive examples; without attributes of more than {@code mostValues} values there.
     *
     * @param first number of the first example
     * @param p calibrated probability of each
     * @param fraud whether each is known to be fraud
     */
    Map<String, Map<String, Rate>> rates(int first, double[] p, boolean[] fraud) {
        Map<String, Map<String, Rate>> rates = new TreeMap<>();
        columns.forEach((name, column) -> {
            Map<String, Rate> values = rates(column, first, p, fraud);
            if (!values.isEmpty() && values.size() <= WorldReference.MOST_VALUES) {
                rates.put(name, values);
            }
        });
        return rates;
    }

    private static Map<String, Rate> rates(Column column, int first, double[] p, boolean[] fraud) {
        int numbers = column.numbers.size();
        long[] transactions = new long[numbers];
        double[] expected = new double[numbers];
        long[] reported = new long[numbers];
        for (int i = 0; i < p.length; i++) {
            short number = column.at(first + i);
            if (number != MISSING) {
                transactions[number]++;
                expected[number] += p[i];
                reported[number] += fraud[i] ? 1 : 0;
            }
        }
        Map<String, Rate> rates = new TreeMap<>();
        column.numbers.forEach((value, number) -> {
            if (transactions[number] > 0) {
                rates.put(value, new Rate(transactions[number], expected[number], reported[number]));
            }
        });
        return rates;
    }
}
