package io.weir.baserate;

import org.jspecify.annotations.Nullable;

/**
 * What an operator has ordered for the base rate, from an event time on: it holds until a later command takes its place.
 *
 * @param id of the command
 * @param segment {@code all}: it holds for the whole and so for every segment
 * @param kind what was ordered
 * @param rate base rate to decide with, in (0, 1); 0 for {@link Kind#RESUME}, which has none
 * @param version whose rate a {@link Kind#ROLLBACK} goes back to; null for the others
 * @param effectiveFromMillis event time, epoch milliseconds
 * @param orderedAtMillis wall clock, epoch milliseconds
 * @param by who ordered it
 * @param reason why
 */
public record BaseRateCommand(
        String id,
        String segment,
        Kind kind,
        double rate,
        @Nullable Long version,
        long effectiveFromMillis,
        long orderedAtMillis,
        String by,
        String reason) {

    /** Kinds of orders. */
    public enum Kind {
        /** Stay where it is. */
        FREEZE,
        /** Decide with a rate that a person has chosen. */
        OVERRIDE,
        /** Back to the rate of an earlier version. */
        ROLLBACK,
        /** Follow the estimate again. */
        RESUME
    }

    /** @throws IllegalArgumentException naming the field, its value and what is allowed */
    public BaseRateCommand {
        boolean none = kind == Kind.RESUME;
        if (none ? rate != 0 : !(rate > 0 && rate < 1)) {
            throw new IllegalArgumentException("rate of the " + kind + " command is " + rate + "; allowed: "
                    + (none ? "0, it has none" : "above 0, below 1"));
        }
        boolean back = kind == Kind.ROLLBACK;
        if (back ? version == null || version < 1 : version != null) {
            throw new IllegalArgumentException("version of the " + kind + " command is " + version + "; allowed: "
                    + (back ? "1 or more" : "none"));
        }
    }

    /** The rate that decisions use instead of the estimate's; null: the estimate's. */
    public @Nullable Double ordered() {
        return kind == Kind.RESUME ? null : rate;
    }
}
