package io.weir.baserate;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Champions of the {@link SimulatedSource}. */
final class Champions {

    private Champions() {}

    /** Segments channel=web with the reference's share of fraud and channel=shop with half of it. */
    static Champion withSegments(String bundle, double reference) {
        return of(
                bundle,
                reference,
                Map.of(
                        "channel",
                        Map.of(
                                "web", new WorldReference.Rate(100_000, 100_000 * reference, 0),
                                "shop", new WorldReference.Rate(50_000, 25_000 * reference, 0))));
    }

    static Champion of(String bundle, double reference, Map<String, Map<String, WorldReference.Rate>> attributes) {
        SimulatedSource source = new SimulatedSource(1_234, Duration.ofDays(1), 1);
        long[] scores = source.scores(200_000, SimulatedSource.REFERENCE);
        WorldReference world =
                new WorldReference(reference, scores, new long[ScoreBins.COUNT], 1, 10_000, List.of(), attributes);
        return new Champion(bundle, reference, source.delays(), Map.of(), world);
    }
}
