package io.weir.baserate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.weir.transaction.Label;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReportDelaysTest {

    private static final long DAY = SimulatedSource.DAY;
    private static final DelayCurve MONTH = DelayCurve.ofQuantiles(new long[] {0, 30 * DAY});

    private static Champion oneSource(DelayCurve delays) {
        Map<Label.Source, SourceDelays> bySource = Map.of(Label.Source.CHARGEBACK, new SourceDelays(1, delays));
        return new Champion("v1", SimulatedSource.REFERENCE, delays, bySource, null);
    }

    /** Cohorts and what is learnt of their delays, window by window. */
    private static final class Triangle {
        final EstimatorSettings settings;
        final TreeMap<Integer, Cohort> cohorts = new TreeMap<>();
        final int kept;
        ReportDelays delays;
        int now = -1;

        Triangle(EstimatorSettings settings) {
            this.settings = settings;
            this.delays = new ReportDelays(settings);
            this.kept = (int) settings.retention().dividedBy(settings.window());
        }

        void report(int cohort, Label.Source source, double change) {
            if (cohort > now - kept) {
                cohorts.computeIfAbsent(cohort, c -> new Cohort())
                        .counts()
                        .report(source, change < 0 ? -1 : 1, Math.abs(change));
            }
        }

        void open() {
            now++;
            cohorts.computeIfAbsent(now, c -> new Cohort()).counts().transaction();
        }

        void close() {
            cohorts.headMap(now - kept + 1).clear();
            delays.fade();
            cohorts.forEach((cohort, counts) -> delays.observe(now - cohort, counts));
        }

        ReportDelays.Curves curves(Champion champion) {
            List<AgedCohort> aged = new ArrayList<>();
            cohorts.descendingMap()
                    .forEach((cohort, counts) ->
                            aged.add(Cohorts.aged(now - cohort, Math.pow(0.5, (now - cohort) / 56.0), counts)));
            return delays.curves(champion, aged);
        }
    }

    /**
     * The twin: the whole triangle, forward development factors {@code f_j = Σ C_{j+1} / Σ C_j} over the cohorts seen at j + 1, each
     * weighed by how long ago that was, {@code G(j) = Π_{k ≥ j} 1/f_k}.
     */
    private static double[] chainLadder(double[][] cumulative, int now) {
        int ages = cumulative[0].length;
        double[] g = new double[ages];
        g[ages - 1] = 1;
        for (int age = ages - 1; age > 0; age--) {
            double later = 0;
            double sooner = 0;
            for (int cohort = 0; cohort + age <= now; cohort++) {
                double weight = Math.pow(0.5, (now - cohort - age) / (double) ReportDelays.HALF_LIFE_DAYS);
                later += weight * cumulative[cohort][age];
                sooner += weight * cumulative[cohort][age - 1];
            }
            g[age - 1] = g[age] * sooner / later;
        }
        return g;
    }

    @Test
    void curve_ofManyReports_isTheChainLadderOfTheWholeTriangle() {
        int days = 90;
        EstimatorSettings settings = Cohorts.settings(Duration.ofDays(1), Duration.ofDays(30));
        for (int seed = 0; seed < 5; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Triangle triangle = new Triangle(settings);
            double[][] cumulative = new double[days][30];
            for (int day = 0; day < days; day++) {
                triangle.open();
                for (int cohort = Math.max(0, day - 29); cohort <= day; cohort++) {
                    int age = day - cohort;
                    // so many that the bundle's 50 frauds do not count
                    double reports = age > 20 ? 0 : 1e6 * random.nextInt(1, 50) / (1 + age);
                    cumulative[cohort][age] = reports + (age == 0 ? 0 : cumulative[cohort][age - 1]);
                    triangle.report(cohort, Label.Source.CHARGEBACK, reports);
                }
                triangle.close();
            }
            double[] twin = chainLadder(cumulative, days - 1);
            ReportDelays.Curves curves = triangle.curves(oneSource(MONTH));
            for (int age = 0; age < 30; age++) {
                assertThat(curves.reported(age)).as("seed %d age %d", seed, age).isCloseTo(twin[age], within(2e-5));
            }
        }
    }

    @Test
    void curve_withoutReports_isTheBundles() {
        ReportDelays.Curves curves = new Triangle(Cohorts.QUARTERS).curves(oneSource(MONTH));
        for (int age = 0; age < 120; age++) {
            assertThat(curves.reported(age)).as("age %d", age).isCloseTo((age + 0.5) / 120, within(0.005));
        }
        assertThat(curves.reported(120)).isCloseTo(1, within(0.005));
        assertThat(curves.reported(100_000)).isEqualTo(1);
    }

    /** Frauds of each window, reported with delays of the source. */
    private static void simulate(Triangle triangle, SimulatedSource source, int windows, double first, double growth) {
        double perDay = (double) DAY / triangle.settings.window().toMillis();
        TreeMap<Integer, List<Integer>> due = new TreeMap<>();
        for (int w = 0; w < windows; w++) {
            triangle.open();
            int now = triangle.now;
            int frauds = SimulatedSource.poisson(source.random, first * Math.pow(growth, w));
            for (int i = 0; i < frauds; i++) {
                double at = now + source.random.nextDouble() + (double) source.delay() / DAY * perDay;
                due.computeIfAbsent((int) at, t -> new ArrayList<>()).add(now);
            }
            due.headMap(now + 1)
                    .values()
                    .forEach(cohorts -> cohorts.forEach(cohort -> triangle.report(cohort, Label.Source.CHARGEBACK, 1)));
            due.headMap(now + 1).clear();
            triangle.close();
        }
    }

    private static double[] truth(Triangle triangle, SimulatedSource source) {
        DelayCurve delays = source.delays();
        double[] g = new double[triangle.kept];
        long window = triangle.settings.window().toMillis();
        for (int age = 0; age < g.length; age++) {
            g[age] = (delays.reported(age * window) + delays.reported((age + 1) * window)) / 2;
        }
        double all = g[g.length - 1];
        for (int age = 0; age < g.length; age++) {
            g[age] /= all;
        }
        return g;
    }

    private static double furthest(ReportDelays.Curves curves, double[] truth) {
        double furthest = 0;
        for (int age = 0; age < truth.length; age++) {
            furthest = Math.max(furthest, Math.abs(curves.reported(age) - truth[age]));
        }
        return furthest;
    }

    /**
     * Gate: delays lognormal with a median of 10 days, 60 days of quarter-day windows with 5 frauds at first and 8 % more each day, so
     * that half of the frauds are of the last weeks and most of their reports are still to come; the bundle's curve has half the
     * median. Largest error of G: healthy .017; broken, a histogram of the delays seen, .22.
     */
    @Test
    void curve_whileRecentCohortsAreCutOff_isTheTrueOneAndAHistogramIsNot() {
        Triangle triangle = new Triangle(Cohorts.QUARTERS);
        SimulatedSource source = new SimulatedSource(1, Duration.ofHours(6), 1);
        source.medianDelayDays = 5;
        DelayCurve wrong = source.delays();
        source.medianDelayDays = 10;
        simulate(triangle, source, 240, 5, 1.02);
        double[] truth = truth(triangle, source);
        double[] histogram = new double[truth.length];
        SimulatedSource again = new SimulatedSource(1, Duration.ofHours(6), 1);
        again.medianDelayDays = 10;
        long all = 0;
        for (int w = 0; w < 240; w++) {
            int frauds = SimulatedSource.poisson(again.random, 5 * Math.pow(1.02, w));
            for (int i = 0; i < frauds; i++) {
                int age = (int) (again.random.nextDouble() + 4.0 * again.delay() / DAY);
                if (w + age < 240) {
                    all++;
                    for (int a = age; a < histogram.length; a++) {
                        histogram[a]++;
                    }
                }
            }
        }
        double broken = 0;
        for (int age = 0; age < truth.length; age++) {
            broken = Math.max(broken, Math.abs(histogram[age] / all - truth[age]));
        }
        double healthy = furthest(triangle.curves(oneSource(wrong)), truth);
        assertThat(healthy).isLessThan(0.05);
        assertThat(broken).isGreaterThan(0.2);
    }

    @Test
    void curve_afterDelaysHaveTripled_hasGoneMostOfTheWayInFourMonths() {
        Triangle triangle = new Triangle(Cohorts.DAILY);
        SimulatedSource source = new SimulatedSource(2, Duration.ofDays(1), 1);
        simulate(triangle, source, 120, 30, 1);
        double[] before = truth(triangle, source);
        Champion champion = oneSource(source.delays());
        assertThat(furthest(triangle.curves(champion), before)).isLessThan(0.05);
        source.medianDelayDays = 12;
        double[] after = truth(triangle, source);
        simulate(triangle, source, 25, 30, 1);
        ReportDelays.Curves soon = triangle.curves(champion);
        simulate(triangle, source, 95, 30, 1);
        ReportDelays.Curves later = triangle.curves(champion);
        assertThat(furthest(soon, before)).isLessThan(0.15);
        assertThat(furthest(later, after)).isLessThan(0.2).isLessThan(0.5 * furthest(later, before));
    }

    /** The handbook's delay: all is known seven days later, nothing before. A cohort of age 28 is one of which all is known. */
    @Test
    void curve_ofADelayOfExactlySevenDays_isAStep() {
        Champion champion = oneSource(DelayCurve.fixed(7 * DAY));
        Triangle triangle = new Triangle(Cohorts.QUARTERS);
        for (int w = 0; w < 200; w++) {
            triangle.open();
            if (w >= 28) {
                triangle.report(w - 28, Label.Source.CHARGEBACK, 6);
            }
            triangle.close();
            ReportDelays.Curves curves = triangle.curves(champion);
            for (int age = 0; age < 40; age++) {
                assertThat(curves.reported(age)).as("window %d age %d", w, age).isEqualTo(age < 28 ? 0 : 1);
            }
        }
    }

    @Test
    void curve_ofSourcesOfWhichOneStops_becomesThatOfTheOther() {
        Champion champion = new Champion(
                "v1",
                SimulatedSource.REFERENCE,
                MONTH,
                Map.of(
                        Label.Source.ANALYST,
                        new SourceDelays(0.5, DelayCurve.fixed(0)),
                        Label.Source.CHARGEBACK,
                        new SourceDelays(0.5, DelayCurve.fixed(20 * DAY))),
                null);
        Triangle triangle = new Triangle(Cohorts.DAILY);
        double half = 0;
        for (int day = 0; day < 200; day++) {
            triangle.open();
            if (day < 100) {
                triangle.report(day, Label.Source.ANALYST, 40);
            }
            if (day >= 20) {
                triangle.report(day - 20, Label.Source.CHARGEBACK, 40);
            }
            triangle.close();
            if (day == 99) {
                half = triangle.curves(champion).reported(5);
            }
        }
        assertThat(half).as("half is known at once").isCloseTo(0.5, within(0.02));
        ReportDelays.Curves curves = triangle.curves(champion);
        assertThat(curves.reported(5)).as("none is known at once").isLessThan(0.05);
        assertThat(curves.reported(20)).isEqualTo(1);
    }

    /** A tenth is reversed two days after its report, which came two days after the fraud. */
    @Test
    void curve_withReversals_staysARisingShare() {
        Triangle triangle = new Triangle(Cohorts.DAILY);
        for (int day = 0; day < 150; day++) {
            triangle.open();
            if (day >= 2) {
                triangle.report(day - 2, Label.Source.CHARGEBACK, 100);
            }
            if (day >= 4) {
                triangle.report(day - 4, Label.Source.CUSTOMER, -10);
            }
            triangle.close();
        }
        ReportDelays.Curves curves = triangle.curves(Cohorts.champion(DelayCurve.fixed(2 * DAY)));
        double before = 0;
        for (int age = 0; age < 60; age++) {
            assertThat(curves.reported(age)).isBetween(before, 1.0);
            before = curves.reported(age);
        }
        assertThat(curves.reported(1)).isLessThan(0.02);
        assertThat(curves.reported(2)).isGreaterThan(0.97);
    }

    @Test
    void delays_throughBytes_comeBackAndOfOtherSettingsAreRefused() {
        Triangle triangle = new Triangle(Cohorts.QUARTERS);
        simulate(triangle, new SimulatedSource(3, Duration.ofHours(6), 1), 100, 8, 1);
        PackedBytes.Out out = new PackedBytes.Out().put(1);
        triangle.delays.write(out);
        ReportDelays back = new ReportDelays(Cohorts.QUARTERS);
        back.read(new PackedBytes.In("delays", out.toBytes(), 1));
        PackedBytes.Out again = new PackedBytes.Out().put(1);
        back.write(again);
        assertThat(again.toBytes()).isEqualTo(out.toBytes());
        assertThatIllegalStateException()
                .isThrownBy(() -> new ReportDelays(Cohorts.DAILY).read(new PackedBytes.In("delays", out.toBytes(), 1)))
                .withMessageContaining("base-rate.window or base-rate.retention has changed");
    }
}
