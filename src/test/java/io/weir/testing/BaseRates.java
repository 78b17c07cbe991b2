package io.weir.testing;

import io.weir.baserate.BaseRateShift;
import io.weir.baserate.BaseRateVersion;
import io.weir.baserate.World;
import java.util.List;

/** Versions of the base rate for tests that care for few of their parts. */
public final class BaseRates {

    private BaseRates() {}

    /** Of the whole, in a normal world; it holds six hours, from the end of its window on. */
    public static BaseRateVersion version(long number, long windowEndMillis, double deployed, double reference) {
        return new BaseRateVersion(
                "all",
                number,
                windowEndMillis,
                windowEndMillis,
                windowEndMillis + 21_600_000,
                deployed,
                deployed / 2,
                Math.min(2 * deployed, 0.99),
                null,
                null,
                deployed,
                BaseRateShift.logOdds(deployed, reference),
                reference,
                50,
                1_000,
                0,
                BaseRateVersion.Cause.MOVED,
                null,
                World.NORMAL,
                List.of());
    }
}
