package io.weir.training.report;

import io.weir.training.report.ReportData.World;
import java.util.ArrayList;
import java.util.List;

/** What the bundle brings along for the stream to tell whether the world is still the same. */
final class WorldTables {

    private static final double DAY = 86_400_000;

    private WorldTables() {}

    static String of(ReportData data) {
        World world = data.world();
        if (world == null) {
            return Html.note("This bundle has nothing to compare the world with.");
        }
        return Html.paragraph(sentence(world)) + Html.pair(features(world), delays(world));
    }

    private static String sentence(World world) {
        return Html.format(
                "The spread of the scores, of %d features and of fraud by value of %d attributes in the calibration window. The"
                        + " scores of a day vary φ = %s times as much as chance alone would make them, at %s transactions a day.",
                world.features(),
                world.attributes(),
                Numbers.compact(world.dispersion()),
                Numbers.compact(world.dailyVolume()));
    }

    private static String features(World world) {
        List<List<String>> rows = new ArrayList<>();
        world.dailyPsi().forEach((name, psi) -> rows.add(List.of(name, Numbers.decimal(psi))));
        return Html.table(
                "Features that vary most from day to day: the largest PSI of a day against the window. A later PSI means"
                        + " something where it is well above.",
                List.of("feature", "largest daily PSI"),
                rows,
                1,
                -1);
    }

    private static String delays(World world) {
        List<List<String>> rows = world.delays().stream()
                .map(delay -> List.of(
                        delay.source(),
                        Numbers.percent(delay.share()),
                        days(delay.medianMillis()),
                        days(delay.ninetiethMillis())))
                .toList();
        return Html.table(
                "How late fraud is reported, by who reports it, in days.",
                List.of("source", "share", "half of it", "nine tenths"),
                rows,
                3,
                -1);
    }

    private static String days(long millis) {
        return Numbers.plain(millis / DAY);
    }
}
