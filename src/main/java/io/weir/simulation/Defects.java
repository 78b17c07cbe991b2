package io.weir.simulation;

import io.weir.simulation.Break.Missing;
import io.weir.simulation.Break.Scaled;
import io.weir.transaction.Transaction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Applies {@link Break}s. */
final class Defects {

    private final List<Break> breaks;

    Defects(List<Break> breaks) {
        this.breaks = breaks;
    }

    /** The payment as it arrives at a moment, in days from the start. */
    Transaction at(double day, Transaction payment) {
        Transaction arriving = payment;
        for (Break broken : breaks) {
            if (day >= broken.day()) {
                arriving = broken instanceof Scaled scaled
                        ? scaled(arriving, scaled)
                        : without(arriving, ((Missing) broken).attribute());
            }
        }
        return arriving;
    }

    private static Transaction scaled(Transaction t, Scaled scaled) {
        if (scaled.attribute().equals(Break.AMOUNT)) {
            return changed(t, Math.round(t.amountMinor() * scaled.factor()), t.numeric(), t.categorical());
        }
        Map<String, Double> numeric = new HashMap<>(t.numeric());
        numeric.computeIfPresent(scaled.attribute(), (name, value) -> value * scaled.factor());
        return changed(t, t.amountMinor(), numeric, t.categorical());
    }

    private static Transaction without(Transaction t, String attribute) {
        Map<String, Double> numeric = new HashMap<>(t.numeric());
        Map<String, String> categorical = new HashMap<>(t.categorical());
        numeric.remove(attribute);
        categorical.remove(attribute);
        return changed(t, t.amountMinor(), numeric, categorical);
    }

    private static Transaction changed(
            Transaction t, long amountMinor, Map<String, Double> numeric, Map<String, String> categorical) {
        return new Transaction(
                t.id(), t.account(), t.merchant(), t.timeMillis(), amountMinor, t.currency(), numeric, categorical);
    }
}
