package io.weir.baserate;

import io.weir.statistics.MixtureFit;
import io.weir.statistics.RiditTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Is it still label shift? Tests whether anything but the share of fraud has changed since calibration; each has a level at
 * which the world is watched and one at which it counts as changed.
 *
 * <ul>
 *   <li>Features: PSI and KS of the last day against the calibration window, beyond what its own days showed.
 *   <li>Scores: do those of the last day fit any mixture of the calibration window's fraud and legitimate scores (G-test)?
 *   <li>Frauds: do those reported young score lower than frauds did (ridit test, Bross 1958)? A scheme that the model has never
 *       seen looks like less fraud to the scores; its first reports give it away.
 *   <li>Labels against scores: are as many frauds reported as the scores call for ({@link LabelGap}), among young cohorts and
 *       over a month?
 *   <li>Residuals: has the mean of observed less expected frauds of half-matured cohorts moved (ADWIN, Bifet, Gavaldà 2007)?
 * </ul>
 */
final class WorldTests {

    private static final double WATCH_PSI = 0.1;
    private static final double CHANGED_PSI = 0.25;
    private static final double CHANGED_KS = 0.3;
    private static final double NATURAL = 2;
    private static final double WATCH_P = 1e-3;
    private static final double CHANGED_P = 1e-6;
    private static final double CHANGED_FRAUDS_P = 1e-4;
    /** G/n, like a PSI: what many transactions make significant need not matter. */
    private static final double WATCH_DISTANCE = 0.025;

    private static final double CHANGED_DISTANCE = 0.1;
    private static final double WATCH_Z = 3;
    private static final double CHANGED_Z = 4;
    /** |ln(Y/F)|: a smaller bias of the scores is corrected by the labels and no cause for alarm. */
    private static final double WATCH_GAP = 0.45;

    private static final double CHANGED_GAP = 0.6;
    private static final long LEAST_TRANSACTIONS = 500;
    private static final long LEAST_FRAUDS = 5;

    private final List<String> watch = new ArrayList<>();
    private final List<String> changed = new ArrayList<>();

    /** What speaks against the world of the calibration window, in words. */
    List<String> alarms() {
        List<String> all = new ArrayList<>(changed);
        all.addAll(watch);
        return all;
    }

    boolean isChanged() {
        return !changed.isEmpty();
    }

    boolean isDoubtful() {
        return !watch.isEmpty() || isChanged();
    }

    void features(WorldReference world, ScoreCounts day) {
        long[][] features = day.features();
        for (int f = 0; f < features.length; f++) {
            FeatureReference reference = world.features().get(f);
            long[] now = Arrays.copyOf(features[f], reference.bins());
            if (Arrays.stream(now).sum() < LEAST_TRANSACTIONS) {
                return;
            }
            double psi = reference.psi(now);
            double ks = reference.ks(now);
            double natural = NATURAL * reference.largestDailyPsi();
            if (psi > Math.max(CHANGED_PSI, natural)
                    || ks > Math.max(CHANGED_KS, NATURAL * reference.largestDailyKs())) {
                changed.add(line("feature %s: PSI %.3f, KS %.3f", reference.name(), psi, ks));
            } else if (psi > Math.max(WATCH_PSI, natural)) {
                watch.add(line("feature %s: PSI %.3f", reference.name(), psi));
            }
        }
    }

    void scores(WorldReference world, ScoreCounts day) {
        long total = Arrays.stream(day.scores()).sum();
        if (total < LEAST_TRANSACTIONS) {
            return;
        }
        MixtureFit fit = MixtureFit.of(day.scores(), world.fraudShares(), world.legitimateShares());
        // The dispersion was measured at the calibration window's volume; its excess grows with the count.
        double dispersion = 1 + (world.scoreDispersion() - 1) * total / world.dailyVolume();
        // The reference was counted as well: more so where the day expects more than its part of what was counted.
        double ofReference = (double) total / Arrays.stream(world.scores()).sum();
        dispersion += ofReference * Math.max(1, fit.share() / world.baseRate());
        double p = fit.goodnessOfFit().dispersed(dispersion).pValue();
        double distance = fit.goodnessOfFit().g() / total;
        if (p < WATCH_P && distance > WATCH_DISTANCE) {
            (p < CHANGED_P && distance > CHANGED_DISTANCE ? changed : watch)
                    .add(line("scores: no share of fraud explains them, G/n %.3f, p %.1e", distance, p));
        }
    }

    /** @param visibleShares how frauds that can be reported scored in the calibration window */
    void youngFrauds(double[] visibleShares, long[] youngScores) {
        long[] counts =
                Arrays.stream(youngScores).map(count -> Math.max(0, count)).toArray();
        RiditTest test = RiditTest.of(visibleShares, counts);
        if (test.n() >= LEAST_FRAUDS && test.pValue() < WATCH_P) {
            (test.pValue() < CHANGED_FRAUDS_P ? changed : watch)
                    .add(line("frauds: %d reported young score too low, p %.1e", test.n(), test.pValue()));
        }
    }

    void gap(String cohorts, LabelGap gap, double delayError) {
        double z = gap.z(delayError);
        double size = Math.abs(gap.ratio());
        if (Math.abs(z) > WATCH_Z && size > WATCH_GAP) {
            (Math.abs(z) > CHANGED_Z && size > CHANGED_GAP ? changed : watch)
                    .add(line(
                            "labels: %s, %.0f frauds reported where scores call for %.0f, z %.1f",
                            cohorts, gap.reported(), gap.expected(), z));
        }
    }

    /**
     * Of young cohorts only the earliest reports are there, of which G knows least: reports that only come sooner or later than
     * they did are watched, and more than all that scores call for is a change.
     */
    void youngGap(LabelGap gap, double delayError) {
        double z = gap.z(delayError);
        if (gap.exceedsAllCalledFor() || (Math.abs(z) > WATCH_Z && Math.abs(gap.ratio()) > WATCH_GAP)) {
            (gap.exceedsAllCalledFor() ? changed : watch)
                    .add(line(
                            "labels: young ones, %.0f frauds reported where scores call for %.0f by now and %.0f in all, z %.1f",
                            gap.reported(), gap.expected(), gap.called(), z));
        }
    }

    void residuals(boolean moved, @Nullable Double mean) {
        if (moved) {
            watch.add(line("residuals: their mean has moved to %.2f of the expected frauds", mean));
        }
    }

    private static String line(String format, @Nullable Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
