package io.weir.cli.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.weir.baserate.BaseRateShift;
import io.weir.baserate.Champion;
import io.weir.baserate.DelayCurve;
import io.weir.baserate.EstimatorSettings;
import io.weir.baserate.FeatureReference;
import io.weir.baserate.ScoreBins;
import io.weir.baserate.SourceDelays;
import io.weir.baserate.World;
import io.weir.baserate.WorldReference;
import io.weir.decision.Policy;
import io.weir.scenario.Scenarios;
import io.weir.simulation.Dice;
import io.weir.simulation.LabelDelays;
import io.weir.simulation.Scenario;
import io.weir.transaction.Label;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the moving threshold is worth, on payments whose probabilities are right: scores of frauds and of honest payments are
 * normal, 2.8 standard deviations apart, so their likelihood ratio is known, and labels are as late as training has seen. {@code weir
 * bench drift} shows the same on a bundle that has been trained, with other seeds.
 */
@SuppressWarnings("NullAway")
class DriftGateTest {

    private static final double RATE = 0.009;
    private static final double APART = 2.8;
    private static final int HONEST = 200_000;
    private static final int FRAUDS = 20_000;
    private static final long[] SEEDS = {1_001, 1_002};
    private static final Pool POOL = pool();

    private static Map<String, DriftFigures> figures = Map.of();

    @BeforeAll
    static void run() {
        Setting setting = new Setting(champion(), Policy.standard("USD"), EstimatorSettings.standard(), 9_600, RATE);
        figures = Stream.of("step-up", "season", "none", "burst")
                .parallel()
                .map(Scenarios::builtIn)
                .map(scenario -> new DriftFigures(scenario, setting, traces(setting, scenario)))
                .collect(Collectors.toMap(DriftFigures::name, Function.identity()));
    }

    private static List<Trace> traces(Setting setting, Scenario scenario) {
        return LongStream.of(SEEDS)
                .mapToObj(seed -> new DriftRun(setting, scenario, POOL, POOL, seed).run())
                .toList();
    }

    @Test
    void stepToFourTimesTheFraud_keepsNearlyAllThatCanBeGained() {
        DriftFigures stepUp = of("step-up");
        assertThat(kept(stepUp)).isGreaterThan(0.9);
        assertThat(stepUp.daysToReact()).isLessThan(4);
        assertThat(stepUp.coverage()).isBetween(0.85, 1.0);
    }

    @Test
    void seasonOfFraud_keepsMostOfWhatCanBeGained() {
        assertThat(kept(of("season"))).isGreaterThan(0.75);
    }

    @Test
    void steadyFraud_costsWhatItCostsWithAFixedThreshold() {
        DriftFigures none = of("none");
        assertThat(none.keptShare()).isNull();
        assertThat(none.costWeir() / none.costFixed()).isCloseTo(1, within(0.005));
        assertThat(none.movesPerMonth()).isLessThan(1.5);
        assertThat(none.coverage()).isBetween(0.85, 1.0);
        assertThat(none.errors().median()).isLessThan(0.1);
    }

    @Test
    void twoDaysOfFalseReports_areNotBelieved() {
        DriftFigures burst = of("burst");
        assertThat(burst.firstExit().runs()).isEqualTo(SEEDS.length);
        assertThat(burst.firstExit().mostDays()).isLessThanOrEqualTo(1);
        assertThat(burst.worldDays().get(World.FROZEN)).isGreaterThan(2);
        assertThat(burst.shiftMoved().most()).isLessThan(burst.shiftMoved().bound());
    }

    @Test
    void sameSeed_sameRun() {
        Setting setting = new Setting(champion(), Policy.standard("USD"), EstimatorSettings.standard(), 300, RATE);
        Scenario scenario = Scenario.steady(30, LabelDelays.standard());
        Trace one = new DriftRun(setting, scenario, POOL, POOL, 5).run();
        Trace again = new DriftRun(setting, scenario, POOL, POOL, 5).run();
        Trace other = new DriftRun(setting, scenario, POOL, POOL, 6).run();
        assertThat(again.versions()).isEqualTo(one.versions());
        assertThat(again.cost(Trace.Way.WEIR)).isEqualTo(one.cost(Trace.Way.WEIR));
        assertThat(other.cost(Trace.Way.WEIR)).isNotEqualTo(one.cost(Trace.Way.WEIR));
    }

    private static DriftFigures of(String scenario) {
        DriftFigures found = figures.get(scenario);
        assertThat(found).as(scenario).isNotNull();
        return found;
    }

    private static double kept(DriftFigures figures) {
        DriftFigures.Share kept = figures.keptShare();
        assertThat(kept).isNotNull();
        return kept.estimate();
    }

    private static Pool pool() {
        Pool pool = new Pool(1, 0);
        Dice dice = Dice.of(3, "gate pool", 0);
        for (int i = 0; i < HONEST + FRAUDS; i++) {
            boolean fraud = i >= HONEST;
            double logRatio = APART * dice.gaussian() + (fraud ? 0.5 : -0.5) * APART * APART;
            double amount = dice.logNormal(60, 1);
            pool.add(fraud, 0, BaseRateShift.rate(RATE, logRatio), amount, amount, new int[] {dice.below(10)});
        }
        return pool;
    }

    private static Champion champion() {
        Dice dice = Dice.of(4, "gate delays", 0);
        Map<Label.Source, List<Long>> delays = new EnumMap<>(Label.Source.class);
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            LabelDelays.Report report = LabelDelays.standard().draw(dice);
            long delay = (long) (report.days() * 86_400_000);
            all.add(delay);
            delays.computeIfAbsent(report.source(), s -> new ArrayList<>()).add(delay);
        }
        Map<Label.Source, SourceDelays> bySource = new EnumMap<>(Label.Source.class);
        delays.forEach((source, own) ->
                bySource.put(source, new SourceDelays((double) own.size() / all.size(), curve(own))));
        return new Champion("gate", RATE, curve(all), bySource, world());
    }

    private static DelayCurve curve(List<Long> delays) {
        return DelayCurve.of(delays.stream().mapToLong(delay -> delay).toArray());
    }

    /** Of as many payments as a calibration window has. */
    private static WorldReference world() {
        Dice dice = Dice.of(5, "gate world", 0);
        long[] scores = new long[ScoreBins.COUNT];
        long[] frauds = new long[ScoreBins.COUNT];
        for (int i = 0; i < 80_000; i++) {
            boolean fraud = dice.unit() < RATE;
            int bin = ScoreBins.of(ScoreBins.logRatio(POOL.calibrated(POOL.draw(fraud, 0, dice)), RATE));
            scores[bin]++;
            frauds[bin] += fraud ? 1 : 0;
        }
        double[] edges = {1, 2, 3, 4, 5, 6, 7, 8, 9};
        long[] counts = new long[edges.length + 2];
        Arrays.fill(counts, 0, 10, 8_000);
        FeatureReference feature = new FeatureReference("digit", edges, counts, 0.002, 0.01);
        return new WorldReference(RATE, scores, frauds, 1, 9_600, List.of(feature), Map.of());
    }
}
