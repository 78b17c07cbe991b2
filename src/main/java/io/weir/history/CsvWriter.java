package io.weir.history;

import io.weir.transaction.Label;
import io.weir.transaction.LabelledTransaction;
import io.weir.transaction.Transaction;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes transactions and labels as Weir's own CSV, which the mapping {@code weir} reads back; gzipped when the name
 * ends in {@code .gz}. The source of a label has no column: it is read back as CHARGEBACK. A numeric NaN and an empty
 * categorical value are written as empty, and read back as absent.
 */
public final class CsvWriter implements AutoCloseable {

    private final BufferedWriter out;
    private final List<String> numeric;
    private final List<String> categorical;

    private CsvWriter(BufferedWriter out, List<String> numeric, List<String> categorical) {
        this.out = out;
        this.numeric = numeric;
        this.categorical = categorical;
    }

    /**
     * Starts a new file, in place of an old one.
     *
     * @param numeric names of the numeric attributes that get a column
     * @param categorical names of the categorical attributes that get a column
     */
    public static CsvWriter create(Path file, List<String> numeric, List<String> categorical) throws IOException {
        CsvWriter writer = new CsvWriter(CsvText.newWriter(file), List.copyOf(numeric), List.copyOf(categorical));
        writer.writeHeader();
        return writer;
    }

    private void writeHeader() throws IOException {
        out.write("transaction_id,event_time,account_id,merchant_id,amount,currency,fraud,reported_time");
        for (String name : numeric) {
            out.write("," + CsvText.field("numeric." + name));
        }
        for (String name : categorical) {
            out.write("," + CsvText.field("categorical." + name));
        }
        out.write('\n');
    }

    /**
     * Writes one row.
     *
     * @throws IllegalArgumentException when a transaction has an attribute without a column, or text with a line break
     */
    public void write(LabelledTransaction labelled) throws IOException {
        Transaction transaction = labelled.transaction();
        Label label = labelled.label();
        requireColumns("numeric", transaction.numeric().keySet(), numeric);
        requireColumns("categorical", transaction.categorical().keySet(), categorical);
        StringBuilder line = new StringBuilder(160);
        line.append(CsvText.field(transaction.id())).append(',');
        line.append(time(transaction.timeMillis())).append(',');
        line.append(CsvText.field(transaction.account())).append(',');
        line.append(CsvText.field(transaction.merchant())).append(',');
        line.append(Decimals.plain(transaction.amountMinor(), Transaction.fractionDigits(transaction.currency())));
        line.append(',').append(transaction.currency()).append(',');
        line.append(label == null ? "" : label.fraud()).append(',');
        line.append(label == null ? "" : time(label.reportedMillis()));
        appendAttributes(line, transaction);
        out.write(line.append('\n').toString());
    }

    private void appendAttributes(StringBuilder line, Transaction transaction) {
        Map<String, Double> numbers = transaction.numeric();
        for (String name : numeric) {
            Double value = numbers.get(name);
            line.append(',').append(value == null || value.isNaN() ? "" : value.toString());
        }
        for (String name : categorical) {
            line.append(',').append(CsvText.field(transaction.categorical().getOrDefault(name, "")));
        }
    }

    private static void requireColumns(String kind, Set<String> attributes, List<String> columns) {
        for (String attribute : attributes) {
            if (!columns.contains(attribute)) {
                throw new IllegalArgumentException(
                        kind + " attribute " + attribute + " has no column; allowed: " + columns);
            }
        }
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
