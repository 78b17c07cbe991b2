package io.weir.cli.forest;

import io.weir.evaluation.RankMetrics;
import io.weir.model.IsolationForest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** The isolation forest on sets with a published result: how well it ranks, and how fast it scores. */
public final class ForestBench {

    private static final int TREES = 100;
    private static final int SAMPLE = 256;

    private final Path directory;
    private final List<PublishedAuc> published;

    /**
     * Finds the published results and the sets that are there.
     *
     * @throws IllegalArgumentException when there is no directory, no published result, or no set; says which
     */
    public ForestBench(Path directory) throws IOException {
        this.directory = directory;
        this.published = PublishedAuc.read(directory);
        if (sets().isEmpty()) {
            throw new IllegalArgumentException(directory + " has none of the sets that " + PublishedAuc.FILE
                    + " names: " + String.join(", ", absent()));
        }
    }

    /** Sets with a published result and a file. */
    public List<String> sets() {
        return names(true);
    }

    /** Sets with a published result but no file. */
    public List<String> absent() {
        return names(false);
    }

    private List<String> names(boolean present) {
        return published.stream()
                .filter(each -> Files.exists(each.file(directory)) == present)
                .map(PublishedAuc::set)
                .toList();
    }

    /**
     * One set's result.
     *
     * @param auc mean over the seeds, in percent
     * @param deviation standard deviation over the seeds, in points; NaN of one seed
     * @param published in percent
     * @param tolerance points that the mean may be away
     * @param speed of the first seed's forest
     */
    public record Result(
            String set,
            int rows,
            int features,
            int anomalies,
            double auc,
            double deviation,
            double published,
            double tolerance,
            PairedTiming speed) {

        /** Points above the published result. */
        public double difference() {
            return auc - published;
        }

        public boolean accurate() {
            return Math.abs(difference()) <= tolerance;
        }
    }

    /**
     * Grows a forest of 100 trees from samples of 256 for each seed, measures the area under the ROC curve, and times the
     * first one.
     *
     * @param set one of {@link #sets}
     * @param seeds how many, 1 or more
     * @param rounds of timing, 1 or more
     * @throws IllegalArgumentException when the file is broken; names line and cell
     */
    public Result measure(String set, int seeds, int rounds) throws IOException {
        PublishedAuc reference = published.stream()
                .filter(each -> each.set().equals(set))
                .findFirst()
                .orElseThrow();
        AnomalySet data = AnomalySet.read(reference.file(directory));
        List<IsolationForest> forests = LongStream.rangeClosed(1, seeds)
                .mapToObj(seed -> IsolationForest.fit(data.rows(), TREES, SAMPLE, seed * 1_000))
                .toList();
        double[] aucs =
                forests.stream().mapToDouble(forest -> auc(forest, data)).toArray();
        double mean = Arrays.stream(aucs).average().orElseThrow();
        double squares =
                Arrays.stream(aucs).map(auc -> (auc - mean) * (auc - mean)).sum();
        PairedTiming speed = PairedTiming.measure(forests.get(0), data.rows(), rounds);
        return new Result(
                set,
                data.rows().length,
                data.features(),
                data.anomalies(),
                mean,
                Math.sqrt(squares / (seeds - 1)),
                reference.auc(),
                reference.tolerance(),
                speed);
    }

    private static double auc(IsolationForest forest, AnomalySet data) {
        double[] scores = Arrays.stream(data.rows()).mapToDouble(forest::score).toArray();
        return 100 * RankMetrics.rocAuc(scores, data.anomaly());
    }
}
