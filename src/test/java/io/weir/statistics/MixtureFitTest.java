package io.weir.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MixtureFitTest {

    private static final double[] FRAUD = Draws.normal(40, 0, 2);
    private static final double[] LEGIT = Draws.normal(40, -5, 1.5);

    /** The slow twin: the EM iteration, as often as it takes. */
    @ParameterizedTest
    @CsvSource({"0.0005, 60000", "0.002, 5000", "0.02, 300", "0.3, 1000", "0.95, 1000"})
    void share_is_the_fixed_point_of_em(double truth, int n) {
        SplittableRandom random = new SplittableRandom(31);
        for (int run = 0; run < 20; run++) {
            long[] observed = Draws.counts(random, Draws.mixed(truth, FRAUD, LEGIT), n);
            double share = 0.5;
            for (int step = 0; step < 20_000; step++) {
                share = em(share, observed);
            }
            MixtureFit fit = MixtureFit.of(observed, FRAUD, LEGIT);
            if (fit.share() > 1e-9) {
                assertThat(fit.share()).isCloseTo(share, withinPercentage(1e-7));
                assertThat(em(fit.share(), observed)).isCloseTo(fit.share(), withinPercentage(1e-9));
            } else {
                assertThat(em(share, observed)).as("EM still falls").isLessThan(share);
            }
        }
    }

    private static double em(double share, long[] observed) {
        double sum = 0;
        for (int bin = 0; bin < observed.length; bin++) {
            sum += observed[bin] * share * FRAUD[bin] / (share * FRAUD[bin] + (1 - share) * LEGIT[bin]);
        }
        return sum / Arrays.stream(observed).sum();
    }

    /** Seed 32: of 400 histograms, the standardised errors of ln π are those of a normal distribution. */
    @ParameterizedTest
    @ValueSource(doubles = {0.002, 0.008, 0.05, 0.5})
    void standard_error_is_that_of_the_errors_made(double truth) {
        SplittableRandom random = new SplittableRandom(32);
        double sum = 0;
        double squares = 0;
        int covered = 0;
        for (int run = 0; run < 400; run++) {
            long[] observed = Draws.counts(random, Draws.mixed(truth, FRAUD, LEGIT), 20_000);
            MixtureFit fit = MixtureFit.of(observed, FRAUD, LEGIT);
            double z = Math.log(fit.share() / truth) / fit.logStandardError();
            sum += z;
            squares += z * z;
            covered += Math.abs(z) < 1.96 ? 1 : 0;
        }
        assertThat(sum / 400).isBetween(-0.25, 0.25);
        assertThat(squares / 400).isBetween(0.8, 1.3);
        assertThat(covered / 400.0).isBetween(0.92, 0.98);
    }

    @Test
    void information_and_likelihood_are_those_of_finite_differences() {
        long[] observed = Draws.counts(new SplittableRandom(33), Draws.mixed(0.05, FRAUD, LEGIT), 10_000);
        MixtureFit fit = MixtureFit.of(observed, FRAUD, LEGIT);
        double step = 1e-4;
        double here = logLikelihood(fit.share(), observed);
        double curvature =
                (logLikelihood(fit.share() + step, observed) + logLikelihood(fit.share() - step, observed) - 2 * here)
                        / (step * step);
        assertThat(fit.logLikelihood()).isCloseTo(here, withinPercentage(1e-10));
        assertThat(fit.information()).isCloseTo(-curvature, withinPercentage(0.1));
        assertThat(fit.logStandardError()).isCloseTo(1 / (fit.share() * Math.sqrt(-curvature)), withinPercentage(0.1));
    }

    private static double logLikelihood(double share, long[] observed) {
        double sum = 0;
        for (int bin = 0; bin < observed.length; bin++) {
            sum += observed[bin] * Math.log(share * FRAUD[bin] + (1 - share) * LEGIT[bin]);
        }
        return sum;
    }

    @Test
    void share_of_no_fraud_is_the_smallest_and_nothing_is_known_of_its_logarithm() {
        long[] observed = new long[40];
        observed[9] = 5_000;
        observed[10] = 6_000;
        MixtureFit none = MixtureFit.of(observed, FRAUD, LEGIT);
        assertThat(none.share()).isEqualTo(1e-9);
        assertThat(none.logStandardError()).isGreaterThan(1_000);
        observed = new long[40];
        observed[22] = 5_000;
        assertThat(MixtureFit.of(observed, FRAUD, LEGIT).share()).isEqualTo(1 - 1e-9);
    }

    @Test
    void share_of_classes_that_do_not_differ_has_an_infinite_error() {
        MixtureFit fit = MixtureFit.of(new long[] {5, 5}, new double[] {0.5, 0.5}, new double[] {0.5, 0.5});
        assertThat(fit.share()).isBetween(1e-9, 1.0);
        assertThat(fit.logStandardError()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void bins_that_neither_class_reaches_leave_the_share_alone_and_spoil_the_fit() {
        double[] fraud = {0, 0.2, 0.8, 0};
        double[] legit = {0.5, 0.4, 0.1, 0};
        MixtureFit without = MixtureFit.of(new long[] {450, 380, 170, 0}, fraud, legit);
        MixtureFit with = MixtureFit.of(new long[] {450, 380, 170, 300}, fraud, legit);
        assertThat(without.share()).isBetween(0.05, 0.15);
        assertThat(with.share()).isEqualTo(without.share());
        assertThat(with.logLikelihood()).isEqualTo(without.logLikelihood());
        assertThat(with.goodnessOfFit().pValue()).isLessThan(1e-20);
    }

    /** Seed 34: mixtures pass at the level; a third kind of payments, at scores between, does not. */
    @Test
    void goodness_of_fit_keeps_its_level_and_sees_a_third_kind() {
        SplittableRandom random = new SplittableRandom(34);
        double[] mixture = Draws.mixed(0.03, FRAUD, LEGIT);
        int rejected = 0;
        for (int run = 0; run < 2_000; run++) {
            rejected += MixtureFit.of(Draws.counts(random, mixture, 5_000), FRAUD, LEGIT)
                                    .goodnessOfFit()
                                    .pValue()
                            <= 0.05
                    ? 1
                    : 0;
        }
        assertThat(rejected / 2_000.0).isBetween(0.035, 0.07);
        double[] third = Draws.mixed(0.03, Draws.normal(40, -2, 0.5), mixture);
        assertThat(MixtureFit.of(Draws.counts(random, third, 5_000), FRAUD, LEGIT)
                        .goodnessOfFit()
                        .pValue())
                .isLessThan(1e-6);
    }

    @Test
    void goodness_of_fit_has_one_degree_less_than_that_of_known_shares() {
        long[] observed = Draws.counts(new SplittableRandom(35), Draws.mixed(0.2, FRAUD, LEGIT), 10_000);
        MixtureFit fit = MixtureFit.of(observed, FRAUD, LEGIT);
        GTest known = GTest.of(observed, Draws.mixed(fit.share(), FRAUD, LEGIT));
        assertThat(fit.goodnessOfFit().degrees()).isEqualTo(known.degrees() - 1);
        assertThat(fit.goodnessOfFit().g()).isCloseTo(known.g(), within(1e-9));
    }

    @Test
    void arguments_that_do_not_fit_are_named() {
        double[] even = {0.5, 0.5};
        assertThatThrownBy(() -> MixtureFit.of(new long[2], even, even)).hasMessageContaining("observed is empty");
        assertThatThrownBy(() -> MixtureFit.of(new long[] {1, 1}, new double[] {1, 1}, even))
                .hasMessageContaining("fraudShares sums to 2.0");
        assertThatThrownBy(() -> MixtureFit.of(new long[] {1, 1}, even, new double[] {Double.NaN, 1}))
                .hasMessageContaining("legitShares has NaN in bin 0");
    }
}
