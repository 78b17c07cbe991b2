package io.weir.decision;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How much fraud stage one may lose, and how sure that is: with {@code confidence} the share of frauds that the cuts of a
 * {@link ModelBundle.FilterCut} hold back is at most {@code alpha}, for frauds like those of the calibration window.
 *
 * <p>The promise is for the frauds of the criterion. The other bound and the money are as good as for cuts chosen without
 * looking at these frauds. {@link CertifiedWalk} makes it.
 *
 * @param criterion which frauds count
 * @param alpha largest share of them that may be lost, 0 to 1
 * @param confidence 1 - δ, 0 to 1
 * @param recoverable frauds that stage two would review or decline, one for each account
 * @param total all frauds, one for each account
 * @param money amounts of the frauds of the criterion, one for each account
 * @param passShare share of the window's transactions that reach stage two, with the audit sample
 * @param openBecause why no cut is certified and the filter is open; null: the cuts are certified
 */
public record FilterCertificate(
        Criterion criterion,
        double alpha,
        double confidence,
        Bound recoverable,
        Bound total,
        Money money,
        double passShare,
        @Nullable String openBecause) {

    /** Which frauds a certificate is about; the lower-case names are part of a bundle. */
    public enum Criterion {
        /** Those that stage two would review or decline: holding back one that it would approve loses nothing. */
        RECOVERABLE,
        TOTAL
    }

    /**
     * Frauds and those of them held back.
     *
     * @param frauds n, one for each account
     * @param missed m
     * @param upper U: upper confidence bound on the share missed
     */
    public record Bound(int frauds, int missed, double upper) {}

    /**
     * Amounts of frauds and of those held back, major units.
     *
     * @param total of all
     * @param missed of those held back
     * @param upper upper confidence bound on the share missed, for amounts up to the largest seen; loose
     */
    public record Money(double total, double missed, double upper) {
        /** Share missed; 0 where there is nothing to miss. */
        public double share() {
            return total > 0 ? missed / total : 0;
        }
    }

    /** The frauds that the promise is about. */
    public Bound promised() {
        return criterion == Criterion.RECOVERABLE ? recoverable : total;
    }

    /** One sentence for a report. */
    public String summary() {
        if (openBecause != null) {
            return "open: " + openBecause;
        }
        Bound bound = promised();
        return String.format(
                Locale.ROOT,
                "loses at most %.1f %% of %s frauds with %.0f %% confidence: %d of %d missed, bound %.2f %%;"
                        + " money missed %.2f %%, bound %.1f %%; passes %.2f %% of the traffic",
                100 * alpha,
                criterion.name().toLowerCase(Locale.ROOT),
                100 * confidence,
                bound.missed(),
                bound.frauds(),
                100 * bound.upper(),
                100 * money.share(),
                100 * money.upper(),
                100 * passShare);
    }
}
