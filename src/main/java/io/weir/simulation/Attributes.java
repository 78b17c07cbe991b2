package io.weir.simulation;

import io.weir.transaction.Nearest;
import java.util.List;

/** What a simulated payment has besides time, account and merchant. */
final class Attributes {

    static final String DISTANCE = "distance_km";
    static final String ENTRY_MODE = "entry_mode";
    static final String COUNTRY = "country";

    /** Those that can be multiplied. */
    static final List<String> NUMBERS = List.of(Break.AMOUNT, DISTANCE);

    /** Those that a payment can do without. */
    static final List<String> OPTIONAL = List.of(DISTANCE, ENTRY_MODE, COUNTRY);

    private Attributes() {}

    static void require(String name, List<String> allowed) {
        if (!allowed.contains(name)) {
            throw new IllegalArgumentException("attribute is \"" + name + "\"; " + Nearest.hint(name, allowed)
                    + "allowed: " + String.join(", ", allowed));
        }
    }
}
