package io.weir.history;

import static io.weir.transaction.InvalidRecordException.field;
import static io.weir.transaction.InvalidRecordException.missing;

import io.weir.transaction.InvalidRecordException;
import io.weir.transaction.Label;
import io.weir.transaction.LabelledTransaction;
import io.weir.transaction.Transaction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One line's fields to a transaction and its label, by a mapping whose columns were found in the header. */
final class RowParser {

    private static final String ALLOWED = "; allowed: ";

    private final Mapping mapping;
    private final Header header;
    private final int id;
    private final int time;
    private final int account;
    private final int merchant;
    private final int amount;
    private final int currency;
    private final int label;
    private final int known;
    private final Map<String, Integer> numeric;
    private final Map<String, Integer> categorical;

    /** @throws IllegalArgumentException naming the columns that are missing and those present */
    RowParser(Mapping mapping, Header header) {
        this.mapping = mapping;
        this.header = header;
        Mapping.Columns columns = mapping.columns;
        LabelRule rule = mapping.label;
        id = header.index(columns.id());
        time = header.index(columns.time());
        account = header.index(columns.account());
        merchant = header.index(columns.merchant());
        amount = header.index(columns.amount());
        currency = header.index(columns.currency());
        label = header.index(rule == null ? null : rule.column());
        known = header.index(rule == null ? null : rule.knownColumn());
        numeric = header.attributes(mapping.numeric);
        categorical = header.attributes(mapping.categorical);
        header.requireFound();
    }

    /** @throws InvalidRecordException naming the column, its value and what is allowed */
    LabelledTransaction parse(CsvLine line) {
        header.requireCount(line.count());
        long timeMillis = mapping.time.millis(header.name(time), required(line, time));
        String code = mapping.currency != null ? mapping.currency : required(line, currency);
        try {
            Transaction transaction = new Transaction(
                    required(line, id),
                    required(line, account),
                    required(line, merchant),
                    timeMillis,
                    amount(line, code),
                    code,
                    numeric(line),
                    categorical(line));
            return new LabelledTransaction(transaction, label(line, transaction));
        } catch (InvalidRecordException e) {
            throw named(e, line);
        }
    }

    private long amount(CsvLine line, String code) {
        String column = header.name(amount);
        String text = required(line, amount);
        long max = Transaction.MAX_AMOUNT_MINOR;
        int digits = Transaction.fractionDigits(code);
        return switch (mapping.amountUnit) {
            case MAJOR -> Decimals.scaled(column, text, digits, max, code);
            case MAJOR_FLOAT -> Decimals.scaledFromFloat(column, text, digits, max, code);
            case MINOR -> Decimals.scaled(column, text, 0, max, "minor units of " + code);
        };
    }

    private Map<String, Double> numeric(CsvLine line) {
        if (numeric.isEmpty()) {
            return Map.of();
        }
        Map<String, Double> values = new HashMap<>();
        numeric.forEach((attribute, column) -> {
            String text = line.text(column);
            if (!text.isEmpty()) {
                values.put(attribute, Decimals.number(header.name(column), text));
            }
        });
        return values;
    }

    private Map<String, String> categorical(CsvLine line) {
        if (categorical.isEmpty()) {
            return Map.of();
        }
        Map<String, String> values = new HashMap<>();
        categorical.forEach((attribute, column) -> {
            String text = line.text(column);
            if (!text.isEmpty()) {
                values.put(attribute, text);
            }
        });
        return values;
    }

    private @Nullable Label label(CsvLine line, Transaction transaction) {
        LabelRule rule = mapping.label;
        if (rule == null) {
            return null;
        }
        String verdict = line.text(label);
        boolean fraud = rule.fraud().contains(verdict);
        if (!fraud && !verdict.isEmpty() && !rule.legitimate().contains(verdict)) {
            throw field(
                    header.name(label),
                    verdict,
                    rule.fraud() + " for fraud, " + rule.legitimate() + " for legitimate, or empty");
        }
        if (rule.after() != null) {
            long reported = transaction.timeMillis() + rule.after().toMillis();
            return verdict.isEmpty() ? null : label(rule, transaction, fraud, reported);
        }
        String reportedText = line.text(known);
        if (reportedText.isEmpty()) {
            return null;
        }
        if (verdict.isEmpty()) {
            throw missing(header.name(label));
        }
        long reported = mapping.time.millis(header.name(known), reportedText);
        if (reported < transaction.timeMillis()) {
            throw field(header.name(known), reportedText, "not before " + header.name(time));
        }
        return label(rule, transaction, fraud, reported);
    }

    private static Label label(LabelRule rule, Transaction transaction, boolean fraud, long reported) {
        return new Label(transaction.id(), transaction.account(), fraud, rule.source(), reported);
    }

    private String required(CsvLine line, int column) {
        String text = line.text(column);
        if (text.isEmpty()) {
            throw missing(header.name(column));
        }
        return text;
    }

    /** Checks of the core name the core's fields and values; in a file they are known by its columns and its text. */
    private InvalidRecordException named(InvalidRecordException e, CsvLine line) {
        String message = String.valueOf(e.getMessage());
        List<String> fields =
                List.of("transaction_id", "account_id", "merchant_id", "event_time", "currency", "reported_time");
        int[] columns = {id, account, merchant, time, currency, known};
        for (int i = 0; i < columns.length; i++) {
            if (columns[i] >= 0 && message.startsWith(fields.get(i) + " ")) {
                String column = header.name(columns[i]);
                int allowed = message.indexOf(ALLOWED);
                return allowed < 0
                        ? missing(column)
                        : field(column, line.text(columns[i]), message.substring(allowed + ALLOWED.length()));
            }
        }
        return e;
    }
}
