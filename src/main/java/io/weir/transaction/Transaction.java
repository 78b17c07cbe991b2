package io.weir.transaction;

import static io.weir.transaction.InvalidRecordException.field;
import static io.weir.transaction.InvalidRecordException.missing;

import java.util.Currency;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One payment that asks for a decision. All its text is bounded: at most 1,000 attributes, names and ids of 256 characters,
 * values of 1,024. So what is made of it has a place on any topic, whatever a hostile producer sends.
 *
 * @param id unique id; a second record with the same id is a redelivery
 * @param account the paying account or card
 * @param merchant the receiving merchant or terminal
 * @param timeMillis event time, epoch milliseconds, UTC
 * @param amountMinor amount in minor units of the currency, 0 to 10^15
 * @param currency ISO 4217 alphabetic code
 * @param numeric the user's own numeric attributes; NaN is missing
 * @param categorical the user's own categorical attributes
 */
public record Transaction(
        String id,
        String account,
        String merchant,
        long timeMillis,
        long amountMinor,
        String currency,
        Map<String, Double> numeric,
        Map<String, String> categorical) {

    /** Largest amount in minor units: ten trillion dollars; sums of a profile stay exact in a long. */
    public static final long MAX_AMOUNT_MINOR = 1_000_000_000_000_000L;

    private static final double[] POWERS_OF_TEN = {1, 10, 100, 1_000, 10_000};

    /** @throws InvalidRecordException naming the field, its value and what is allowed */
    public Transaction {
        Fields.id("transaction_id", id);
        Fields.id("account_id", account);
        Fields.id("merchant_id", merchant);
        Fields.time("event_time", timeMillis);
        if (amountMinor < 0 || amountMinor > MAX_AMOUNT_MINOR) {
            throw field("amount_minor", amountMinor, "0 to " + MAX_AMOUNT_MINOR + " minor units");
        }
        fractionDigits(currency);
        Fields.attributes(numeric.keySet(), categorical);
        numeric = Map.copyOf(numeric);
        categorical = Map.copyOf(categorical);
        for (Map.Entry<String, Double> attribute : numeric.entrySet()) {
            if (attribute.getValue().isInfinite()) {
                throw field(
                        "numeric." + attribute.getKey(), attribute.getValue(), "a finite number, or NaN for missing");
            }
        }
    }

    /** The amount in major units, for example 57.16. */
    public double amount() {
        return amountMinor / unit();
    }

    /** Minor units in one major unit: 100 for USD, 1 for JPY. */
    public double unit() {
        return POWERS_OF_TEN[fractionDigits(currency)];
    }

    /**
     * Digits after the decimal point of a currency: 2 for USD, 0 for JPY.
     *
     * @throws InvalidRecordException when the code is not ISO 4217
     */
    public static int fractionDigits(@Nullable String currency) {
        if (currency == null || currency.isEmpty()) {
            throw missing("currency");
        }
        try {
            return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException e) {
            throw field("currency", currency, "an ISO 4217 code such as USD");
        }
    }
}
