package io.weir.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weir.decision.ModelBundle.FilterCut;
import io.weir.decision.Policy;
import io.weir.model.Calibrator;
import io.weir.model.Calibrators;
import io.weir.model.Logit;
import io.weir.model.PlattCalibrator;
import io.weir.training.Examples.Slice;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * 1,024 payments of 100.00, each of its own account. The cheap rank of payment x is x / 1024 and its cheap log-odds x / 256 - 2;
 * the forest finds nothing. Stage two sees some of the frauds: log-odds 2, else -6.
 */
class FittedTest {

    private static final int ROWS = 1_024;
    private static final Policy POLICY = Policy.standard("USD");

    private final boolean[] fraud = new boolean[ROWS];
    private final double[] logits =
            IntStream.range(0, ROWS).mapToDouble(x -> -6).toArray();
    private final double[] cheapRanks =
            IntStream.range(0, ROWS).mapToDouble(x -> x / 1024.0).toArray();
    private final double[] cheapLogits =
            IntStream.range(0, ROWS).mapToDouble(x -> x / 256.0 - 2).toArray();
    private final long[] accounts = IntStream.range(0, ROWS).mapToLong(x -> x).toArray();

    private FittedTest frauds(int from, int to, boolean seen) {
        Arrays.fill(fraud, from, to, true);
        Arrays.fill(logits, from, to, seen ? 2 : -6);
        return this;
    }

    private Scored window() {
        double[] amounts = new double[ROWS];
        Arrays.fill(amounts, 100);
        Slice slice = new Slice(new double[ROWS][1], fraud, amounts, accounts, accounts, new long[ROWS], 0, 1);
        return new Scored(slice, new double[ROWS], cheapLogits, cheapRanks, logits);
    }

    private Fitted fitted() {
        return Fitted.on(window(), POLICY);
    }

    private static FilterCut cutAt(double cheapRank) {
        return new FilterCut(false, 1, cheapRank, 0.01);
    }

    @Test
    void cut_misses_as_many_recoverable_frauds_as_the_certificate_allows() {
        // 208 frauds: five may be missed with the bound still under 5 %
        Fitted fitted = frauds(100, 308, true).fitted();
        assertThat(fitted.filter().open()).isFalse();
        assertThat(fitted.filter().cheapRank()).isEqualTo(105 / 1024.0);
        var certificate = Objects.requireNonNull(fitted.filter().certificate());
        assertThat(certificate.recoverable().missed()).isEqualTo(5);
        assertThat(certificate.recoverable().upper()).isBetween(0.049, 0.05);
    }

    @Test
    void fraud_that_stage_two_would_approve_does_not_lower_the_cut() {
        Fitted fitted = frauds(100, 308, true).frauds(10, 15, false).fitted();
        assertThat(fitted.filter().cheapRank()).isEqualTo(105 / 1024.0);
        var certificate = Objects.requireNonNull(fitted.filter().certificate());
        assertThat(certificate.total().missed()).isEqualTo(10);
    }

    @Test
    void frauds_of_one_account_count_once() {
        frauds(100, 308, true);
        Arrays.fill(accounts, 100, 260, 7);
        assertThat(fitted().filter().open()).as("49 accounts are too few").isTrue();
    }

    @Test
    void filter_with_58_recoverable_frauds_is_open_and_says_why() {
        Fitted fitted = frauds(100, 158, true).fitted();
        assertThat(fitted.filter().open()).isTrue();
        assertThat(Objects.requireNonNull(fitted.filter().certificate()).summary())
                .contains("58 recoverable frauds")
                .contains("at least 59");
        assertThat(new FittedTest().frauds(100, 159, true).fitted().filter().open())
                .isFalse();
    }

    @Test
    void passed_calibrator_is_fitted_on_what_passes() {
        Scored window = frauds(500, 560, true).frauds(800, 830, false).window();
        Fitted fitted = Fitted.with(cutAt(0.5), window);
        assertThat(fitted.passed().calibrator())
                .isEqualTo(
                        Calibrators.choose(Arrays.copyOfRange(logits, 512, ROWS), Arrays.copyOfRange(fraud, 512, ROWS))
                                .calibrator());
    }

    @Test
    void held_calibrator_is_fitted_on_what_is_held_back_or_on_all_where_nothing_is() {
        Scored window = frauds(400, 440, true).frauds(700, 800, true).window();
        assertThat(Fitted.with(cutAt(0.5), window).held())
                .isEqualTo(PlattCalibrator.fit(Arrays.copyOf(cheapLogits, 512), Arrays.copyOf(fraud, 512)));
        assertThat(Fitted.with(new FilterCut(true, 0, 0, 0.01), window).held())
                .isEqualTo(PlattCalibrator.fit(cheapLogits, fraud));
    }

    @Test
    void held_calibrator_without_a_held_fraud_or_with_ranks_turned_around_is_a_level() {
        Calibrator none =
                Fitted.with(cutAt(0.5), frauds(700, 800, true).window()).held();
        assertThat(meanOfHeld(none)).isCloseTo(1 / 514.0, within(1e-9));
        Calibrator last = Fitted.with(cutAt(0.5), frauds(0, 20, true).window()).held();
        assertThat(meanOfHeld(last)).isCloseTo(21 / 514.0, within(1e-9));
        assertThat(last)
                .isInstanceOfSatisfying(
                        PlattCalibrator.class,
                        platt -> assertThat(platt.slope()).isEqualTo(1));
    }

    private double meanOfHeld(Calibrator held) {
        return IntStream.range(0, 512)
                .mapToDouble(x -> Logit.sigmoid(held.logit(cheapLogits[x])))
                .average()
                .orElseThrow();
    }

    @Test
    void probability_is_the_passed_calibrators_above_the_cut_and_the_held_ones_below() {
        Scored window = frauds(400, 440, true).frauds(700, 800, true).window();
        Fitted fitted = Fitted.with(cutAt(0.5), window);
        double[] p = fitted.probabilities(window);
        assertThat(p[750]).isEqualTo(fitted.passed().calibrator().probability(2));
        assertThat(p[420]).isEqualTo(fitted.held().probability(cheapLogits[420]));
    }
}
