package io.weir.simulation;

import io.weir.transaction.Label;
import java.util.List;

/**
 * Who reports a fraud, and how long after the payment: each source has a share of the reports and a mixture of lognormal
 * delays. A delay beyond the longest is clipped to it, not drawn again: the last day on which a report may come has those that
 * would come later, and medians below it stay what they are.
 *
 * @param sources whose shares sum to 1
 * @param longestDays longest delay
 */
public record LabelDelays(List<SourceDelays> sources, double longestDays) {

    private static final double LEAST_DAYS = 0.001;
    private static final double MOST_DAYS = 3_650;

    /** @throws IllegalArgumentException naming the setting, its value and what is allowed */
    public LabelDelays {
        sources = List.copyOf(sources);
        Allowed.range("longest", longestDays, LEAST_DAYS, MOST_DAYS);
        Allowed.sumOfOne(
                "the sources' shares",
                sources.stream().mapToDouble(SourceDelays::share).sum());
        if (sources.stream().map(SourceDelays::source).distinct().count() < sources.size()) {
            throw new IllegalArgumentException("a source is given twice; allowed: each once");
        }
    }

    /** One source with one lognormal delay; sigma is 0.8. */
    public static LabelDelays of(Label.Source source, double medianDays, double longestDays) {
        Allowed.range("median", medianDays, LEAST_DAYS, longestDays);
        return new LabelDelays(
                List.of(new SourceDelays(source, 1, List.of(new LogNormal(1, medianDays, 0.8)))), longestDays);
    }

    /**
     * Two in five reports come from analysts, after 4 days in the median; the others are chargebacks, after 13.5 days and, one in
     * five, 40. Altogether the median is 10 days and the standard deviation of the logarithm 1; none comes after 90.
     */
    public static LabelDelays standard() {
        return new LabelDelays(
                List.of(
                        new SourceDelays(Label.Source.ANALYST, 0.4, List.of(new LogNormal(1, 4, 0.8))),
                        new SourceDelays(
                                Label.Source.CHARGEBACK,
                                0.6,
                                List.of(new LogNormal(0.8, 13.5, 0.6), new LogNormal(0.2, 40, 0.5)))),
                90);
    }

    /** Who reports and when. */
    public Report draw(Dice dice) {
        SourceDelays from = sources.get(
                pick(sources.stream().mapToDouble(SourceDelays::share).toArray(), dice));
        LogNormal delay = from.delays()
                .get(pick(from.delays().stream().mapToDouble(LogNormal::weight).toArray(), dice));
        double days = dice.logNormal(delay.medianDays(), delay.sigma());
        return new Report(from.source(), Math.min(days, longestDays));
    }

    /** An index with these probabilities; of one there is nothing to draw. */
    private static int pick(double[] weights, Dice dice) {
        double left = weights.length == 1 ? 0 : dice.unit();
        int index = 0;
        while (index < weights.length - 1 && left >= weights[index]) {
            left -= weights[index++];
        }
        return index;
    }

    /**
     * A report of a fraud.
     *
     * @param source who reports
     * @param days since the payment
     */
    public record Report(Label.Source source, double days) {}

    /**
     * The delays of a source.
     *
     * @param share of all reports
     * @param delays whose weights sum to 1
     */
    public record SourceDelays(Label.Source source, double share, List<LogNormal> delays) {

        /** @throws IllegalArgumentException naming the setting, its value and what is allowed */
        public SourceDelays {
            delays = List.copyOf(delays);
            Allowed.share("share", share);
            Allowed.sumOfOne(
                    "the delays' weights",
                    delays.stream().mapToDouble(LogNormal::weight).sum());
        }
    }

    /**
     * Lognormal delays.
     *
     * @param weight share of the source's delays
     * @param medianDays median
     * @param sigma standard deviation of the logarithm
     */
    public record LogNormal(double weight, double medianDays, double sigma) {

        /** @throws IllegalArgumentException naming the setting, its value and what is allowed */
        public LogNormal {
            Allowed.share("weight", weight);
            Allowed.range("median", medianDays, LEAST_DAYS, MOST_DAYS);
            Allowed.range("sigma", sigma, 0, 5);
        }
    }
}
