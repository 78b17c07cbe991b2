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
        @Nullable WorldReference world) {

    /** Base rate of a segment {@code attribute=value} in the calibration window; null: it was not known. */
    public @Nullable Double segment(String segment) {
        return world == null ? null : world.segment(segment);
    }

    /** Base rate of each segment of an attribute in the calibration window, by name {@code attribute=value}; null: no segments. */
    Map<String, Double> segments(@Nullable String attribute) {
        return world == null || attribute == null ? Map.of() : world.segments(attribute);
    }
}
