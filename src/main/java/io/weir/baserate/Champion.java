package io.weir.baserate;

import io.weir.transaction.Label;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the estimate starts from: the model whose probabilities the base rate shifts.
 *
 * @param bundle version of its bundle
 * @param baseRate π0, the base rate of its calibration window, in (0, 1)
 * @param delays how late labels were in training
 * @param delaysBySource the same for each source; empty: unknown, all sources go by {@code delays}
 * @param world what the world looked like in the calibration window; null: unknown, and what needs it is not tested
 */
public record Champion(
        String bundle,
        double baseRate,
        DelayCurve delays,
        Map<Label.Source, SourceDelays> delaysBySource,
        @Nullable WorldReference world) {}
