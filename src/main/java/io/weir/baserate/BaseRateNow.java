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
