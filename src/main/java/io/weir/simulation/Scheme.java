package io.weir.simulation;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A way to defraud. */
public enum Scheme {
    /** Single payments far out of the customer's character. */
    BIG_AMOUNTS(false),
    /** Shops with a skimmed terminal. */
    COMPROMISED_MERCHANTS(false),
    /** Stolen card numbers. */
    COMPROMISED_ACCOUNTS(false),
    /** Stolen card numbers that are tried out with tiny amounts. */
    CARD_TESTING(true),
    /** Merchants that exist for the fraud. */
    MULE_MERCHANTS(true);

    private final boolean news;

    Scheme(boolean news) {
        this.news = news;
    }

    /** True for a scheme that is there only from a day on. */
    public boolean isNew() {
        return news;
    }

    /** Lower case with hyphens, such as card-testing. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The schemes that are always there. */
    static List<Scheme> known() {
        return Stream.of(values()).filter(scheme -> !scheme.news).toList();
    }
}
