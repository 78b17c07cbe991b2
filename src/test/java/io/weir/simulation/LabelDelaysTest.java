package io.weir.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.weir.simulation.LabelDelays.LogNormal;
import io.weir.simulation.LabelDelays.Report;
import io.weir.simulation.LabelDelays.SourceDelays;
import io.weir.transaction.Label.Source;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.junit.jupiter.api.Test;

class LabelDelaysTest {

    private static final int N = 100_000;
    private static final LabelDelays STANDARD = LabelDelays.standard();

    private static final List<Report> DRAWN = IntStream.range(0, N)
            .mapToObj(i -> STANDARD.draw(Dice.of(3, "test", i)))
            .toList();

    @Test
    void standard_delays_have_a_median_of_ten_days_and_sigma_of_one() {
        assertThat(exact(STANDARD, 10.05)).isCloseTo(0.5, within(1e-4));
        double[] logs = DRAWN.stream()
                .mapToDouble(report -> Math.log(report.days()))
                .sorted()
                .toArray();
        assertThat(Math.exp(logs[N / 2])).isBetween(9.9, 10.2);
        assertThat(new StandardDeviation().evaluate(logs)).isBetween(1.0, 1.06);
    }

    /** At each point four standard errors, √(p (1 - p) / n). */
    @Test
    void draws_follow_the_exact_mixture_up_to_the_longest_delay() {
        for (double days : new double[] {0.5, 2, 5, 10, 20, 40, 60, 89.9}) {
            double expected = exact(STANDARD, days);
            double found =
                    DRAWN.stream().filter(report -> report.days() <= days).count() / (double) N;
            assertThat(found)
                    .as("share within %s days", days)
                    .isCloseTo(expected, within(4 * Math.sqrt(expected * (1 - expected) / N)));
        }
        assertThat(DRAWN).allSatisfy(report -> assertThat(report.days()).isLessThanOrEqualTo(90));
        long clipped = DRAWN.stream().filter(report -> report.days() == 90).count();
        double beyond = N * (1 - exact(STANDARD, 90));
        assertThat((double) clipped).isCloseTo(beyond, within(4 * Math.sqrt(beyond)));
    }

    @Test
    void sources_have_their_shares_and_their_medians() {
        double[] analyst = delaysOf(Source.ANALYST);
        double[] chargeback = delaysOf(Source.CHARGEBACK);
        assertThat(analyst.length + chargeback.length).isEqualTo(N);
        assertThat(analyst.length / (double) N).isCloseTo(0.4, within(4 * Math.sqrt(0.24 / N)));
        assertThat(analyst[analyst.length / 2]).isCloseTo(4, within(0.1));
        LabelDelays alone = new LabelDelays(
                List.of(new SourceDelays(
                        Source.CHARGEBACK, 1, STANDARD.sources().get(1).delays())),
                90);
        assertThat(exact(alone, chargeback[chargeback.length / 2])).isCloseTo(0.5, within(0.01));
    }

    @Test
    void draw_same_dice_gives_same_report() {
        assertThat(STANDARD.draw(Dice.of(1, "test", 5))).isEqualTo(STANDARD.draw(Dice.of(1, "test", 5)));
    }

    @Test
    void shares_and_weights_that_do_not_sum_to_one_are_refused() {
        LogNormal half = new LogNormal(0.5, 3, 1);
        assertThatThrownBy(() -> new SourceDelays(Source.OTHER, 1, List.of(half)))
                .hasMessage("the sum of the delays' weights is 0.5; allowed: 1");
        SourceDelays third = new SourceDelays(Source.OTHER, 0.3, List.of(half, half));
        assertThatThrownBy(() -> new LabelDelays(List.of(third), 9))
                .hasMessage("the sum of the sources' shares is 0.3; allowed: 1");
        assertThatThrownBy(() -> LabelDelays.of(Source.OTHER, 10, 9))
                .hasMessage("median is 10.0; allowed: 0.001 to 9.0");
        SourceDelays part = new SourceDelays(Source.OTHER, 0.5, List.of(half, half));
        assertThatThrownBy(() -> new LabelDelays(List.of(part, part), 9)).hasMessageContaining("given twice");
    }

    private static double[] delaysOf(Source source) {
        return DRAWN.stream()
                .filter(report -> report.source() == source)
                .mapToDouble(Report::days)
                .sorted()
                .toArray();
    }

    /** P(delay <= days) before clipping. */
    private static double exact(LabelDelays delays, double days) {
        NormalDistribution normal = new NormalDistribution();
        double sum = 0;
        for (SourceDelays source : delays.sources()) {
            for (LogNormal part : source.delays()) {
                double z = Math.log(days / part.medianDays()) / part.sigma();
                sum += source.share() * part.weight() * normal.cumulativeProbability(z);
            }
        }
        return sum;
    }
}
