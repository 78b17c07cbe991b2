package io.weir.training;

import io.weir.baserate.FeatureReference;
import io.weir.baserate.SourceDelays;
import io.weir.baserate.WorldReference;
import io.weir.decision.ModelBundle;
import io.weir.training.report.ReportData.Delay;
import io.weir.training.report.ReportData.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the report tells of a bundle's reference. */
final class WorldReport {

    private static final int MOST_FEATURES = 5;

    private WorldReport() {}

    static @Nullable World of(ModelBundle bundle) {
        WorldReference reference = bundle.reference();
        if (reference == null) {
            return null;
        }
        Map<String, Double> psi = new LinkedHashMap<>();
        reference.features().stream()
                .sorted(Comparator.comparingDouble(FeatureReference::largestDailyPsi)
                        .reversed())
                .limit(MOST_FEATURES)
                .forEach(feature -> psi.put(feature.name(), feature.largestDailyPsi()));
        List<Delay> delays = new ArrayList<>();
        bundle.delaysBySource()
                .forEach((source, own) -> delays.add(delay(source.name().toLowerCase(Locale.ROOT), own)));
        return new World(
                reference.features().size(),
                reference.attributes().size(),
                reference.scoreDispersion(),
                reference.dailyVolume(),
                psi,
                delays);
    }

    private static Delay delay(String source, SourceDelays delays) {
        long[] quantiles = delays.delays().quantiles();
        int last = quantiles.length - 1;
        return new Delay(source, delays.share(), quantiles[last / 2], quantiles[last * 9 / 10]);
    }
}
