package io.weir.cli.drift;

import io.weir.baserate.EstimatorSettings;
import io.weir.baserate.FeatureReference;
import io.weir.baserate.WorldReference;
import io.weir.catalogue.Catalogues;
import io.weir.decision.Decider;
import io.weir.decision.Decision;
import io.weir.decision.Policy;
import io.weir.feature.FeatureCatalogue;
import io.weir.history.Replay;
import io.weir.scenario.Scenarios;
import io.weir.simulation.Break;
import io.weir.simulation.Intensity;
import io.weir.simulation.LabelNoise;
import io.weir.simulation.Scenario;
import io.weir.simulation.SchemeSchedule;
import io.weir.simulation.SchemeSchedule.Newcomer;
import io.weir.simulation.SimulatedPayment;
import io.weir.simulation.SimulationSettings;
import io.weir.simulation.Simulator;
import io.weir.training.BoostedTreesTrainer.Parameters;
import io.weir.training.BundleFile;
import io.weir.training.TrainingRun;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * The simulated bank that payments are drawn from: a bundle is trained on its first days, later ones are replayed.
 *
 * @param seed of everything drawn
 * @param customers accounts
 * @param perDay expected payments a day
 * @param fraudShare expected share of fraud in them
 * @param trainDays days that the bundle is trained on, whatever is known of them at their end
 * @param poolDays days after these that payments are drawn from
 */
public record DriftBank(
        long seed, int customers, int merchants, double perDay, double fraudShare, int trainDays, int poolDays) {

    /** First midnight, epoch milliseconds: 2025-01-01. */
    static final long START = 1_735_689_600_000L;

    private static final long DAY = 86_400_000L;
    private static final String CURRENCY = "USD";
    /** Days after which the profiles' windows of four weeks hold the changed world alone. */
    private static final int LAST_CHANGED_DAY = 28;

    /** 9,600 payments a day, 0.9 % of them fraud; 170 days to train on and 60 to draw from. */
    public static DriftBank standard() {
        return new DriftBank(7, 6_400, 1_280, 9_600, 0.009, 170, 60);
    }

    /** The bundle that {@code weir train} would make of the first days, as the stream would read it. */
    public Decider train(LongConsumer progress) {
        FeatureCatalogue catalogue = FeatureCatalogue.of(Catalogues.builtIn("standard"));
        TrainingRun run = new TrainingRun(catalogue, Policy.standard(CURRENCY), Parameters.standard(seed));
        TrainingRun.Result result = run.train(
                new Simulator(settings(Scenarios.builtIn("none"), trainDays)),
                Long.MIN_VALUE,
                START + trainDays * DAY,
                progress);
        byte[] bundle = new BundleFile(result.bundle(), new TreeMap<>()).toBytes();
        return new Decider(BundleFile.read(bundle).bundle(), BundleFile.version(bundle));
    }

    /** How many payments {@link #train} reads, about. */
    public long trainingPayments() {
        return Math.round(trainDays * perDay);
    }

    private SimulationSettings settings(Scenario scenario, int days) {
        return SimulationSettings.of(seed, START, scenario)
                .withTraffic(customers, merchants, perDay)
                .withFraudShare(fraudShare)
                .withDays(days);
    }

    /** True when payments of a scenario are, from a day on, not those of the bank as it was. */
    static boolean changes(Scenario scenario) {
        return !scenario.schemes().newcomers().isEmpty() || !scenario.breaks().isEmpty();
    }

    /** The day from which on a scenario's payments are others; the end of the scenario when they never are. */
    static double changeDay(Scenario scenario) {
        double day = scenario.days();
        for (Newcomer newcomer : scenario.schemes().newcomers()) {
            day = Math.min(day, newcomer.day());
        }
        for (Break broken : scenario.breaks()) {
            day = Math.min(day, broken.day());
        }
        return day;
    }

    /**
     * Replays the days after training, as a scenario's schemes and breaks have them: from the first of these days on if it has
     * any. How much fraud there is does not change.
     */
    Pool pool(Decider decider, Scenario scenario) {
        int days = trainDays + poolDays;
        double moved = trainDays - changeDay(scenario);
        Scenario changed = scenario(scenario, days, moved, true);
        Simulator simulator = new Simulator(settings(changed, days));
        // The same payments as they are: a break changes nothing but what arrives.
        Simulator twin = new Simulator(settings(scenario(scenario, days, moved, false), days));
        long from = START + trainDays * DAY;
        Replay replay = new Replay(decider, Policy.standard(CURRENCY), EstimatorSettings.standard(), from);
        List<FeatureReference> references = references(decider);
        Pool pool = new Pool(references.size(), changes(scenario) ? LAST_CHANGED_DAY : 0);
        int[] bins = new int[references.size()];
        while (simulator.hasNext()) {
            SimulatedPayment payment = simulator.nextPayment();
            double trueAmount = twin.nextPayment().labelled().transaction().amount();
            Decision decision = replay.next(payment.labelled());
            if (decision != null) {
                for (int f = 0; f < bins.length; f++) {
                    bins[f] = references.get(f).bin(decision.features()[f]);
                }
                int day = (int) ((payment.labelled().transaction().timeMillis() - from) / DAY);
                double amount = payment.labelled().transaction().amount();
                pool.add(payment.fraud(), day, decision.calibrated(), amount, trueAmount, bins);
            }
        }
        return pool;
    }

    private static List<FeatureReference> references(Decider decider) {
        WorldReference world = Objects.requireNonNull(decider.bundle().reference(), "a bundle just trained has one");
        return world.features();
    }

    /** What changes in the payments, some days later or earlier; how much fraud there is and what is heard of it does not. */
    private static Scenario scenario(Scenario of, int days, double later, boolean broken) {
        List<Newcomer> newcomers = of.schemes().newcomers().stream()
                .map(each -> new Newcomer(each.scheme(), (int) (each.day() + later), each.share()))
                .toList();
        List<Break> breaks =
                of.breaks().stream().map(each -> later(each, later)).toList();
        return new Scenario(
                of.name(),
                days,
                Intensity.constant(),
                new SchemeSchedule(of.schemes().weights(), newcomers),
                of.joins(),
                of.delays(),
                LabelNoise.NONE,
                broken ? breaks : List.of());
    }

    private static Break later(Break broken, double days) {
        if (broken instanceof Break.Scaled scaled) {
            return new Break.Scaled(scaled.attribute(), scaled.day() + days, scaled.factor());
        }
        return new Break.Missing(((Break.Missing) broken).attribute(), broken.day() + days);
    }
}
