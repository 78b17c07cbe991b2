package io.weir.simulation;

import io.weir.transaction.Label;
import io.weir.transaction.LabelledTransaction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A payment with the truth about it, which nobody at a bank ever has.
 *
 * @param labelled with its report of fraud, right or wrong, if there ever is one
 * @param scheme of a fraud; null for an honest payment
 * @param laterReports what is reported after that: that it was no fraud after all
 */
public record SimulatedPayment(
        LabelledTransaction labelled, @Nullable Scheme scheme, List<Label> laterReports) {

    public SimulatedPayment {
        laterReports = List.copyOf(laterReports);
    }

    /** True when it is fraud, whatever is reported. */
    public boolean fraud() {
        return scheme != null;
    }
}
