package io.weir.baserate;

import io.weir.transaction.Label;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * G(j), the chance that a fraud is reported by the end of the j-th window after its own (0: its own), learnt for each source
 * from the reporting triangle.
 *
 * <p>Chain ladder in its reverse-time form (Kalbfleisch, Lawless 1991), which needs no division by counts that are still zero:
 * of the frauds known at age j the share that became known just then is {@code h_j = Σ_d r_{d,j} / Σ_d C_{d,j}} over the cohorts
 * observed at j, and {@code G(j-1) = G(j)·(1 - h_j)} back from G = 1 at the last age; it is the product of the development factors
 * {@code f_j = 1 / (1 - h_j)}. Ages are windows for the first eight days, so that a delay
 * of a week is the step that it is, and days after them. A histogram of observed delays would be cut
 * off on the right; this is not. Counts fade with a half-life of {@value #HALF_LIFE_DAYS} days, so that G follows changes, and the
 * bundle's curve counts as {@value #PRIOR_FRAUDS} frauds more.
 */
final class ReportDelays {

    static final int HALF_LIFE_DAYS = 30;
    static final double PRIOR_FRAUDS = 50;
    private static final int FINE_DAYS = 8;
    private static final int POINTS = 8;

    private final long window;
    /** Last age of each bin, in windows. */
    private final int[] ends;

    private final double fade;
    private final double[][] reported;
    private final double[][] known;

    ReportDelays(EstimatorSettings settings) {
        window = settings.window().toMillis();
        int perDay = (int) (Duration.ofDays(1).toMillis() / window);
        int last = (int) (settings.retention().toMillis() / window) - 1;
        ends = ends(perDay, last);
        fade = StrictMath.pow(0.5, 1.0 / (HALF_LIFE_DAYS * (double) perDay));
        reported = new double[CohortCounts.SOURCES][ends.length];
        known = new double[CohortCounts.SOURCES][ends.length];
    }

    private static int[] ends(int perDay, int last) {
        int fine = Math.min(FINE_DAYS * perDay, last + 1);
        int days = (last + 1 - fine + perDay - 1) / perDay;
        int[] ends = new int[fine + days];
        for (int b = 0; b < ends.length; b++) {
            ends[b] = b < fine ? b : Math.min(last, fine - 1 + perDay * (b - fine + 1));
        }
        return ends;
    }

    /** A window has closed: what was learnt counts a little less. */
    void fade() {
        for (int s = 0; s < CohortCounts.SOURCES; s++) {
            for (int b = 0; b < ends.length; b++) {
                reported[s][b] *= fade;
                known[s][b] *= fade;
            }
        }
    }

    /** A window has closed: counts a cohort that has just come to the end of a bin of ages, unless its labels are doubted. */
    void observe(int age, Cohort cohort) {
        int bin = bin(age);
        if (bin < 0 || age != ends[bin]) {
            return;
        }
        double[] before = cohort.markReports();
        if (cohort.isDoubted()) {
            return;
        }
        for (int s = 0; s < CohortCounts.SOURCES; s++) {
            double now = cohort.counts().reports(s);
            reported[s][bin] += now - before[s];
            known[s][bin] += now;
        }
    }

    private int bin(int age) {
        int at = Arrays.binarySearch(ends, age);
        int bin = at >= 0 ? at : -at - 1;
        return bin < ends.length ? bin : -1;
    }

    /** What share of reports each source makes, and when: what is known of G by now. */
    @SuppressWarnings("EnumOrdinal") // sources index arrays of all of them
    Curves curves(Champion champion, List<AgedCohort> cohorts) {
        double[][] bySource = new double[CohortCounts.SOURCES][];
        double[] weight = new double[CohortCounts.SOURCES];
        for (int s = 0; s < CohortCounts.SOURCES; s++) {
            SourceDelays prior = champion.delaysBySource().get(Label.Source.values()[s]);
            bySource[s] = curve(s, prior == null ? champion.delays() : prior.delays());
            weight[s] = PRIOR_FRAUDS * (prior == null ? 0 : prior.share());
        }
        if (champion.delaysBySource().isEmpty()) {
            Arrays.fill(weight, PRIOR_FRAUDS / CohortCounts.SOURCES);
        }
        addReports(weight, bySource, cohorts);
        double sum = Arrays.stream(weight).sum();
        double[] all = new double[ends.length];
        for (int s = 0; s < CohortCounts.SOURCES; s++) {
            for (int b = 0; b < all.length; b++) {
                all[b] += weight[s] / sum * bySource[s][b];
            }
        }
        return new Curves(all);
    }

    /** Frauds by source: of the same cohorts for all of them, those old enough for the slowest, or the fast ones would count more. */
    private void addReports(double[] weight, double[][] bySource, List<AgedCohort> cohorts) {
        boolean[] reports = new boolean[CohortCounts.SOURCES];
        for (int s = 0; s < CohortCounts.SOURCES; s++) {
            int source = s;
            reports[s] = weight[s] > 0
                    || cohorts.stream()
                            .anyMatch(cohort -> cohort.cohort().counts().reports(source) > 0);
        }
        for (AgedCohort cohort : cohorts) {
            double least = 1;
            for (int s = 0; s < CohortCounts.SOURCES; s++) {
                least = reports[s] ? Math.min(least, at(bySource[s], cohort.age())) : least;
            }
            for (int s = 0; s < CohortCounts.SOURCES && least >= BaseRateEstimator.MIN_REPORTED; s++) {
                if (reports[s]) {
                    double known = Math.max(0, cohort.cohort().counts().reports(s));
                    weight[s] += cohort.weight() * known / at(bySource[s], cohort.age());
                }
            }
        }
    }

    /** G of all sources together. */
    final class Curves {
        private final double[] all;

        private Curves(double[] all) {
            this.all = all;
        }

        /** G for a cohort of an age in windows. */
        double reported(int age) {
            return at(all, age);
        }
    }

    private double[] curve(int source, DelayCurve prior) {
        double[] g = new double[ends.length];
        double later = 1;
        for (int b = ends.length - 1; b >= 0; b--) {
            g[b] = later;
            double before = b == 0 ? 0 : prior(prior, ends[b - 1]);
            double now = prior(prior, ends[b]);
            double knownNow = known[source][b] + PRIOR_FRAUDS * now;
            double reportedNow = reported[source][b] + PRIOR_FRAUDS * (now - before);
            double hazard = knownNow <= 0 ? 0 : Math.min(1, Math.max(0, reportedNow / knownNow));
            later *= 1 - hazard;
        }
        return g;
    }

    /** The prior curve for a cohort: frauds are spread over its window. */
    private double prior(DelayCurve curve, int age) {
        double sum = 0;
        for (int i = 0; i < POINTS; i++) {
            sum += curve.reported((long) ((age + (i + 0.5) / POINTS) * window));
        }
        return sum / POINTS;
    }

    private double at(double[] g, int age) {
        int bin = bin(age);
        if (bin < 0) {
            return 1;
        }
        if (age == ends[bin]) {
            return g[bin];
        }
        double before = bin == 0 ? 0 : g[bin - 1];
        int start = bin == 0 ? -1 : ends[bin - 1];
        return before + (g[bin] - before) * (age - start) / (ends[bin] - start);
    }

    void write(PackedBytes.Out out) {
        out.put(ends.length);
        for (int s = 0; s < CohortCounts.SOURCES; s++) {
            for (int b = 0; b < ends.length; b++) {
                out.put(reported[s][b]).put(known[s][b]);
            }
        }
    }

    /** @throws IllegalStateException when it was kept under other settings */
    void read(PackedBytes.In in) {
        int bins = in.count();
        if (bins != ends.length) {
            throw new IllegalStateException("base-rate state has " + bins + " ages of reports; the settings call for "
                    + ends.length + ": base-rate.window or base-rate.retention has changed");
        }
        for (int s = 0; s < CohortCounts.SOURCES; s++) {
            for (int b = 0; b < ends.length; b++) {
                reported[s][b] = in.real();
                known[s][b] = in.real();
            }
        }
    }
}
