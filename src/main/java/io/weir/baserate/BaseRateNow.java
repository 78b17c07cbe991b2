package io.weir.baserate;

import org.jspecify.annotations.Nullable;

/**
 * What is published of the base rate at an event time.
 *
 * @param version in force; null before the first
 * @param command in force; null: none
 */
public record BaseRateNow(
        @Nullable BaseRateVersion version, @Nullable BaseRateCommand command) {

    /** Nothing was published: the bundle's own base rate holds. */
    public static final BaseRateNow NONE = new BaseRateNow(null, null);

    /**
     * Of what was published last.
     *
     * @param whole null before the first version
     * @param own of the transaction's segment; holds when it is of the same window as the whole's, or the champion since knows no such
     *     segment; null: it has none
     */
    public static BaseRateNow of(
            @Nullable BaseRateVersion whole, @Nullable BaseRateVersion own, @Nullable BaseRateCommand command) {
        boolean current = own != null && whole != null && own.version() == whole.version();
        return new BaseRateNow(current ? own : whole, command);
    }

    /** Whether the world is the one of the calibration window, as far as is known. */
    public World world() {
        return version == null ? World.NORMAL : version.world();
    }

    /** True when a later version should have been there by this event time: the estimator is behind, or down. */
    public boolean isStale(long timeMillis) {
        return version != null && timeMillis >= version.horizonMillis();
    }

    /** The rate that an operator has ordered; null: none. */
    public @Nullable Double ordered() {
        return command == null ? null : command.ordered();
    }
}
