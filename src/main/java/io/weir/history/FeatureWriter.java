package io.weir.history;

import io.weir.feature.FeatureCatalogue;
import io.weir.transaction.LabelledTransaction;
import io.weir.transaction.Transaction;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes features to CSV, one row for a transaction: its id, time, account and merchant, the features, whether it was
 * fraud. Missing values are empty; counts have no decimal point. With the handbook's names a file lines up with the one
 * published with the book.
 */
public final class FeatureWriter implements AutoCloseable {

    private static final List<String> OWN = List.of("transaction_id", "event_time", "account_id", "merchant_id");
    private static final List<String> HANDBOOK = List.of("TRANSACTION_ID", "TX_DATETIME", "CUSTOMER_ID", "TERMINAL_ID");

    private final BufferedWriter out;
    private final boolean handbook;

    private FeatureWriter(BufferedWriter out, boolean handbook) {
        this.out = out;
        this.handbook = handbook;
    }

    /**
     * Starts a new file, in place of an old one; gzipped when its name ends in {@code .gz}.
     *
     * @param handbook true: the column names published with the handbook's data; false: Weir's own
     */
    public static FeatureWriter create(Path file, FeatureCatalogue catalogue, boolean handbook) throws IOException {
        FeatureWriter writer = new FeatureWriter(CsvText.newWriter(file), handbook);
        List<String> header = new ArrayList<>(handbook ? HANDBOOK : OWN);
        for (String feature : catalogue.names()) {
            header.add(handbook ? published(feature) : feature);
        }
        header.add(handbook ? "TX_FRAUD" : "fraud");
        writer.out.write(String.join(",", header) + "\n");
        return writer;
    }

    /** The handbook's name of a feature: account_mean_amount_7d is CUSTOMER_ID_AVG_AMOUNT_7DAY_WINDOW. */
    private static String published(String feature) {
        String window = feature.replaceAll(".*_(\\d+)d", "_$1DAY_WINDOW");
        return switch (feature.replaceAll("_\\d+d$", "")) {
            case "amount" -> "TX_AMOUNT";
            case "weekend" -> "TX_DURING_WEEKEND";
            case "night" -> "TX_DURING_NIGHT";
            case "account_count" -> "CUSTOMER_ID_NB_TX" + window;
            case "account_mean_amount" -> "CUSTOMER_ID_AVG_AMOUNT" + window;
            case "merchant_count" -> "TERMINAL_ID_NB_TX" + window;
            case "merchant_fraud_rate" -> "TERMINAL_ID_RISK" + window;
            default -> throw new IllegalArgumentException("feature " + feature + " has no name in the handbook");
        };
    }

    /** Writes one row; features in the order of the catalogue. */
    public void write(LabelledTransaction labelled, double[] features) throws IOException {
        Transaction t = labelled.transaction();
        StringBuilder line = new StringBuilder(256);
        line.append(CsvText.field(t.id()))
                .append(',')
                .append(time(t.timeMillis()))
                .append(',');
        line.append(CsvText.field(t.account())).append(',').append(CsvText.field(t.merchant()));
        for (double feature : features) {
            line.append(',').append(CsvText.number(feature));
        }
        line.append(',').append(labelled.fraud() ? 1 : 0);
        out.write(line.append('\n').toString());
    }

    private String time(long millis) {
        Instant time = Instant.ofEpochMilli(millis);
        return handbook ? LocalDateTime.ofInstant(time, ZoneOffset.UTC).toString() : time.toString();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
