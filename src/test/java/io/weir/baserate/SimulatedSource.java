package io.weir.baserate;

import io.weir.baserate.EvidenceWindows.Report;
import io.weir.baserate.EvidenceWindows.Scored;
import io.weir.transaction.Label;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A stream of scored transactions whose truth is known: the log-likelihood ratio of a score is drawn from N(d²/2, d²) for fraud and
 * N(-d²/2, d²) otherwise, so it is what it says, and delays of reports are lognormal. Counts by way of {@link EvidenceWindows}.
 */
@SuppressWarnings("NullAway")
final class SimulatedSource {

    static final double REFERENCE = 0.0087;
    static final long HOUR = 3_600_000L;
    static final long DAY = 24 * HOUR;

    final SplittableRandom random;
    private final long window;
    private final int partitions;
    private final List<EvidenceWindows> windows = new ArrayList<>();
    private final PriorityQueue<Pending> reports = new PriorityQueue<>();
    private long start;

    double separation = 3.2;
    double medianDelayDays = 4;
    double sigma = 0.8;
    /** Share of the frauds whose scores are those of legitimate ones. */
    double unknownScheme;
    /** The share of the reports that comes at all. */
    double reported = 1;
    /** The shift that decisions use. */
    double shift;

    private record Pending(Report report, int partition, String segment) implements Comparable<Pending> {
        @Override
        public int compareTo(Pending other) {
            return Long.compare(report.atMillis(), other.report.atMillis());
        }
    }

    SimulatedSource(long seed, Duration window, int partitions) {
        this.random = new SplittableRandom(seed);
        this.window = window.toMillis();
        this.partitions = partitions;
        for (int p = 0; p < partitions; p++) {
            windows.add(new EvidenceWindows(window));
        }
    }

    long now() {
        return start;
    }

    /** A window of traffic without segments. */
    List<WindowEvidence> next(int transactions, double rate) {
        traffic(transactions, rate, null);
        return close();
    }

    void traffic(int transactions, double rate, String segment) {
        for (int i = 0; i < transactions; i++) {
            transaction(start + window * i / transactions, random.nextDouble() < rate, segment);
        }
    }

    List<WindowEvidence> close() {
        long end = start + window;
        while (!reports.isEmpty() && reports.peek().report().atMillis() < end) {
            Pending due = reports.poll();
            windows.get(due.partition()).report(due.report(), due.segment());
        }
        List<WindowEvidence> evidence = new ArrayList<>();
        for (int p = 0; p < partitions; p++) {
            evidence.addAll(windows.get(p).passed(end, p, false));
        }
        start = end;
        return evidence;
    }

    private void transaction(long time, boolean fraud, String segment) {
        int partition = random.nextInt(partitions);
        double ratio = logRatio(fraud && random.nextDouble() >= unknownScheme);
        double calibrated = BaseRateShift.posterior(REFERENCE, ratio);
        windows.get(partition)
                .transaction(
                        time,
                        segment,
                        new Scored(
                                "v1",
                                REFERENCE,
                                calibrated,
                                BaseRateShift.posterior(calibrated, shift),
                                false,
                                false,
                                new int[0]));
        if (fraud && random.nextDouble() < reported) {
            long at = time + delay();
            reports.add(new Pending(new Report(at, time, Label.Source.CHARGEBACK, 1, 1, ratio), partition, segment));
        }
    }

    double logRatio(boolean fraud) {
        return separation * (random.nextGaussian() + (fraud ? 0.5 : -0.5) * separation);
    }

    long delay() {
        return (long) (DAY * medianDelayDays * Math.exp(sigma * random.nextGaussian()));
    }

    /** A histogram of scores. */
    long[] scores(int transactions, double rate) {
        long[] scores = new long[ScoreBins.COUNT];
        for (int i = 0; i < transactions; i++) {
            scores[ScoreBins.of(logRatio(random.nextDouble() < rate))]++;
        }
        return scores;
    }

    /** The true curve of the delays. */
    DelayCurve delays() {
        long[] delays = new long[101];
        for (int q = 0; q <= 100; q++) {
            double probability = Math.min(Math.max(q / 100.0, 0.0005), 0.9995);
            double z = io.weir.statistics.NormalDistribution.quantile(probability);
            delays[q] = (long) (DAY * medianDelayDays * Math.exp(sigma * z));
        }
        return DelayCurve.ofQuantiles(delays);
    }

    /** Poisson by multiplication of uniforms in parts (Knuth). */
    static int poisson(SplittableRandom random, double mean) {
        int count = 0;
        double left = mean;
        while (left > 0) {
            double part = Math.min(left, 50);
            double product = random.nextDouble();
            double limit = Math.exp(-part);
            while (product > limit) {
                count++;
                product *= random.nextDouble();
            }
            left -= part;
        }
        return count;
    }
}
